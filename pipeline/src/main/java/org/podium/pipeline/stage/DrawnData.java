package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.synthetic.Generator;
import org.podium.pipeline.synthetic.Generators;

/** Data that podium draws itself, for competitions that bring none. */
final class DrawnData {
    /** Within drawn data: by which generator, from which seed. */
    private static final String ORIGIN = ".generated";

    private DrawnData() {}

    /** Draws the data of a competition that asks for it, unless it is there. */
    static void draw(Competition competition, Path competitionFolder, Display display) throws IOException {
        if (competition.generate().isEmpty()) {
            return;
        }
        Path folder = competitionFolder.resolve(competition.data());
        Competition.Generate choice = competition.generate().get();
        String origin = choice.generator() + " with seed " + choice.seed();
        if (Files.exists(folder)) {
            checkOrigin(folder, origin);
            return;
        }
        Generator generator = generator(choice.generator());
        Path temporary = AtomicFiles.temporary(folder);
        AtomicFiles.deleteTree(temporary);
        Files.createDirectories(temporary);
        try (Display.Task task = display.task("draw " + choice.generator())) {
            generator.draw(
                    temporary, choice.seed(), (done, total) -> task.tell(new Event.Progress(done, total, "", false)));
            Files.writeString(temporary.resolve(ORIGIN), origin + "\n");
            AtomicFiles.move(temporary, folder);
        } finally {
            AtomicFiles.deleteTree(temporary);
        }
        display.line("draw      " + competition.name() + " data into " + folder);
    }

    /** Data without the mark of a drawing is the user's own. */
    private static void checkOrigin(Path folder, String asked) throws IOException {
        Path mark = folder.resolve(ORIGIN);
        if (!Files.exists(mark)) {
            return;
        }
        String origin = Files.readString(mark).strip();
        if (!origin.equals(asked)) {
            throw new UserError(folder + " was drawn by " + origin + ", but the competition asks for " + asked
                    + ": delete the folder, and it will be drawn again");
        }
    }

    private static Generator generator(String name) {
        try {
            return Generators.named(name);
        } catch (IllegalArgumentException e) {
            throw new UserError("competition.yaml: generate: " + e.getMessage(), e);
        }
    }
}
