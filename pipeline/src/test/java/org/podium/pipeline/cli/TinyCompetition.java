package org.podium.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** A competition that trains in a second: red, green and blue images of 32 pixels, with noise. */
record TinyCompetition(Path folder) {
    static final List<String> CLASSES = List.of("red", "green", "blue");
    static final int TRAIN_OF_A_CLASS = 16;
    static final int TEST_OF_A_CLASS = 3;

    static final String COMPETITION = """
            name: tiny
            task: image-classification
            metric: accuracy
            train: {csv: train.csv, image: image, label: label}
            test: {csv: test.csv, image: image}
            submission: {sample: sample_submission.csv, kind: labels, id: image, target: label}
            solution: kept-elsewhere.csv
            """;

    /** One epoch of two networks on two folds. */
    static final String RECIPE = """
            seed: 3
            threads: 1
            precision: fp32
            folds: {kind: stratified, k: 2}
            defaults:
              network: resnet10
              width: 0.125
              epochs: 1
              batch-size: 8
              warm-up: 0
              augment: [random-resized-crop: {size: 32}, horizontal-flip]
              view: [resize: {size: 32}, center-crop: {size: 32}]
            models:
              - {name: one, lr: 3e-3}
              - {name: two, lr: 1e-3}
            tta: {horizontal-flip: true, random-crops: 1}
            """;

    /** Draws the images and writes tables, {@code competition.yaml} and {@code recipe.yaml}. */
    static TinyCompetition in(Path folder) throws IOException {
        TinyCompetition competition = new TinyCompetition(folder);
        competition.file("competition.yaml", COMPETITION).file("recipe.yaml", RECIPE);
        competition.file("data/train.csv", "image,label\n" + String.join("", competition.trainLines()));
        List<String> test = competition.testIds();
        competition.file("data/test.csv", "image\n" + String.join("\n", test) + "\n");
        // In an order of its own, and with a label that nobody should take over.
        List<String> backwards = new ArrayList<>(test);
        Collections.reverse(backwards);
        competition.file("data/sample_submission.csv", "image,label\n" + String.join(",red\n", backwards) + ",red\n");
        for (String image : competition.images()) {
            competition.draw("data/" + image, colour(image), image.hashCode());
        }
        return competition;
    }

    List<String> trainLines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < TRAIN_OF_A_CLASS; i++) {
            for (String label : CLASSES) {
                lines.add("train/" + label + "-" + i + ".png," + label + "\n");
            }
        }
        return lines;
    }

    List<String> testIds() {
        List<String> ids = new ArrayList<>();
        for (String label : CLASSES) {
            for (int i = 0; i < TEST_OF_A_CLASS; i++) {
                ids.add("test/" + label + "-" + i + ".png");
            }
        }
        return ids;
    }

    private List<String> images() {
        List<String> images = new ArrayList<>(testIds());
        trainLines().forEach(line -> images.add(line.substring(0, line.indexOf(','))));
        return images;
    }

    private static int colour(String image) {
        return CLASSES.indexOf(image.replaceAll(".*/|-.*", ""));
    }

    TinyCompetition file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /** The same competition somewhere else. */
    TinyCompetition copy(Path to) throws IOException {
        Folders.copy(folder, to);
        return new TinyCompetition(to);
    }

    /** Replaces a text of a file that must be in it. */
    TinyCompetition change(String name, String before, String after) throws IOException {
        String text = Files.readString(folder.resolve(name));
        if (!text.contains(before)) {
            throw new IllegalArgumentException(name + " does not contain " + before);
        }
        return file(name, text.replace(before, after));
    }

    /**
     * Writes a noisy image in one colour; the extension says in which format.
     *
     * @param channel 0 red, 1 green, 2 blue
     */
    @SuppressWarnings("try") // the scope frees what is made inside it
    TinyCompetition draw(String name, int channel, long seed) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bgr = new byte[32 * 32 * 3];
        for (int i = 0; i < bgr.length; i++) {
            int level = i % 3 == 2 - channel ? 150 : 90;
            bgr[i] = (byte) (level + random.nextInt(60));
        }
        try (PointerScope scope = new PointerScope();
                Mat image = new Mat(32, 32, opencv_core.CV_8UC3)) {
            image.data().put(bgr);
            opencv_imgcodecs.imwrite(file.toString(), image);
        }
        return this;
    }
}
