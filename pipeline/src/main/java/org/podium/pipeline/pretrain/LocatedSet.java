package org.podium.pipeline.pretrain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.podium.pipeline.competition.Pretraining;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.synthetic.FormulaImages;

/** An image set and the folder of class folders that holds it. */
record LocatedSet(String name, Path folder) {

    /** Where every set is, or is to be drawn: beside the pretraining's own folder, for the next one to find. */
    static List<LocatedSet> of(Pretraining config, Path out) {
        List<LocatedSet> sets = new ArrayList<>();
        for (Pretraining.ImageSet set : config.sets()) {
            Path folder = set.folder().map(Path::of).orElseGet(() -> out.resolveSibling("drawn")
                    .resolve(cacheName(images(config, set))));
            sets.add(new LocatedSet(set.name(), folder));
        }
        return List.copyOf(sets);
    }

    /** Draws the sets that are to be drawn and are not there. */
    static void draw(Pretraining config, Path out, Display display) throws IOException {
        List<LocatedSet> located = of(config, out);
        for (int number = 0; number < located.size(); number++) {
            Path folder = located.get(number).folder;
            if (config.sets().get(number).drawn().isEmpty() || Files.exists(folder)) {
                continue;
            }
            Path temporary = AtomicFiles.temporary(folder);
            AtomicFiles.deleteTree(temporary);
            Files.createDirectories(temporary);
            try (Display.Task task = display.task("draw " + located.get(number).name)) {
                images(config, config.sets().get(number))
                        .draw(temporary, (done, total) -> task.tell(new Event.Progress(done, total, "", false)));
                AtomicFiles.move(temporary, folder);
            } finally {
                AtomicFiles.deleteTree(temporary);
            }
        }
    }

    private static FormulaImages images(Pretraining config, Pretraining.ImageSet set) {
        Pretraining.Drawn drawn = set.drawn().orElseThrow();
        return new FormulaImages(config.seed(), drawn.classes(), drawn.perClass(), drawn.size());
    }

    /** Tells what is drawn and by which code: the end is a hash of a few images as they are drawn now. */
    private static String cacheName(FormulaImages images) {
        return String.format(
                Locale.ROOT,
                "seed%d-%dx%d-%dpx-%s",
                images.seed(),
                images.classes(),
                images.perClass(),
                images.side(),
                images.fingerprint().substring(0, 8));
    }

    /** Hash of the images of this set: of every path and every file. */
    String hash(ImageTable table) throws IOException {
        MessageDigest digest = Hashes.sha256();
        for (ImageTable.Row row : table.rows()) {
            if (row.set().equals(name)) {
                String line = row.path() + " " + Hashes.of(folder.resolve(row.path())) + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return Hashes.hex(digest);
    }
}
