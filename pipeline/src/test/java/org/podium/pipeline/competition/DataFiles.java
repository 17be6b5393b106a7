package org.podium.pipeline.competition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.podium.pipeline.error.UserError;

/** A competition's folder for tests: {@code competition.yaml} and {@code data/} with empty images. */
record DataFiles(Path folder) {
    DataFiles write(String file, String text) throws IOException {
        Path path = folder.resolve("data").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return this;
    }

    DataFiles images(String... files) throws IOException {
        for (String file : files) {
            write(file, "");
        }
        return this;
    }

    /** @param yaml the keys train, test and what else is wanted */
    Competition competition(String yaml) throws IOException {
        return read("task: image-classification\nmetric: accuracy\n" + yaml);
    }

    /** @param yaml the keys classes, train, test, submission and what else is wanted */
    Competition segmentation(String yaml) throws IOException {
        return read("task: semantic-segmentation\nmetric: mean-iou\n" + yaml);
    }

    private Competition read(String yaml) throws IOException {
        return CompetitionFile.read(Files.writeString(folder.resolve("competition.yaml"), yaml), List.of());
    }

    CompetitionData load(String yaml) throws IOException {
        return CompetitionData.load(competition(yaml), folder);
    }

    /** The lines of the error that the user gets, without the folder's path. */
    List<String> problems(Supplier<?> action) {
        try {
            return List.of("none: " + action.get());
        } catch (UserError e) {
            return e.getMessage().replace(folder + "/", "").lines().toList();
        }
    }

    List<String> problems(String yaml) throws IOException {
        Competition competition = competition(yaml);
        return problems(() -> CompetitionData.load(competition, folder));
    }
}
