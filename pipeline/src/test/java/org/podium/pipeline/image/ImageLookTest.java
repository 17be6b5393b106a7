package org.podium.pipeline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.run.Hashes;

class ImageLookTest {
    @TempDir
    private Path folder;

    private ImageLook look(String name, byte[] bytes) throws IOException {
        return ImageLook.read(Files.write(folder.resolve(name), bytes));
    }

    private static byte[] imageIo(String format, int type) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BufferedImage image = new BufferedImage(40, 30, type);
        for (int i = 0; i < 40 * 30; i++) {
            image.setRGB(i % 40, i / 40, (i * 0x010203) | 0xFF000000);
        }
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    static Stream<Arguments> modes() throws IOException {
        Encoded.Painter patches = Encoded.patches(1);
        return Stream.of(
                Arguments.of("jpeg grey 1 8", Encoded.of(".jpg", 40, 30, 1, patches)),
                Arguments.of("jpeg rgb 3 8", Encoded.of(".jpg", 40, 30, 3, patches)),
                Arguments.of(
                        "jpeg rgb 3 8",
                        Encoded.withExif(
                                Encoded.of(".jpg", 40, 30, 3, patches), 1, Encoded.of(".jpg", 8, 8, 1, patches))),
                Arguments.of("png grey 1 8", Encoded.of(".png", 40, 30, 1, patches)),
                Arguments.of("png rgb 3 8", Encoded.of(".png", 40, 30, 3, patches)),
                Arguments.of("png rgba 4 8", Encoded.of(".png", 40, 30, 4, patches)),
                Arguments.of("png grey16 1 16", Encoded.deepPng(40, 30, 999)),
                Arguments.of("png palette 1 8", imageIo("png", BufferedImage.TYPE_BYTE_INDEXED)),
                Arguments.of("png grey 1 1", imageIo("png", BufferedImage.TYPE_BYTE_BINARY)),
                Arguments.of("gif palette 1 8", imageIo("gif", BufferedImage.TYPE_BYTE_INDEXED)),
                Arguments.of("bmp rgb 3 8", Encoded.of(".bmp", 40, 30, 3, patches)),
                Arguments.of("bmp palette 1 8", Encoded.of(".bmp", 40, 30, 1, patches)),
                Arguments.of("webp rgb 3 8", Encoded.of(".webp", 40, 30, 3, patches)),
                Arguments.of("tiff grey 1 8", imageIo("tiff", BufferedImage.TYPE_BYTE_GRAY)),
                Arguments.of("tiff rgb 3 8", imageIo("tiff", BufferedImage.TYPE_INT_RGB)),
                Arguments.of("tiff rgba 4 8", imageIo("tiff", BufferedImage.TYPE_INT_ARGB)),
                Arguments.of("tiff palette 1 8", imageIo("tiff", BufferedImage.TYPE_BYTE_INDEXED)),
                Arguments.of("tiff grey16 1 16", imageIo("tiff", BufferedImage.TYPE_USHORT_GRAY)));
    }

    /** What a file says of itself, though all are decoded to the same three channels. */
    @ParameterizedTest
    @MethodSource("modes")
    void theModeIsTheFilesOwn(String expected, byte[] bytes) throws IOException {
        ImageFacts facts = look("image", bytes).facts();
        assertThat(facts.format() + " " + facts.mode() + " " + facts.channels() + " " + facts.bitDepth())
                .isEqualTo(expected);
        assertThat(facts.width()).isEqualTo(40);
        assertThat(facts.height()).isEqualTo(30);
        assertThat(facts.fileBytes()).isEqualTo(bytes.length);
    }

    /** Headers that the encoders at hand do not write. */
    @ParameterizedTest
    @CsvSource({
        "FFD8FFC20014080010001004011100021101031101041101, jpeg cmyk",
        "FFD8FFFFFFC00011080010001003, jpeg rgb",
        "FFD8FFC40003, jpeg unknown",
        "524946460000000057454250565038580A00000010000000, webp rgba",
        "524946460000000057454250565038580A00000000000000, webp rgb",
        "49492A00, tiff unknown",
        "89504E47, png unknown",
        "00112233445566778899AABBCCDDEEFF, other unknown"
    })
    void headersAreReadOrUnknown(String hex, String expected) {
        ImageHeader header = ImageHeader.of(HexFormat.of().parseHex(hex));
        assertThat(header.format() + " " + header.mode()).isEqualTo(expected);
    }

    @Test
    void factsSurviveACsv() throws IOException {
        ImageFacts facts =
                look("a.jpg", Encoded.of(".jpg", 50, 20, 3, Encoded.patches(2))).facts();
        assertThat(facts.cells()).hasSameSizeAs(ImageFacts.COLUMNS);
        assertThat(ImageFacts.of(facts.cells())).isEqualTo(facts);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFacts.of(List.of("jpeg")))
                .withMessageContaining("14 cells, not 1");
    }

    @Test
    void brightnessAndSharpness() throws IOException {
        // Left half 51, right half 255 in red; green 0; blue a board of single pixels, 0 and 255.
        byte[] png =
                Encoded.of(".png", 40, 40, 3, (x, y, c) -> c == 0 ? x < 20 ? 51 : 255 : c == 1 ? 0 : (x + y) % 2 * 255);
        ImageFacts facts = look("a.png", png).facts();
        assertThat(facts.meanR()).isCloseTo(0.6, within(1e-6));
        assertThat(facts.meanG()).isZero();
        assertThat(facts.meanB()).isCloseTo(0.5, within(1e-6));
        assertThat(facts.sdR()).isCloseTo(0.4, within(1e-6));
        assertThat(facts.sdG()).isZero();
        assertThat(facts.sdB()).isCloseTo(0.5, within(1e-6));

        byte[] flat = Encoded.of(".png", 40, 40, 3, (x, y, c) -> 90);
        byte[] board = Encoded.of(".png", 40, 40, 3, (x, y, c) -> (x + y) % 2 * 255);
        assertThat(look("flat.png", flat).facts().sharpness()).isZero();
        // Each pixel differs by 1 from all four neighbours: ±4 everywhere.
        assertThat(look("board.png", board).facts().sharpness()).isCloseTo(4, within(1e-6));
    }

    /** Every pixel of the thumbnail against the mean over its area, summed up the slow way. */
    @ParameterizedTest
    @CsvSource({"16,16", "32,32", "40,24", "100,37", "8,8", "5,90", "90,5", "1,1", "17,15"})
    void aThumbnailIsMeansOfAreas(int width, int height) throws IOException {
        Encoded.Painter noise = (x, y, c) -> (x * 7919 + y * 104729 + c * 31) * 2654435 >>> 8 & 0xFF;
        Thumbnail thumbnail =
                look("a.png", Encoded.of(".png", width, height, 3, noise)).thumbnail();
        for (int row = 0; row < Thumbnail.SIDE; row++) {
            for (int column = 0; column < Thumbnail.SIDE; column++) {
                for (int c = 0; c < 3; c++) {
                    double sum = 0;
                    double area = 0;
                    for (int y = 0; y < height; y++) {
                        for (int x = 0; x < width; x++) {
                            double covered = overlap(row, y, height) * overlap(column, x, width);
                            sum += covered * noise.paint(x, y, c);
                            area += covered;
                        }
                    }
                    assertThat((double) thumbnail.at(row, column, c))
                            .as("row %d column %d channel %d", row, column, c)
                            .isCloseTo(sum / area, within(1.2));
                }
            }
        }
    }

    /** Length that a cell of the thumbnail and a pixel of the image share, the side being 1. */
    private static double overlap(int cell, int pixel, int pixels) {
        double from = Math.max((double) cell / Thumbnail.SIDE, (double) pixel / pixels);
        double to = Math.min((cell + 1.0) / Thumbnail.SIDE, (pixel + 1.0) / pixels);
        return Math.max(0, to - from);
    }

    @Test
    void aThumbnailHas768Bytes() throws IOException {
        Thumbnail thumbnail =
                look("a.png", Encoded.of(".png", 9, 9, 3, Encoded.patches(4))).thumbnail();
        assertThat(Thumbnail.of(thumbnail.bytes())).isEqualTo(thumbnail).hasSameHashCodeAs(thumbnail);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Thumbnail.of(new byte[3]))
                .withMessageContaining("768 bytes, not 3");
    }

    /** What the mirrored image really looks like, and what is said of it without looking. */
    @ParameterizedTest
    @CsvSource({"64,64", "32,32", "128,96", "28,28", "300,200"})
    void mirroringNeedsNoSecondLook(int width, int height) throws IOException {
        Encoded.Painter patches = Encoded.patches(width);
        ImageLook look = look("a.png", Encoded.of(".png", width, height, 3, patches));
        ImageLook mirrored =
                look("b.png", Encoded.of(".png", width, height, 3, (x, y, c) -> patches.paint(width - 1 - x, y, c)));
        assertThat(PerceptualHash.distance(
                        look.hash().mirrored(), mirrored.hash().value()))
                .isLessThanOrEqualTo(2);
        assertThat(PerceptualHash.distance(look.hash().value(), mirrored.hash().mirrored()))
                .isLessThanOrEqualTo(2);
        assertThat(PerceptualHash.distance(look.hash().value(), mirrored.hash().value()))
                .isGreaterThan(15);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theTransformIsTheDefinition(long seed) {
        double[] grey = new SplittableRandom(seed).doubles(32 * 32, 0, 255).toArray();
        double[] low = PerceptualHash.coefficients(grey);
        for (int v = 0; v < 8; v++) {
            for (int u = 0; u < 8; u++) {
                double sum = 0;
                for (int y = 0; y < 32; y++) {
                    for (int x = 0; x < 32; x++) {
                        sum += grey[32 * y + x]
                                * Math.cos(Math.PI * (2 * x + 1) * u / 64)
                                * Math.cos(Math.PI * (2 * y + 1) * v / 64);
                    }
                }
                double scale = (u == 0 ? Math.sqrt(0.5) : 1) * (v == 0 ? Math.sqrt(0.5) : 1) / 16;
                assertThat(low[8 * v + u]).as("v %d u %d", v, u).isCloseTo(scale * sum, within(1e-3));
            }
        }
    }

    @Test
    void aHashHas31BitsSetAndAnImageInOneColourNone() throws IOException {
        for (int seed = 0; seed < 10; seed++) {
            PerceptualHash hash = look("a.png", Encoded.of(".png", 64, 48, 3, Encoded.patches(seed)))
                    .hash();
            assertThat(Long.bitCount(hash.value())).isEqualTo(31);
            assertThat(Long.bitCount(hash.mirrored())).isEqualTo(31);
            assertThat(hash.value() & 1).isZero();
        }
        for (int colour : new int[] {0, 37, 128, 255}) {
            PerceptualHash hash = look("a.jpg", Encoded.of(".jpg", 64, 48, 3, (x, y, c) -> colour))
                    .hash();
            assertThat(hash).isEqualTo(new PerceptualHash(0, 0));
        }
    }

    @Test
    void savedAgainWithoutLossItHasTheSamePixelsInAnotherFile() throws IOException {
        Encoded.Painter patches = Encoded.patches(5);
        byte[] png = Encoded.of(".png", 40, 30, 3, patches);
        ImageLook look = look("a.png", png);
        ImageLook bmp = look("a.bmp", Encoded.of(".bmp", 40, 30, 3, patches));
        assertThat(look.sha256()).isEqualTo(Hashes.of(png)).isNotEqualTo(bmp.sha256());
        assertThat(bmp.pixels()).isEqualTo(look.pixels());
        List<Long> others = new ArrayList<>();
        others.add(look.pixels());
        // One bit of one pixel, and the same bytes in other rows.
        others.add(look(
                        "b.png",
                        Encoded.of(
                                ".png",
                                40,
                                30,
                                3,
                                (x, y, c) -> patches.paint(x, y, c) ^ (x == 20 && y == 9 && c == 1 ? 1 : 0)))
                .pixels());
        others.add(look("c.png", Encoded.of(".png", 30, 40, 3, (x, y, c) -> {
                    int place = 30 * y + x;
                    return patches.paint(place % 40, place / 40, c);
                }))
                .pixels());
        assertThat(others).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNoImageIsRefused() throws IOException {
        byte[] half = Arrays.copyOf(Encoded.of(".jpg", 40, 30, 3, Encoded.patches(1)), 300);
        assertThatThrownBy(() -> look("half.jpg", half))
                .isInstanceOf(BadImageException.class)
                .hasMessageContaining("truncated");
    }
}
