package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ToneTest {
    static Stream<Tone> neutral() {
        return Stream.of(new Brightness(1), new Contrast(1), new Saturation(1), new Hue(0));
    }

    @ParameterizedTest
    @MethodSource("neutral")
    void neutralParametersKeepEveryByte(Tone tone) {
        Mat image = Images.noise(65, 33);

        assertThat(Images.bytes(tone.apply(image))).isEqualTo(Images.bytes(image));
    }

    static Stream<Arguments> clamped() {
        return Stream.of(
                arguments(new Brightness(2), new int[] {255, 100, 0}),
                arguments(new Contrast(0), new int[] {89, 89, 89}),
                arguments(new Saturation(0), new int[] {89, 89, 89}),
                arguments(new Saturation(3), new int[] {255, 0, 0}));
    }

    /** Red 200, green 50, blue 0 has the grey 59.8 + 29.35 + 0. */
    @ParameterizedTest
    @MethodSource("clamped")
    void valuesAreRoundedAndClamped(Tone tone, int[] expected) {
        assertPlain(tone.apply(Images.plain(11, 3, 200, 50, 0)), expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0.3333333333, 0,255,0",
        "-0.3333333333, 0,0,255",
        "0.1666666667, 255,255,0",
        "-0.1666666667, 255,0,255",
        "0.5, 0,255,255",
        "-0.5, 0,255,255",
        "-1e-18, 255,0,0",
    })
    void hueTurnsRedAroundTheWheel(double shift, int red, int green, int blue) {
        // A single pixel and a whole row take different paths through OpenCV.
        assertPlain(new Hue(shift).apply(Images.plain(1, 1, 255, 0, 0)), red, green, blue);
        assertPlain(new Hue(shift).apply(Images.plain(67, 2, 255, 0, 0)), red, green, blue);
    }

    @ParameterizedTest
    @CsvSource({"-0.5", "-0.2", "0.1", "0.5"})
    void hueKeepsGreyAsItIs(double shift) {
        Mat image = Images.grey(65, 9);

        assertThat(Images.bytes(new Hue(shift).apply(image))).isEqualTo(Images.bytes(image));
    }

    private static void assertPlain(Mat image, int... rgb) {
        byte[] expected = Images.bytes(Images.plain(image.cols(), image.rows(), rgb[0], rgb[1], rgb[2]));
        assertThat(Images.bytes(image)).isEqualTo(expected);
    }
}
