package org.podium.pipeline.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.ColorJitter;
import org.podium.augment.HorizontalFlip;
import org.podium.augment.RandomResizedCrop;
import org.podium.augment.Sequence;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.ImageFile;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.image.RowImage;
import org.podium.pipeline.run.Seed;

/**
 * How much of the time of a training image is left to everything but decoding: JPEGs are decoded and thrown away, in turns
 * with the whole way into a batch (random resized crop to 224, horizontal flip, colour jitter of 0.4, 0.4, 0.4 and 0.1),
 * on one thread.
 *
 * @param files JPEGs, at least one
 * @param rounds turns of each side
 * @param milliseconds of a turn
 */
public record ImageBench(List<Path> files, int rounds, int milliseconds) {
    private static final int SIZE = 224;
    private static final Seed SEED = new Seed(1);
    private static final int MOST_FILES = 500;

    private static final Sequence TRAINING = new Sequence(List.of(
            new RandomResizedCrop(SIZE, RandomResizedCrop.DEFAULTS.scale(), RandomResizedCrop.DEFAULTS.ratio()),
            new HorizontalFlip(0.5),
            new ColorJitter(0.4, 0.4, 0.4, 0.1)));

    public ImageBench {
        files = List.copyOf(files);
    }

    /**
     * All JPEGs in a folder and those below it, by name; the first 500 if there are more.
     *
     * @throws UserError if there is none
     */
    public static ImageBench of(Path folder, int rounds, int seconds) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + ": there is no such folder");
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files =
                    all.filter(ImageBench::isJpeg).sorted().limit(MOST_FILES).toList();
            if (files.isEmpty()) {
                throw new UserError(folder + ": there is no file named .jpg or .jpeg in it or below it");
            }
            return new ImageBench(files, rounds, Math.max(1, seconds * 1000 / (2 * rounds)));
        }
    }

    private static boolean isJpeg(Path file) {
        return Files.isRegularFile(file)
                && file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.jpe?g");
    }

    /** One image, from the file on. */
    @FunctionalInterface
    private interface Way {
        void go(int file) throws IOException;
    }

    /** Measures; the first side is the whole way, the second is decoding alone. */
    public Contest run() throws IOException {
        List<String> ids =
                IntStream.range(0, files.size()).mapToObj(Integer::toString).toList();
        RowImage images = new ImageRows(ids, files).through(TRAINING, (id, transform) -> SEED.stream(id, transform));
        ByteBuffer batch = ByteBuffer.allocateDirect(3 * SIZE * SIZE);
        Way whole = file -> {
            Mat image = images.image(file);
            Mat packed = image.isContinuous() ? image : image.clone();
            batch.clear()
                    .put(new BytePointer(packed.data())
                            .capacity(batch.capacity())
                            .asByteBuffer());
        };
        Way decoding = file -> ImageFile.read(files.get(file));
        turn(whole);
        turn(decoding);
        List<Double> first = new ArrayList<>();
        List<Double> second = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            first.add(turn(whole));
            second.add(turn(decoding));
        }
        return new Contest(
                "image", SIZE, 1, new Contest.Side("file to batch", first), new Contest.Side("decoding alone", second));
    }

    /** Images a second, over all files as often as they fit into a turn, once at least. */
    @SuppressWarnings("try") // the scope frees what is made inside it
    private double turn(Way way) throws IOException {
        long start = System.nanoTime();
        int count = 0;
        do {
            for (int file = 0; file < files.size(); file++) {
                try (PointerScope scope = new PointerScope()) {
                    way.go(file);
                }
            }
            count += files.size();
        } while (System.nanoTime() - start < milliseconds * 1_000_000L);
        return count / ((System.nanoTime() - start) / 1e9);
    }
}
