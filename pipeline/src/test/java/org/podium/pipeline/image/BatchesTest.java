package org.podium.pipeline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.augment.ColorJitter;
import org.podium.augment.HorizontalFlip;
import org.podium.augment.RandomResizedCrop;
import org.podium.augment.Sequence;

@Timeout(30)
class BatchesTest {
    private static final int SIZE = 4;

    /** A row's image: its number in every byte. */
    private static final RowImage NUMBERED = row -> image(SIZE, row);

    private static Mat image(int size, int value) {
        return new Mat(size, size, opencv_core.CV_8UC3, new Scalar(value, value, value, 0));
    }

    private static byte[] bytes(ByteBuffer pixels) {
        byte[] bytes = new byte[pixels.remaining()];
        pixels.get(pixels.position(), bytes);
        return bytes;
    }

    /** All rows with their pixels, as they come. */
    private static List<String> read(Batches batches, int[] rows, RowImage images) throws IOException {
        List<String> seen = new ArrayList<>();
        batches.forEach(rows, images, batch -> {
            byte[] pixels = bytes(batch.pixels());
            int each = pixels.length / batch.rows().length;
            for (int i = 0; i < batch.rows().length; i++) {
                seen.add(batch.rows()[i] + " " + Arrays.hashCode(Arrays.copyOfRange(pixels, i * each, (i + 1) * each)));
            }
        });
        return seen;
    }

    @ParameterizedTest
    @CsvSource({"0,4", "1,4", "3,4", "4,4", "5,4", "8,4", "9,4", "7,1", "50,8"})
    void everyRowComesOnceInTheOrderGivenWithItsOwnPixels(int count, int batchSize) throws IOException {
        int[] rows = IntStream.range(0, count).map(i -> (i * 37 + 11) % 101).toArray();
        List<Integer> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        try (Batches batches = new Batches(SIZE, batchSize, 3)) {
            batches.forEach(rows, NUMBERED, batch -> {
                assertThat(batch.size()).isEqualTo(SIZE);
                assertThat(batch.pixels().isDirect()).isTrue();
                assertThat(batch.pixels().remaining()).isEqualTo(batch.rows().length * SIZE * SIZE * 3);
                sizes.add(batch.rows().length);
                for (int row : batch.rows()) {
                    for (int i = 0; i < SIZE * SIZE * 3; i++) {
                        assertThat(batch.pixels().get()).isEqualTo((byte) row);
                    }
                    seen.add(row);
                }
            });
        }
        assertThat(seen).containsExactlyElementsOf(IntStream.of(rows).boxed().toList());
        for (int i = 0; i < sizes.size(); i++) {
            assertThat(sizes.get(i)).isEqualTo(Math.min(batchSize, count - i * batchSize));
        }
    }

    /** However many batches there are, two of them are read at a time at most: the one in use and the next. */
    @Test
    void readsOneBatchAheadAndNoFurther() throws IOException {
        AtomicInteger read = new AtomicInteger();
        int[] used = {0};
        try (Batches batches = new Batches(SIZE, 5, 2)) {
            batches.forEach(
                    IntStream.range(0, 100).toArray(),
                    (RowImage) row -> {
                        read.incrementAndGet();
                        return NUMBERED.image(row);
                    },
                    batch -> {
                        used[0] += batch.rows().length;
                        assertThat(read.get()).isBetween(used[0], used[0] + 5);
                    });
        }
        assertThat(read.get()).isEqualTo(100);
    }

    @Test
    void memoryDoesNotGrowWithTheNumberOfRows() throws IOException {
        Set<Long> addresses = new HashSet<>();
        try (Batches batches = new Batches(SIZE, 5, 2)) {
            batches.forEach(
                    IntStream.range(0, 100).toArray(),
                    NUMBERED,
                    batch -> addresses.add(new BytePointer(batch.pixels()).address()));
        }
        assertThat(addresses).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void pixelsDoNotDependOnTheNumberOfThreads(int threads, @TempDir Path folder) throws IOException {
        List<String> ids = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.add("image " + i);
            files.add(
                    Files.write(folder.resolve(i + ".jpg"), Encoded.of(".jpg", 40 + i, 50 - i, 3, Encoded.patches(i))));
        }
        RowImage images = new ImageRows(ids, files)
                .through(
                        new Sequence(List.of(
                                new RandomResizedCrop(
                                        16, RandomResizedCrop.DEFAULTS.scale(), RandomResizedCrop.DEFAULTS.ratio()),
                                HorizontalFlip.DEFAULTS,
                                new ColorJitter(0.3, 0.3, 0.3, 0.1))),
                        (id, transform) -> new SplittableRandom(id.hashCode() * 31L + transform));
        int[] rows = IntStream.range(0, 36).map(i -> i % 12).toArray();
        try (Batches one = new Batches(16, 5, 1);
                Batches many = new Batches(16, 5, threads)) {
            List<String> expected = read(one, rows, images);
            assertThat(Set.copyOf(expected)).hasSize(12);
            assertThat(read(many, rows, images)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1,7", "3,0", "3,7", "3,19"})
    void aBadImageComesThroughOnceAndTheThreadsStayUsable(int threads, int bad) throws IOException {
        Path file = Path.of("bad.jpg");
        RowImage images = row -> {
            if (row == bad) {
                throw new BadImageException(file, "the image is truncated", null);
            }
            return NUMBERED.image(row);
        };
        int[] rows = IntStream.range(0, 20).toArray();
        try (Batches batches = new Batches(SIZE, 4, threads)) {
            List<Integer> seen = new ArrayList<>();
            assertThatThrownBy(() -> batches.forEach(
                            rows, images, batch -> IntStream.of(batch.rows()).forEach(seen::add)))
                    .isInstanceOf(BadImageException.class)
                    .hasMessage("bad.jpg: the image is truncated")
                    .hasNoSuppressedExceptions();
            assertThat(seen)
                    .containsExactlyElementsOf(
                            IntStream.range(0, bad / 4 * 4).boxed().toList());
            assertThat(read(batches, rows, NUMBERED)).hasSize(20);
        }
    }

    @Test
    void ofSeveralBadImagesTheFirstRowsIsTold() {
        RowImage images = row -> {
            throw new BadImageException(Path.of(row + ".jpg"), "the image is truncated", null);
        };
        try (Batches batches = new Batches(SIZE, 8, 4)) {
            assertThatThrownBy(() -> batches.forEach(new int[] {5, 3, 4, 9}, images, batch -> {}))
                    .hasMessageStartingWith("5.jpg");
        }
    }

    /** A slow reader of a batch that was given up must not write into a later one's buffer. */
    @Test
    void nobodyWritesIntoALaterUsersBuffer() throws IOException {
        AtomicBoolean failed = new AtomicBoolean();
        RowImage images = row -> {
            if (row == 0) {
                failed.set(true);
                throw new BadImageException(Path.of("0.jpg"), "the image is truncated", null);
            }
            // Like a decoder, deaf to interrupts.
            while (!failed.get()) {
                Thread.onSpinWait();
            }
            work(100);
            return image(SIZE, 99);
        };
        try (Batches batches = new Batches(SIZE, 2, 3)) {
            assertThatThrownBy(() -> batches.forEach(new int[] {0, 1}, images, batch -> {}))
                    .isInstanceOf(BadImageException.class);
            batches.forEach(new int[] {7, 7}, NUMBERED, batch -> {
                work(200);
                assertThat(bytes(batch.pixels())).containsOnly(7);
            });
        }
    }

    private static void work(int milliseconds) {
        long end = System.nanoTime() + milliseconds * 1_000_000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatTheUserThrowsComesThrough() throws IOException {
        try (Batches batches = new Batches(SIZE, 2, 2)) {
            IOException mine = new IOException("mine");
            assertThatThrownBy(() -> batches.forEach(new int[] {1, 2, 3, 4}, NUMBERED, batch -> {
                        throw mine;
                    }))
                    .isSameAs(mine);
            assertThat(read(batches, new int[] {1, 2, 3}, NUMBERED)).hasSize(3);
        }
    }

    @Test
    void anImageOfAnotherSizeIsAFault() {
        try (Batches batches = new Batches(SIZE, 2, 1)) {
            assertThatThrownBy(() -> batches.forEach(new int[] {0}, (RowImage) row -> image(SIZE + 1, 0), batch -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("row 0 gave an image of 5 x 5 pixels, expected 4 x 4 in RGB");
        }
    }
}
