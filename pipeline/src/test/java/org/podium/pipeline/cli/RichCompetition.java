package org.podium.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link TinyCompetition} with what every kind of folds asks for: eight plants of six images, two a class, each day one
 * image, two sites, and an age in years.
 */
final class RichCompetition {
    static final int PLANTS = 8;

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    private RichCompetition() {}

    static TinyCompetition in(Path folder) throws IOException {
        TinyCompetition competition = TinyCompetition.in(folder);
        return competition
                .change("competition.yaml", "label: label}", "label: label, group: plant, time: taken}")
                .file("data/train.csv", table(lines(competition)));
    }

    static String table(List<String> lines) {
        return "image,label,plant,taken,site,age\n" + String.join("", lines);
    }

    /** The training rows; days, sites and ages go by no order that the rows have. */
    static List<String> lines(TinyCompetition competition) {
        List<String> lines = new ArrayList<>();
        List<String> bare = competition.trainLines();
        int rows = bare.size();
        for (int row = 0; row < rows; row++) {
            lines.add(String.join(
                            ",",
                            bare.get(row).strip(),
                            "plant-" + row / (rows / PLANTS),
                            FIRST.plusDays(row * 29 % rows).toString(),
                            row * 13 % 17 < 9 ? "hill" : "shore",
                            row * 31 % 37 + ".5")
                    + "\n");
        }
        return lines;
    }
}
