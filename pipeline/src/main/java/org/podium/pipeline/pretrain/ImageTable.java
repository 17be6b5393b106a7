package org.podium.pipeline.pretrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.podium.folds.FoldPlan;
import org.podium.folds.Rows;
import org.podium.folds.StratifiedHoldout;
import org.podium.pipeline.competition.ClassFolders;
import org.podium.pipeline.competition.CsvTable;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.run.CsvFile;
import org.podium.pipeline.train.Examples;

/**
 * The images of a pretraining, in a table that its worker reads: id ({@code set/class/file}), set, class
 * ({@code set/class}), and whether it is held out.
 */
final class ImageTable {
    static final String FILE = "images.csv";

    private final List<Row> rows;
    private final List<String> classes;

    /**
     * @param set name of its set
     * @param path from the set's folder
     * @param label name of its class
     * @param heldOut whether it scores rather than trains
     */
    record Row(String set, String path, String label, boolean heldOut) {
        String id() {
            return set + "/" + path;
        }
    }

    private ImageTable(List<Row> rows) {
        this.rows = List.copyOf(rows);
        this.classes = List.copyOf(new TreeSet<>(rows.stream().map(Row::label).toList()));
    }

    /** All images of all sets, a share of each class held out. */
    static ImageTable of(List<LocatedSet> sets, double holdout, long seed) {
        List<Row> rows = new ArrayList<>();
        for (LocatedSet set : sets) {
            for (ClassFolders.Labelled image : ClassFolders.images(set.folder())) {
                rows.add(new Row(set.name(), image.path(), set.name() + "/" + image.label(), false));
            }
        }
        ImageTable all = new ImageTable(rows);
        Rows labelled = Rows.of(all.ids(), all.labels(), all.classes.size());
        FoldPlan plan = new StratifiedHoldout(holdout).split(labelled, seed);
        for (int row : plan.validation(0)) {
            Row image = rows.get(row);
            rows.set(row, new Row(image.set, image.path, image.label, true));
        }
        return new ImageTable(rows);
    }

    static ImageTable read(Path file) {
        CsvTable table = CsvTable.read(file);
        List<String> sets = table.column("set");
        List<String> paths = table.column("path");
        List<String> labels = table.column("class");
        List<String> heldOut = table.column("held_out");
        return new ImageTable(IntStream.range(0, table.size())
                .mapToObj(row ->
                        new Row(sets.get(row), paths.get(row), labels.get(row), Boolean.parseBoolean(heldOut.get(row))))
                .toList());
    }

    void write(Path file) throws IOException {
        CsvFile.write(file, csv -> {
            csv.printRecord("set", "path", "class", "held_out");
            for (Row row : rows) {
                csv.printRecord(row.set, row.path, row.label, row.heldOut);
            }
        });
    }

    List<Row> rows() {
        return rows;
    }

    /** Names of all classes, sorted; an image's class is its place here. */
    List<String> classes() {
        return classes;
    }

    private List<String> ids() {
        return rows.stream().map(Row::id).toList();
    }

    private int[] labels() {
        Map<String, Integer> places = new HashMap<>();
        classes.forEach(label -> places.put(label, places.size()));
        return rows.stream().mapToInt(row -> places.get(row.label)).toArray();
    }

    private int[] places(boolean heldOut) {
        return IntStream.range(0, rows.size())
                .filter(row -> rows.get(row).heldOut == heldOut)
                .toArray();
    }

    /** @param sets where their images are */
    Examples examples(List<LocatedSet> sets) {
        Map<String, Path> folders = new HashMap<>();
        sets.forEach(set -> folders.put(set.name(), set.folder()));
        List<Path> files =
                rows.stream().map(row -> folders.get(row.set).resolve(row.path)).toList();
        return new Examples(new ImageRows(ids(), files), labels(), classes.size(), places(false), places(true));
    }
}
