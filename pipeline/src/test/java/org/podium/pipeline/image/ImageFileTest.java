package org.podium.pipeline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.SharedData;

class ImageFileTest {
    /** Red above left, green above right, blue below left, white below right. */
    private static final Encoded.Painter QUARTERS = (x, y, channel) -> {
        int quarter = (y < 16 ? 0 : 2) + (x < 24 ? 0 : 1);
        return quarter == 3 || quarter == channel ? 255 : 0;
    };

    private static final List<String> COLOURS = List.of("red", "green", "blue", "white");

    @TempDir
    private Path folder;

    /** Width, height and pixels in RGB. */
    private record Decoded(int width, int height, byte[] rgb) {
        int at(int x, int y, int channel) {
            return rgb[(y * width + x) * 3 + channel] & 0xFF;
        }

        /** Nearest of the four colours. */
        String colour(int x, int y) {
            boolean[] on = new boolean[3];
            for (int c = 0; c < 3; c++) {
                int value = at(x, y, c);
                assertThat(value).satisfiesAnyOf(v -> assertThat(v).isLessThan(40), v -> assertThat(v)
                        .isGreaterThan(215));
                on[c] = value > 127;
            }
            return on[0] && on[1] && on[2] ? "white" : on[0] ? "red" : on[1] ? "green" : on[2] ? "blue" : "black";
        }

        /** The colours of the four corners' surroundings: above left, above right, below left, below right. */
        List<String> quarters() {
            return List.of(colour(4, 4), colour(width - 5, 4), colour(4, height - 5), colour(width - 5, height - 5));
        }
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    private static Decoded decode(Path file) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Mat image = ImageFile.read(file);
            assertThat(image.type()).isEqualTo(opencv_core.CV_8UC3);
            assertThat(image.isContinuous()).isTrue();
            byte[] rgb = new byte[image.rows() * image.cols() * 3];
            image.data().get(rgb);
            return new Decoded(image.cols(), image.rows(), rgb);
        }
    }

    private Decoded decode(String name, byte[] bytes) throws IOException {
        return decode(Files.write(folder.resolve(name), bytes));
    }

    private static byte[] imageIo(String format, BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    private static BufferedImage palette() {
        byte[] red = {(byte) 255, 0, 0, (byte) 255};
        byte[] green = {0, (byte) 255, 0, (byte) 255};
        byte[] blue = {0, 0, (byte) 255, (byte) 255};
        BufferedImage image =
                new BufferedImage(48, 32, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(2, 4, red, green, blue));
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 48; x++) {
                image.getRaster().setSample(x, y, 0, (y < 16 ? 0 : 2) + (x < 24 ? 0 : 1));
            }
        }
        return image;
    }

    static Stream<Arguments> colourFiles() throws IOException {
        return Stream.of(
                file("baseline.jpg", Encoded.of(".jpg", 48, 32, 3, QUARTERS)),
                file(
                        "progressive.jpg",
                        Encoded.of(".jpg", 48, 32, 3, QUARTERS, opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1)),
                file("jpeg.with.wrong.suffix.png", Encoded.of(".jpg", 48, 32, 3, QUARTERS)),
                file("colour.png", Encoded.of(".png", 48, 32, 3, QUARTERS)),
                file(
                        "transparent.png",
                        Encoded.of(".png", 48, 32, 4, (x, y, c) -> c == 3 ? 0 : QUARTERS.paint(x, y, c))),
                file("palette.png", imageIo("png", palette())),
                file("palette.gif", imageIo("gif", palette())),
                file("colour.bmp", Encoded.of(".bmp", 48, 32, 3, QUARTERS)),
                file(
                        "lossless.webp",
                        Encoded.of(".webp", 48, 32, 3, QUARTERS, opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 101)),
                file("no-suffix", Encoded.of(".png", 48, 32, 3, QUARTERS)));
    }

    private static Arguments file(String name, byte[] bytes) {
        return Arguments.of(name, bytes);
    }

    @ParameterizedTest
    @MethodSource("colourFiles")
    void everyFormatGivesRgbTheRightWayUp(String name, byte[] bytes) throws IOException {
        Decoded image = decode(name, bytes);
        assertThat(image.width()).isEqualTo(48);
        assertThat(image.height()).isEqualTo(32);
        assertThat(image.quarters()).isEqualTo(COLOURS);
    }

    @ParameterizedTest
    @ValueSource(strings = {".png", ".jpg", ".bmp"})
    void greyBecomesThreeEqualChannels(String suffix) throws IOException {
        Decoded image = decode("grey" + suffix, Encoded.of(suffix, 24, 8, 1, (x, y, c) -> x < 12 ? 50 : 200));
        for (int c = 0; c < 3; c++) {
            assertThat(image.at(2, 4, c)).isBetween(48, 52);
            assertThat(image.at(21, 4, c)).isBetween(198, 202);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "65535,255", "32896,128", "25700,100", "256,1"})
    void sixteenBitsAreScaledToEight(int deep, int expected) throws IOException {
        Decoded image = decode("deep.png", Encoded.deepPng(9, 7, deep));
        for (int c = 0; c < 3; c++) {
            assertThat(image.at(5, 3, c)).isEqualTo(expected);
        }
    }

    /** EXIF 2.32, tag 0x0112: where the stored first row and first column are in the scene. */
    @ParameterizedTest
    @CsvSource({
        "1, red green blue white",
        "2, green red white blue",
        "3, white blue green red",
        "4, blue white red green",
        "5, red blue green white",
        "6, blue red white green",
        "7, white green blue red",
        "8, green white red blue"
    })
    void exifOrientationIsApplied(int orientation, String quarters) throws IOException {
        byte[] jpeg = Encoded.withExif(Encoded.of(".jpg", 48, 32, 3, QUARTERS), orientation, new byte[0]);
        Decoded image = decode("turned.jpg", jpeg);
        assertThat(image.width()).isEqualTo(orientation < 5 ? 48 : 32);
        assertThat(image.quarters()).isEqualTo(List.of(quarters.split(" ")));
    }

    static Stream<Arguments> patchFiles() throws IOException {
        Encoded.Painter patches = Encoded.patches(3);
        byte[] jpeg = Encoded.of(".jpg", 160, 120, 3, patches);
        byte[] progressive = Encoded.of(".jpg", 160, 120, 3, patches, opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1);
        byte[] thumbnail = Encoded.of(".jpg", 32, 24, 3, patches);
        byte[] restarts = Encoded.of(".jpg", 160, 120, 3, patches, opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 4);
        BufferedImage gif = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 160 * 120; i++) {
            int x = i % 160;
            int y = i / 160;
            gif.setRGB(x, y, patches.paint(x, y, 0) << 16 | patches.paint(x, y, 1) << 8 | patches.paint(x, y, 2));
        }
        return Stream.of(
                file("baseline.jpg", jpeg),
                file("progressive.jpg", progressive),
                file("restarts.jpg", restarts),
                file("thumbnail.jpg", Encoded.withExif(jpeg, 1, thumbnail)),
                file("colour.png", Encoded.of(".png", 160, 120, 3, patches)),
                file("alpha.png", Encoded.of(".png", 160, 120, 4, patches)),
                file("colour.bmp", Encoded.of(".bmp", 160, 120, 3, patches)),
                file("colour.webp", Encoded.of(".webp", 160, 120, 3, patches)),
                file("colour.gif", imageIo("gif", gif)));
    }

    @ParameterizedTest
    @MethodSource("patchFiles")
    void aFileCutShortIsRefused(String name, byte[] bytes) throws IOException {
        assertThat(decode("whole-" + name, bytes).width()).isEqualTo(160);
        for (int percent = 0; percent < 100; percent += 5) {
            Path cut = Files.write(
                    folder.resolve("cut-" + name), Arrays.copyOf(bytes, Math.max(1, bytes.length * percent / 100)));
            assertThatThrownBy(() -> decode(cut))
                    .as("%d %%", percent)
                    .isInstanceOf(BadImageException.class)
                    .hasMessageContaining("cut-" + name);
        }
        Path cut = Files.write(folder.resolve("cut-" + name), Arrays.copyOf(bytes, bytes.length - 2));
        assertThatThrownBy(() -> decode(cut)).as("two bytes").isInstanceOf(BadImageException.class);
    }

    @ParameterizedTest
    @MethodSource("patchFiles")
    void bytesBehindTheEndDoNoHarm(String name, byte[] bytes) throws IOException {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 100);
        assertThat(decode(name, longer)).usingRecursiveComparison().isEqualTo(decode(name, bytes));
    }

    /** What a broken copy leaves: the length and the end are right. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aJpegOverwrittenWithZerosIsRefused(int progressive) throws IOException {
        byte[] bytes = Encoded.of(
                ".jpg",
                320,
                240,
                3,
                (x, y, c) -> (x * 31 ^ y * 17 ^ x * y * (c + 3)) & 0xFF,
                opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE,
                progressive);
        assertThat(decode("whole.jpg", bytes).width()).isEqualTo(320);
        Arrays.fill(bytes, bytes.length / 2, bytes.length - 2, (byte) 0);
        assertThatThrownBy(() -> decode("zeros.jpg", bytes))
                .isInstanceOf(BadImageException.class)
                .hasMessageContaining("zeros.jpg: the image is damaged: ");
    }

    /** With codes of their own, images in one colour are next to nothing but zeros. */
    @ParameterizedTest
    @CsvSource({"1, 0, 1", "1, 0, 3", "0, 1, 1", "0, 1, 3", "1, 1, 3", "0, 0, 3"})
    void aJpegInOneColourIsNotDamaged(int optimised, int progressive, int channels) throws IOException {
        for (int grey : new int[] {0, 77, 128, 255}) {
            byte[] bytes = Encoded.of(
                    ".jpg",
                    2000,
                    1500,
                    channels,
                    (x, y, c) -> x < 40 && y < 40 ? x * y & 0xFF : grey,
                    opencv_imgcodecs.IMWRITE_JPEG_OPTIMIZE,
                    optimised,
                    opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE,
                    progressive);
            assertThat(decode("flat.jpg", bytes).width()).isEqualTo(2000);
        }
    }

    /** Decoders skip them, with a warning. */
    @Test
    void bytesBetweenTheSegmentsOfAJpegDoNoHarm() throws IOException {
        byte[] jpeg = Encoded.of(".jpg", 48, 32, 3, QUARTERS);
        int second = 4 + ((jpeg[4] & 0xFF) << 8 | jpeg[5] & 0xFF);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, second);
        out.write(new byte[] {0, 7, 0, (byte) 0xFF, 0, 1, (byte) 0xFF});
        out.write(jpeg, second, jpeg.length - second);
        byte[] padded = out.toByteArray();
        assertThat(decode("padded.jpg", padded)).usingRecursiveComparison().isEqualTo(decode("plain.jpg", jpeg));
        assertThat(ImageHeader.of(padded)).isEqualTo(new ImageHeader("jpeg", 3, "rgb", 8));
        assertThatThrownBy(() -> decode("cut.jpg", Arrays.copyOf(padded, padded.length - 2)))
                .isInstanceOf(BadImageException.class)
                .hasMessageEndingWith("the image is truncated");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("empty.jpg"), new byte[0]);
        assertThatThrownBy(() -> decode(file))
                .isInstanceOf(BadImageException.class)
                .hasMessageEndingWith("empty.jpg: the file is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "not an image, whatever its name says", "GIF89a, so it says", "BM", "\u0000\u0000"})
    void textNamedJpgIsRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("text.jpg"), text);
        assertThatThrownBy(() -> decode(file))
                .isInstanceOf(BadImageException.class)
                .hasMessageContaining("text.jpg");
    }

    @Test
    void aFolderIsNoImage() throws IOException {
        Path file = Files.createDirectory(folder.resolve("folder.jpg"));
        assertThatIOException().isThrownBy(() -> decode(file));
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> decode(folder.resolve("none.jpg")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none.jpg");
    }

    /** The image is not to blame, and must not be left out. */
    @Test
    void aLackOfMemoryIsToldFromABadImage() {
        assertThatThrownBy(() -> new Mat(1 << 30, 1 << 30, opencv_core.CV_8UC3).close())
                .isInstanceOfSatisfying(RuntimeException.class, e -> assertThat(ImageFile.isOutOfMemory(e))
                        .isTrue());
        assertThat(ImageFile.isOutOfMemory(new RuntimeException("(-215:Assertion failed)")))
                .isFalse();
        assertThat(ImageFile.isOutOfMemory(new RuntimeException())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -8, 65})
    void impossibleDepthsAreUnknown(int bits) {
        ImageHeader unknownBmp = new ImageHeader("bmp", 0, "unknown", 0);
        ByteBuffer bmp = ByteBuffer.allocate(54).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put(0, (byte) 'B').put(1, (byte) 'M').putInt(14, 40).putShort(28, (short) bits);
        assertThat(ImageHeader.of(bmp.array())).isEqualTo(bits < 1 ? unknownBmp : new ImageHeader("bmp", 3, "rgb", 8));
        bmp.putShort(28, (short) 4);
        assertThat(ImageHeader.of(bmp.array())).isEqualTo(new ImageHeader("bmp", 1, "palette", 4));

        ByteBuffer tiff = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II*\0".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) 1);
        tiff.putShort((short) 258).putShort((short) 3).putInt(1).putShort((short) bits);
        assertThat(ImageHeader.of(tiff.array())).isEqualTo(new ImageHeader("tiff", 0, "unknown", 0));
        tiff.putShort(18, (short) 16);
        assertThat(ImageHeader.of(tiff.array())).isEqualTo(new ImageHeader("tiff", 1, "grey16", 16));
    }

    /** None of them is cut short, and none may be taken for it. */
    @ParameterizedTest
    @ValueSource(strings = {"hymenoptera", "imagenet-sample", "labelme-voc", "leaf-classification"})
    void everyRealImageDecodes(String set) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(SharedData.folder(set))) {
            files = all.filter(
                            file -> file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png|gif|bmp|webp)"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            assertThat(decode(file).rgb()).isNotEmpty();
        }
    }
}
