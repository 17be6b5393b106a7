package org.podium.pipeline.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.podium.ensemble.PixelConfusion;
import org.podium.pipeline.run.CsvFile;
import org.podium.pipeline.run.RunFolder;

/**
 * How well each class was predicted, over all rows held out: {@code classes.csv}.
 *
 * @param lines one a class, in the order of the class table
 */
record ClassScores(List<Line> lines) {
    static final String FILE = "classes.csv";

    /**
     * One class.
     *
     * @param images held out with pixels of it
     * @param pixels of it
     * @param predicted pixels predicted as it
     * @param iou empty where it neither occurs nor is predicted
     * @param dice likewise
     */
    record Line(String name, int images, long pixels, long predicted, String iou, String dice) {}

    static ClassScores of(List<String> classes, Judged judged) {
        PixelConfusion confusion = judged.pooled();
        double[] iou = confusion.iou();
        double[] dice = confusion.dice();
        List<Line> lines = new ArrayList<>();
        for (int c = 0; c < iou.length; c++) {
            lines.add(new Line(
                    classes.get(c),
                    judged.present()[c],
                    confusion.actual(c),
                    confusion.predicted(c),
                    Probabilities.text(iou[c]),
                    Probabilities.text(dice[c])));
        }
        return new ClassScores(lines);
    }

    void write(RunFolder folder) throws IOException {
        CsvFile.write(folder.file(FILE), csv -> {
            csv.printRecord("class", "images", "pixels", "predicted", "iou", "dice");
            for (Line line : lines) {
                csv.printRecord(line.name, line.images, line.pixels, line.predicted, line.iou, line.dice);
            }
        });
    }

    static ClassScores read(RunFolder folder) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(folder.file(FILE));
                CSVParser csv = CsvFile.parse(in)) {
            for (CSVRecord row : csv) {
                lines.add(new Line(
                        row.get(0),
                        Integer.parseInt(row.get(1)),
                        Long.parseLong(row.get(2)),
                        Long.parseLong(row.get(3)),
                        row.get(4),
                        row.get(5)));
            }
        }
        return new ClassScores(lines);
    }
}
