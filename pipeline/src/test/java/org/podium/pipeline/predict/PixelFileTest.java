package org.podium.pipeline.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelFileTest {
    private static final int WIDTH = 7;
    private static final int CLASSES = 3;
    private static final int LINE = WIDTH * CLASSES;

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenInBandsIsReadInOthers() throws IOException {
        float[] probabilities = drawn(5);
        Path file = write("a.npz", probabilities);

        try (PixelFile.Reader reader = new PixelFile.Reader(file);
                PixelFile.Image image = reader.image("photos/2.jpg")) {
            assertThat(image.shape()).containsExactly(5, WIDTH, CLASSES);
            byte[] band = new byte[4 * LINE];
            image.rows(1, band);
            assertThat(band[3] & 0xff).isEqualTo(Math.round(255 * probabilities[3]));
            image.rows(4, band);
            assertThat(band[4 * LINE - 1] & 0xff).isEqualTo(Math.round(255 * probabilities[5 * LINE - 1]));
            assertThatThrownBy(() -> image.rows(1, band))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("a.npz: 'photos/2.jpg' ends too early");
        }
    }

    @Test
    void theSamePixelsGiveTheSameBytes() throws IOException {
        float[] probabilities = drawn(5);

        assertThat(Files.readAllBytes(write("b.npz", probabilities)))
                .isEqualTo(Files.readAllBytes(write("c.npz", probabilities)));
    }

    @Test
    void anIdThatIsNotThereIsNamed() throws IOException {
        Path file = write("a.npz", drawn(5));

        try (PixelFile.Reader reader = new PixelFile.Reader(file)) {
            assertThatThrownBy(() -> reader.image("3")).hasMessage(file + " has no image '3'");
        }
    }

    private Path write(String name, float[] probabilities) throws IOException {
        Path file = folder.resolve(name);
        try (PixelFile.Writer writer = new PixelFile.Writer(file)) {
            writer.begin("1", 1, 1, 1);
            writer.rows(new float[] {1}, 1);
            writer.begin("photos/2.jpg", 5, WIDTH, CLASSES);
            writer.rows(probabilities, 2 * LINE);
            float[] rest = new float[3 * LINE];
            System.arraycopy(probabilities, 2 * LINE, rest, 0, rest.length);
            writer.rows(rest, rest.length);
        }
        return file;
    }

    private static float[] drawn(int rows) {
        SplittableRandom random = new SplittableRandom(4);
        float[] numbers = new float[rows * LINE];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextDouble();
        }
        return numbers;
    }
}
