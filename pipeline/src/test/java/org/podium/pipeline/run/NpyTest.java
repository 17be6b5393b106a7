package org.podium.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/run/matrix.npy");
    private static final double[][] MATRIX = {{0, -0.0, 0.1}, {1e-300, Double.POSITIVE_INFINITY, -2.5}};

    @TempDir
    private Path folder;

    @Test
    void writesTheBytesThatNumPyWrites() throws IOException {
        Path file = folder.resolve("matrix.npy");
        Npy.write(file, MATRIX);
        assertThat(file).hasSameBinaryContentAs(GOLDEN);
    }

    @Test
    void readsWhatNumPyWrites() throws IOException {
        assertThat(Npy.read(GOLDEN)).isDeepEqualTo(MATRIX);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,1000", "1000,1", "123,45", "99999,2"})
    void readsBackWhatItWrites(int rows, int columns) throws IOException {
        SplittableRandom random = new SplittableRandom(rows + columns);
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            Arrays.setAll(row, i -> random.nextDouble());
        }
        Path file = folder.resolve("matrix.npy");
        Npy.write(file, matrix);
        assertThat(Arrays.deepEquals(Npy.read(file), matrix)).isTrue();
        assertThat(Files.size(file) - 8L * rows * columns).isPositive().matches(header -> header % 64 == 0);
    }

    @Test
    void aFileCutAnywhereIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(GOLDEN);
        Path cut = folder.resolve("cut.npy");
        for (int length = 0; length < bytes.length; length++) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatIOException().isThrownBy(() -> Npy.read(cut)).withMessageContaining("cut.npy");
        }
        Files.write(cut, Arrays.copyOf(bytes, bytes.length + 1));
        assertThatIOException().isThrownBy(() -> Npy.read(cut)).withMessageContaining("not as long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"<f8 | <f4", "False | True", "(2, 3) | (99999999999, 3)"})
    void otherKindsOfArraysAreRefused(String from, String to) throws IOException {
        String text = new String(Files.readAllBytes(GOLDEN), StandardCharsets.ISO_8859_1).replace(from, to);
        Path file = Files.write(folder.resolve("other.npy"), text.getBytes(StandardCharsets.ISO_8859_1));
        assertThatIOException().isThrownBy(() -> Npy.read(file)).withMessageContaining("other.npy");
    }

    private static final List<byte[]> ITEMS =
            List.of(new byte[] {1, -1, 3, 4, 5, 6}, new byte[6], new byte[] {6, 5, 4, 3, 2, 1});

    private Path items() throws IOException {
        Path file = folder.resolve("items.npy");
        Npy.write(file, ITEMS, 2, 3);
        return file;
    }

    @Test
    void readsSomeOfTheBytesThatItWrote() throws IOException {
        assertThat(Npy.readBytes(items(), 0, 3, 2, 3)).containsExactlyElementsOf(ITEMS);
        assertThat(Npy.readBytes(items(), 2, 1, 2, 3)).containsExactly(ITEMS.get(2));
        assertThat(Npy.readBytes(items(), 3, 0, 2, 3)).isEmpty();
        assertThatIOException()
                .isThrownBy(() -> Npy.readBytes(items(), 2, 2, 2, 3))
                .withMessageContaining("holds 3");
    }

    /** Also where what is left is some whole items. */
    @Test
    void bytesCutAnywhereAreRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(items());
        Path cut = folder.resolve("cut.npy");
        for (int length = 0; length < bytes.length; length++) {
            Files.write(cut, Arrays.copyOf(bytes, length));
            assertThatIOException()
                    .isThrownBy(() -> Npy.readBytes(cut, 0, 1, 2, 3))
                    .withMessageContaining("cut.npy");
        }
    }

    @Test
    void bytesOfAnotherTypeOrShapeAreRefused() throws IOException {
        Path matrix = folder.resolve("matrix.npy");
        Npy.write(matrix, new double[3][6]);
        assertThatIOException()
                .isThrownBy(() -> Npy.readBytes(matrix, 0, 3, 6))
                .withMessageContaining("unsigned bytes");
        assertThatIOException()
                .isThrownBy(() -> Npy.readBytes(items(), 0, 3, 3, 2))
                .withMessageContaining("(items, 3, 2)");
    }
}
