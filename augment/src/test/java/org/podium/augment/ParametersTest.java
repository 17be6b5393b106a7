package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.opencv.opencv_core.Mat;
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
                refused(
                        "Resize: height and width are given together",
                        () -> new Resize(8, false, Optional.of(8), Optional.empty())),
                refused(
                        "CenterCrop: height and width are at least 1 pixel, got 0 and 4",
                        () -> new CenterCrop(8, Optional.of(0), Optional.of(4))),
                refused("RandomCrop: size is at least 1 pixel, got 0", () -> new RandomCrop(0)),
                refused("min-foreground is a share of the crop from 0 to 1, got 2.0", () -> foreground(2, 0)),
                refused("attempts is a number from 0 up, got -1", () -> foreground(0, -1)),
                refused("max-size is at least 1 pixel, got 0", () -> new LongestMaxSize(0)),
                refused("min-height and min-width are at least 1 pixel, got 0 and 1", () -> pad(0, 1)),
                refused("pad-width-divisor are at least 1, got 1 and 0", () -> pad(1, 0)),
                refused("VerticalFlip: p is a probability", () -> new VerticalFlip(2)),
                refused("Transpose: p is a probability", () -> new Transpose(-1)),
                refused("Sometimes: p is a probability", () -> new Sometimes(1.5, Rotate.DEFAULTS)),
                refused("at least one transform to choose from", () -> new OneOf(List.of())),
                refused(
                        "a weight for each of 1 transforms or none at all, got 2",
                        () -> new OneOf(List.of(Rotate.DEFAULTS), List.of(1.0, 2.0))),
                refused("weights are not all 0", () -> new OneOf(List.of(Rotate.DEFAULTS), List.of(0.0))),
                refused(
                        "n is from 1 to the number of transforms, which is 1, got 2",
                        () -> new SomeOf(2, List.of(Rotate.DEFAULTS))),
                refused("Affine: scale is a factor above 0", () -> affine(new Range(0, 1), ONE)),
                refused("Affine: shear is in degrees from -90 to 90", () -> affine(ONE, new Range(0, 90))),
                refused("Perspective: scale is a part", () -> new Perspective(new Range(-1, 0), Border.DEFAULTS)),
                refused("a warp is affine", () -> new Warp(new Matrix(1, 0, 0, 0, 1, 0, 0.1, 0), Border.DEFAULTS)),
                refused("alpha is a number from 0 up", () -> new ElasticTransform(-1, 5, Border.DEFAULTS)),
                refused(
                        "sigma is a number of pixels from 1 up, got 0.5",
                        () -> new ElasticTransform(1, 0.5, Border.DEFAULTS)),
                refused("num-steps is at least 1, got 0", () -> new GridDistortion(0, ONE)),
                refused("distort-limit is above -1", () -> new GridDistortion(1, new Range(-1, 0))),
                refused("at least 1 hole", () -> new CoarseDropout(new IntRange(0, 1), ONE, ONE, 0, true)),
                refused(
                        "shares of the image's",
                        () -> new CoarseDropout(new IntRange(1, 1), ONE, new Range(0, 2), 0, true)),
                refused(
                        "a grey level from 0 to 255, got 256",
                        () -> new CoarseDropout(new IntRange(1, 1), ONE, ONE, 256, true)),
                refused("a grey level from 0 to 255, got -1", () -> new Border(Border.Mode.CONSTANT, -1)),
                refused("got 2 to 1", () -> new IntRange(2, 1)),
                refused("a mask is 8-bit or 16-bit with one channel", () -> new Mask(Images.noise(2, 2), 0)),
                refused("a mask of 8 bits is filled with an index it can hold, got 256", () -> mask(2, 256)),
                refused(
                        "a mask is as large as its image, got 2x2 for 3x3",
                        () -> Sample.of(Images.noise(3, 3), mask(2, 0))),
                refused("left is below its right", () -> new Box(2, 0, 2, 1)),
                refused("finite numbers", () -> new Keypoint(Double.NaN, 0)),
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

    private static RandomForegroundCrop foreground(double share, int attempts) {
        return new RandomForegroundCrop(
                8, Optional.empty(), Optional.empty(), share, Optional.empty(), attempts, Border.DEFAULTS);
    }

    private static Pad pad(int minHeight, int divisor) {
        return new Pad(minHeight, 1, 1, divisor, Pad.Position.CENTER, Border.DEFAULTS);
    }

    private static Affine affine(Range scale, Range shear) {
        return new Affine(scale, false, ONE, ONE, shear, Border.DEFAULTS);
    }

    private static Mask mask(int side, int fill) {
        return new Mask(new Mat(side, side, CV_8UC1), fill);
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
