package org.podium.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.podium.pipeline.train.TinyMasks;

/** A competition of masks that trains in seconds, in each layout that masks come in. */
final class MaskCompetition {
    static final int TRAIN = 12;
    static final int TEST = 4;

    private static final String CLASSES = """
            name: tiny
            task: semantic-segmentation
            metric: mean-iou
            classes: [{name: ground, value: 0}, {name: disc, value: 1}, {name: square, value: 2}]
            background: ground
            ignore: {value: 255}
            """;

    private static final String RECIPE = """
            seed: 3
            threads: 1
            precision: fp32
            folds: {kind: stratified, k: 2}
            models:
              - name: one
                network: unet-resnet10
                width: 0.125
                epochs: 2
                batch-size: 2
                lr: 1e-2
                warm-up: 0
                augment: [random-crop: {size: 32}, horizontal-flip]
                window: {overlap: 0.25}
            """;

    /** As short as a run can be that still goes all the way. */
    private static final String SHORT = RECIPE.replace("{kind: stratified, k: 2}", "{kind: holdout, fraction: 0.25}")
                    .replace("epochs: 2", "epochs: 1")
            + "tta: {horizontal-flip: false}\n";

    private MaskCompetition() {}

    static TinyMasks.Picture train(int i) {
        return TinyMasks.picture(i);
    }

    static TinyMasks.Picture test(int i) {
        return TinyMasks.picture(20 + i);
    }

    private static List<String> trainNames() {
        return IntStream.range(0, TRAIN).mapToObj("p%02d"::formatted).toList();
    }

    private static TinyCompetition with(Path folder, String competition, String recipe) throws IOException {
        TinyCompetition files = new TinyCompetition(folder);
        files.file("competition.yaml", CLASSES + competition).file("recipe.yaml", recipe);
        for (int i = 0; i < TRAIN; i++) {
            train(i).writeImage(folder.resolve("data/train/" + trainNames().get(i) + ".png"));
        }
        for (int i = 0; i < TEST; i++) {
            test(i).writeImage(folder.resolve("data/test/t" + i + ".png"));
        }
        return files;
    }

    private static void writeMasks(Path folder) throws IOException {
        for (int i = 0; i < TRAIN; i++) {
            train(i).writeMask(folder.resolve(trainNames().get(i) + ".png"));
        }
    }

    /** Folders of images and masks; submitted are runs of each class, in the sample's order, and the solution is there. */
    static TinyCompetition ofFolders(Path folder) throws IOException {
        TinyCompetition files = with(folder, """
                train: {folder: train, masks: masks}
                test: {folder: test, id: stem}
                submission: {sample: sample.csv, kind: rle, class-column: class, id: image, target: runs}
                solution: solution
                """, RECIPE);
        writeMasks(folder.resolve("data/masks"));
        StringBuilder sample = new StringBuilder("image,class,runs\n");
        for (int i = TEST - 1; i >= 0; i--) {
            test(i).writeMask(folder.resolve("data/solution/t" + i + ".png"));
            sample.append("t" + i + ",square,-1\nt" + i + ",disc,-1\n");
        }
        return files.file("data/sample.csv", sample.toString());
    }

    /** The same with tables that name images and masks. */
    static TinyCompetition ofTables(Path folder) throws IOException {
        String names =
                trainNames().stream().map(name -> name + ".png," + name + "\n").collect(Collectors.joining());
        return ofFolders(folder)
                .change(
                        "competition.yaml",
                        "{folder: train, masks: masks}",
                        "{csv: train.csv, image: id, prefix: train/, mask: truth, mask-prefix: masks/, mask-suffix: .png}")
                .file("data/train.csv", "id,truth\n" + names);
    }

    /** A table with several lines an image, of runs; submitted are the runs of each instance. */
    static TinyCompetition ofRuns(Path folder) throws IOException {
        StringBuilder lines = new StringBuilder("image,class,runs\n");
        for (int shape = 1; shape < TinyMasks.CLASSES.size(); shape++) {
            for (int i = 0; i < TRAIN; i++) {
                lines.append("train/%s.png,%s,%s\n"
                        .formatted(trainNames().get(i), TinyMasks.CLASSES.get(shape), TinyMasks.runs(train(i), shape)));
            }
        }
        return with(folder, """
                train: {csv: train.csv, image: image, rle: runs, class-column: class}
                test: {folder: test, id: stem}
                submission: {kind: rle, rows: instance, class-column: class, id: image, target: runs}
                """, SHORT).file("data/train.csv", lines.toString());
    }
}
