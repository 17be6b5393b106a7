package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against albumentations, torchvision, Pillow and OpenCV; {@code golden/make_tone_goldens.py} made the images. */
class ToneGoldenTest {
    static Stream<Arguments> tones() {
        return Stream.of(
                arguments("linear_1.3_0.1", new Linear(1.3, 0.1, true)),
                arguments("linear_0.6_-0.2", new Linear(0.6, -0.2, true)),
                arguments("linear_of_mean", new Linear(0.9, 0.2, false)),
                arguments("hsv_hue", new HsvShift(18, 0, 0)),
                arguments("hsv_more", new HsvShift(-15, 30, 14)),
                arguments("hsv_less", new HsvShift(54, -30, -20)),
                arguments("gamma_0.5", new Gamma(0.5)),
                arguments("gamma_0.8", new Gamma(0.8)),
                arguments("gamma_1.2", new Gamma(1.2)),
                arguments("clahe_2_8", new LocalEqualization(2, 8)),
                arguments("clahe_4_3", new LocalEqualization(4, 3)),
                arguments("gaussian_0.5_0", new Smoothing(0.5, 3)),
                arguments("gaussian_0.8_0", new Smoothing(0.8, 5)),
                arguments("gaussian_1.2_0", new Smoothing(1.2, 9)),
                arguments("gaussian_2.9_0", new Smoothing(2.9, 21)),
                arguments("gaussian_1.0_3", new Smoothing(1, 3)),
                arguments("gaussian_2.0_7", new Smoothing(2, 7)),
                arguments("motion_3", new Smear(3, 20, 0, 0, 0)),
                arguments("motion_5", new Smear(5, 130, 0.4, 0, 0)),
                arguments("motion_7", new Smear(7, 300, -0.7, 0.6 * 1.5, -0.9 * 1.5)),
                arguments("jpeg_20", new Compression(20)),
                arguments("jpeg_75", new Compression(75)),
                arguments("jpeg_99", new Compression(99)),
                arguments("grey", new Grey()),
                arguments("solarize_0.0", new Solarization(0)),
                arguments("solarize_0.4", new Solarization(0.4 * 255)),
                arguments("solarize_0.5", new Solarization(0.5 * 255)),
                arguments("solarize_1.0", new Solarization(255)),
                arguments("posterize_1", new Posterization(1)),
                arguments("posterize_4", new Posterization(4)),
                arguments("posterize_7", new Posterization(7)),
                arguments("equalize_cv", new Equalization(Equalization.Mode.CV)),
                arguments("equalize_pil", new Equalization(Equalization.Mode.PIL)),
                arguments("invert", new Negative()),
                arguments("sharpen_0.2_0.5", new Sharpening(0.2, 0.5)),
                arguments("sharpen_0.5_1.0", new Sharpening(0.5, 1)),
                arguments("sharpness_0.1", new Sharpness(0.1)),
                arguments("sharpness_1.9", new Sharpness(1.9)));
    }

    @ParameterizedTest
    @MethodSource("tones")
    void changesValuesWithinOneLevel(String golden, Tone tone) {
        assertWithinOneLevel(tone.apply(Images.golden("input")), golden);
    }

    @Test
    void stretchesValuesWithinOneLevel() {
        assertWithinOneLevel(new Stretch().apply(Images.golden("tone_dull")), "autocontrast");
    }

    static Stream<Arguments> motions() {
        return Stream.of(
                arguments("shear_x", Operation.SHEAR_X, 1.0),
                arguments("shear_y", Operation.SHEAR_Y, 1.0),
                arguments("translate_x", Operation.TRANSLATE_X, 1.5),
                arguments("translate_y", Operation.TRANSLATE_Y, -1.0),
                arguments("rotate", Operation.ROTATE, 1.0));
    }

    /** Which way things go; the interpolation is another. */
    @ParameterizedTest
    @MethodSource("motions")
    void movesAsTorchvisionDoes(String golden, Operation operation, double share) {
        Mat image = Images.golden("input");
        ImageSize size = ImageSize.of(image);
        Change change = operation.change(share, Operation.Strongest.ofRandAugment(size), size, Border.DEFAULTS);

        assertThat(Difference.between(change.apply(image), Images.golden("tone_" + golden))
                        .psnr())
                .as("signal to noise")
                .isGreaterThan(35);
    }

    private static void assertWithinOneLevel(Mat changed, String golden) {
        Difference difference = Difference.between(changed, Images.golden("tone_" + golden));

        assertThat(difference.max()).as("levels").isLessThanOrEqualTo(1);
    }
}
