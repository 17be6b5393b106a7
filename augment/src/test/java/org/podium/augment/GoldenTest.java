package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against torchvision; {@code golden/make_goldens.py} made the images. */
class GoldenTest {
    private final Mat input = Images.golden("input");

    static Stream<Arguments> colours() {
        return Stream.of(
                arguments("brightness_0.0", new Brightness(0)),
                arguments("brightness_0.6", new Brightness(0.6)),
                arguments("brightness_1.4", new Brightness(1.4)),
                arguments("contrast_0.0", new Contrast(0)),
                arguments("contrast_0.6", new Contrast(0.6)),
                arguments("contrast_1.4", new Contrast(1.4)),
                arguments("saturation_0.0", new Saturation(0)),
                arguments("saturation_0.6", new Saturation(0.6)),
                arguments("saturation_1.4", new Saturation(1.4)),
                arguments("hue_-0.3", new Hue(-0.3)),
                arguments("hue_0.05", new Hue(0.05)),
                arguments("hue_0.5", new Hue(0.5)));
    }

    @ParameterizedTest
    @MethodSource("colours")
    void adjustsColoursWithinOneLevel(String golden, Change change) {
        Difference difference = Difference.between(change.apply(input), Images.golden(golden));

        assertThat(difference.max()).as("levels").isLessThanOrEqualTo(1);
        assertThat(difference.mean()).as("levels on average").isLessThan(0.1);
    }

    @Test
    void adjustsColoursOneAfterTheOtherWithinTwoLevels() {
        Change jitter = new Chain(List.of(new Hue(0.1), new Contrast(1.3), new Saturation(0.7), new Brightness(0.8)));

        Difference difference = Difference.between(jitter.apply(input), Images.golden("jitter"));

        assertThat(difference.max()).as("levels").isLessThanOrEqualTo(2);
        assertThat(difference.mean()).as("levels on average").isLessThan(0.5);
    }

    @Test
    void flipsExactly() {
        assertThat(Images.bytes(new Symmetry(false, true, false).apply(input)))
                .isEqualTo(Images.bytes(Images.golden("flip")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 33, 43, 45, 64})
    void cropsTheCentreExactly(int size) {
        Change crop = new CenterCrop(size).draw(Sample.of(input), new SplittableRandom(0));

        assertThat(Images.bytes(crop.apply(input))).isEqualTo(Images.bytes(Images.golden("center_crop_" + size)));
    }

    static Stream<Arguments> scalings() {
        Sample input = Images.outline(48, 40);
        SplittableRandom unused = new SplittableRandom(0);
        return Stream.of(
                // Shrinking averages evenly where torchvision weighs by a triangle: alike but for sharpness. Linear
                // interpolation without antialiasing reaches 21 dB for the first of these, 32 for the third.
                arguments("resize_8", new Resize(8, false).draw(input, unused), 28),
                arguments("resize_20", new Resize(20, false).draw(input, unused), 28),
                arguments("resize_27", new Resize(27, false).draw(input, unused), 40),
                arguments("resize_square_24", new Resize(24, true).draw(input, unused), 30),
                arguments("resized_crop_shrinking", window(5, 3, 29, 33, 16), 38),
                arguments("resized_crop_mixed", window(20, 2, 10, 36, 20), 45),
                // Growing is the same linear interpolation.
                arguments("resize_60", new Resize(60, false).draw(input, unused), 50),
                arguments("resized_crop_growing", window(11, 7, 21, 18, 32), 50));
    }

    private static Window window(int left, int top, int width, int height, int size) {
        return new Window(left, top, new ImageSize(width, height), ImageSize.square(size));
    }

    @ParameterizedTest
    @MethodSource("scalings")
    void scalesAlike(String golden, Change change, int decibels) {
        Difference difference = Difference.between(change.apply(input), Images.golden(golden));

        assertThat(difference.psnr()).as("signal to noise").isGreaterThan(decibels);
    }
}
