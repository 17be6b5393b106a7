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
                refused("shift is a part of a turn", () -> new Hue(Double.NaN)));
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
