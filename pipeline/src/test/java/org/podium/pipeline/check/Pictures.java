package org.podium.pipeline.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.podium.pipeline.image.ImageFile;
import org.podium.pipeline.run.Seed;

/** Labelled thumbnails, drawn or from image files. */
record Pictures(List<byte[]> thumbnails, List<String> labels, List<String> groups) {
    private static final int SIDE = 16;

    /** @param images image files, by their label */
    static Pictures of(List<Path> images, List<String> labels, List<String> groups) {
        return new Pictures(images.stream().parallel().map(Pictures::thumbnail).toList(), labels, groups);
    }

    /** A folder of folders, each named like the class in it. */
    static Pictures folders(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> images = files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
            List<String> labels = images.stream()
                    .map(file -> file.getParent().getFileName().toString())
                    .toList();
            return of(images, labels, images.stream().map(Path::toString).toList());
        }
    }

    /**
     * Objects of random colours, each in several pictures with noise. The upper half of a picture is alike in all objects
     * of a class; the rest is the object's own.
     *
     * @param common how strongly the class shows, 0 to 1
     */
    static Pictures drawn(int classes, int objectsAClass, int picturesAnObject, double common, long seed) {
        Random random = new Random(seed);
        List<byte[]> thumbnails = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            double[] ofClass = random.doubles(SIDE * SIDE * 3).toArray();
            for (int object = 0; object < objectsAClass; object++) {
                double[] ofObject = random.doubles(SIDE * SIDE * 3).toArray();
                for (int picture = 0; picture < picturesAnObject; picture++) {
                    byte[] rgb = new byte[SIDE * SIDE * 3];
                    for (int i = 0; i < rgb.length; i++) {
                        double share = i < rgb.length / 2 ? common : 0;
                        double value = share * ofClass[i] + (1 - share) * ofObject[i] + 0.1 * random.nextGaussian();
                        rgb[i] = (byte) Math.round(255 * Math.min(1, Math.max(0, value)));
                    }
                    thumbnails.add(rgb);
                    labels.add("class " + c);
                    groups.add("object " + c + "." + object);
                }
            }
        }
        return new Pictures(thumbnails, labels, groups);
    }

    int[] classes() {
        List<String> names = labels.stream().distinct().sorted().toList();
        return labels.stream().mapToInt(names::indexOf).toArray();
    }

    int classCount() {
        return (int) labels.stream().distinct().count();
    }

    /** With the labels in a random order: a label file whose rows were shuffled. */
    Pictures shuffled(long seed) {
        List<String> other = new ArrayList<>(labels);
        Collections.shuffle(other, new Random(seed));
        return new Pictures(thumbnails, other, groups);
    }

    /** With other labels. */
    Pictures labelled(IntFunction<String> label) {
        return new Pictures(
                thumbnails, IntStream.range(0, labels.size()).mapToObj(label).toList(), groups);
    }

    ImageProxy proxy() {
        return ImageProxy.of(thumbnails, classes(), classCount(), groups, new Seed(1));
    }

    List<String> ids() {
        return IntStream.range(0, labels.size()).mapToObj(row -> "row " + row).toList();
    }

    @SuppressWarnings("try") // the scope is there to be closed
    private static byte[] thumbnail(Path file) {
        try (PointerScope scope = new PointerScope()) {
            Mat small = new Mat();
            opencv_imgproc.resize(ImageFile.read(file), small, new Size(SIDE, SIDE), 0, 0, opencv_imgproc.INTER_AREA);
            byte[] rgb = new byte[SIDE * SIDE * 3];
            small.data().get(rgb);
            return rgb;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
