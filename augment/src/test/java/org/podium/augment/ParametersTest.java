package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Impossible parameters are refused where they are written, with their name and value. */
class ParametersTest {
    private static final Range ONE = new Range(1, 1);

    static Stream<Arguments> impossible() {
        return Stream.of(
                refused("Resize: size is at least 1 pixel, got 0", () -> new Resize(0, false)),
                refused("CenterCrop: size is at least 1 pixel, got -3", () -> new CenterCrop(-3)),
                refused("RandomResizedCrop: size is at least 1 pixel, got 0", () -> new RandomResizedCrop(0, ONE, ONE)),
                refused("scale is a share", () -> new RandomResizedCrop(8, new Range(0, 1), ONE)),
                refused("high=1.5", () -> new RandomResizedCrop(8, new Range(0.5, 1.5), ONE)),
                refused("ratio is width over height", () -> new RandomResizedCrop(8, ONE, new Range(0, 1))),
                refused("p is a probability from 0 to 1, got 1.01", () -> new HorizontalFlip(1.01)),
                refused("p is a probability from 0 to 1, got -0.1", () -> new HorizontalFlip(-0.1)),
                refused("p is a probability from 0 to 1, got NaN", () -> new HorizontalFlip(Double.NaN)),
                refused("brightness is a number from 0 up, got -1.0", () -> new ColorJitter(-1, 0, 0, 0)),
                refused("contrast is a number from 0 up, got NaN", () -> new ColorJitter(0, Double.NaN, 0, 0)),
                refused("saturation is a number", () -> new ColorJitter(0, 0, Double.POSITIVE_INFINITY, 0)),
                refused("hue is a part of a turn from 0 to 0.5, got 0.6", () -> new ColorJitter(0, 0, 0, 0.6)),
                refused("hue is a part of a turn", () -> new ColorJitter(0, 0, 0, Double.NaN)),
                refused("got 2.0 to 1.0", () -> new Range(2, 1)),
                refused("got NaN to 1.0", () -> new Range(Double.NaN, 1)),
                refused("got 0.0 to Infinity", () -> new Range(0, Double.POSITIVE_INFINITY)),
                refused("at least 1x1 pixels, got 0x4", () -> new ImageSize(0, 4)),
                refused("Brightness is a number from 0 up", () -> new Brightness(-0.1)),
                refused("Contrast is a number from 0 up", () -> new Contrast(-0.1)),
                refused("Saturation is a number from 0 up", () -> new Saturation(-0.1)),
                refused("shift is a part of a turn from -0.5 to 0.5, got -0.7", () -> new Hue(-0.7)),
                refused("shift is a part of a turn", () -> new Hue(Double.NaN)),
                refused(
                        "brightness limit is from -1 to 1",
                        () -> new RandomBrightnessContrast(new Range(0, 2), ONE, true)),
                refused(
                        "contrast limit is -1 or more",
                        () -> new RandomBrightnessContrast(ONE, new Range(-2, 0), true)),
                refused(
                        "hue shift limit is from -180 to 180",
                        () -> new HueSaturationValue(new Range(0, 181), ONE, ONE)),
                refused("sat shift limit is from -255", () -> new HueSaturationValue(ONE, new Range(-256, 0), ONE)),
                refused("val shift limit is from -255", () -> new HueSaturationValue(ONE, ONE, new Range(0, 256))),
                refused("gamma limit is a percentage above 0", () -> new RandomGamma(new Range(0, 1))),
                refused("clip limit is 1 or more", () -> new Clahe(new Range(0.5, 1), 8)),
                refused("tile grid size is at least 1, got 0", () -> new Clahe(ONE, 0)),
                refused("blur limit is from 0 to 701", () -> new GaussianBlur(new IntRange(-1, 3), ONE)),
                refused("sigma limit is above 0", () -> new GaussianBlur(new IntRange(0, 0), new Range(0, 1))),
                refused("at most 100 pixels", () -> new GaussianBlur(new IntRange(0, 0), new Range(1, 101))),
                refused("blur limit is from 3 to 255", () -> new MotionBlur(new IntRange(2, 3), true, ONE, ONE)),
                refused("an odd number among them", () -> new MotionBlur(new IntRange(4, 4), true, ONE, ONE)),
                refused("angle range is from 0", () -> new MotionBlur(new IntRange(3, 3), true, new Range(-1, 0), ONE)),
                refused("direction range", () -> new MotionBlur(new IntRange(3, 3), true, ONE, new Range(0, 1.1))),
                refused("std range is a share of 255", () -> new GaussNoise(new Range(0, 10), ONE, true)),
                refused("mean range is a share of 255", () -> new GaussNoise(ONE, new Range(-2, 0), true)),
                refused("quality range is from 1 to 100", () -> new ImageCompression(new IntRange(0, 50))),
                refused("threshold range is a share of 255", () -> new Solarize(new Range(0, 128))),
                refused("num bits is from 1 to 7", () -> new Posterize(new IntRange(4, 8))),
                refused("alpha is a share from 0 to 1", () -> new Sharpen(new Range(0, 2), ONE)),
                refused("lightness is 0 or more", () -> new Sharpen(ONE, new Range(-1, 1))),
                refused("ToGray: p is a probability", () -> new ToGray(2)),
                refused("Equalize: p is a probability", () -> new Equalize(Equalization.Mode.CV, -1)),
                refused("num ops is 0 or more", () -> new RandAugment(-1, 9, 31, Border.DEFAULTS)),
                refused("which is 31, got 31", () -> new RandAugment(2, 31, 31, Border.DEFAULTS)),
                refused("num magnitude bins is at least 2", () -> new TrivialAugmentWide(1, Border.DEFAULTS)));
    }

    private static Arguments refused(String message, ThrowingCallable construction) {
        return arguments(message, construction);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void refuses(String message, ThrowingCallable construction) {
        assertThatThrownBy(construction)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
