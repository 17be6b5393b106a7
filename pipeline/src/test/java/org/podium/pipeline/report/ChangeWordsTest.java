package org.podium.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.podium.augment.Affine;
import org.podium.augment.Border;
import org.podium.augment.Brightness;
import org.podium.augment.Chain;
import org.podium.augment.Change;
import org.podium.augment.Contrast;
import org.podium.augment.Grey;
import org.podium.augment.Holes;
import org.podium.augment.HsvShift;
import org.podium.augment.Hue;
import org.podium.augment.ImageSize;
import org.podium.augment.Part;
import org.podium.augment.Range;
import org.podium.augment.Sample;
import org.podium.augment.Symmetry;
import org.podium.augment.Window;

class ChangeWordsTest {
    private static final ImageSize INPUT = new ImageSize(200, 100);
    private static final ImageSize SQUARE = ImageSize.square(64);

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ChangeWordsTest::leaves)
                : Stream.of(type);
    }

    @Test
    void everyKindOfChangeHasWords() {
        assertThat(leaves(Change.class).filter(type -> type != Chain.class).toList())
                .hasSameElementsAs(ChangeWords.kinds());
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of(new Window(0, 0, INPUT, INPUT), List.of()),
                Arguments.of(new Window(0, 0, INPUT, SQUARE), List.of("resized to 64×64")),
                Arguments.of(new Window(12, 4, SQUARE, SQUARE), List.of("crop 64×64 at 12,4")),
                Arguments.of(new Window(12, 4, new ImageSize(131, 90), SQUARE), List.of("crop 131×90 at 12,4 → 64×64")),
                Arguments.of(
                        new Window(-5, -10, new ImageSize(210, 120), SQUARE), List.of("padded to 210×120 → 64×64")),
                Arguments.of(new Symmetry(false, false, false), List.of()),
                Arguments.of(new Symmetry(false, true, false), List.of("flipped")),
                Arguments.of(new Symmetry(true, false, true), List.of("turned 90°")),
                Arguments.of(new Hue(-0.1), List.of("hue −36°")),
                // Half a turn is 90 of its units.
                Arguments.of(new HsvShift(-90, 12, -5), List.of("hue −180°, saturation +12, value −5")),
                Arguments.of(new HsvShift(20, 0, 0), List.of("hue +40°, saturation +0, value +0")),
                Arguments.of(new HsvShift(0, 0, 0), List.of()),
                Arguments.of(new Holes(List.of(), 0, false), List.of()),
                Arguments.of(new Holes(List.of(new Part(0, 0, SQUARE)), 0, false), List.of("1 hole")),
                // The second is about what the first leaves.
                Arguments.of(
                        new Chain(List.of(
                                new Window(7, 0, SQUARE, SQUARE),
                                new Chain(List.of(new Window(0, 0, SQUARE, SQUARE), new Brightness(1.204))),
                                new Contrast(0.83),
                                new Grey())),
                        List.of("crop 64×64 at 7,0", "brightness 1.20", "contrast 0.83", "grey")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void saysWhatHappened(Change change, List<String> words) {
        assertThat(ChangeWords.of(change, INPUT)).isEqualTo(words);
    }

    /** A map is told as it was drawn: by what, around the middle. */
    @Test
    void takesAnAffineMapApart() {
        assertThat(affine(12, 1.25, 0)).isEqualTo("turned 12°, scaled 1.25");
        assertThat(affine(-30, 1, 0)).isEqualTo("turned −30°");
        assertThat(affine(0, 1, 0)).isEmpty();
        assertThat(affine(0, 1, 0.1)).isEqualTo("shifted 20,10");
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    private static String affine(double degrees, double scale, double shift) {
        Affine affine = new Affine(
                new Range(scale, scale),
                true,
                new Range(shift, shift),
                new Range(degrees, degrees),
                new Range(0, 0),
                Border.DEFAULTS);
        try (PointerScope scope = new PointerScope()) {
            Sample sample = Sample.of(new Mat(INPUT.height(), INPUT.width(), opencv_core.CV_8UC3));
            return String.join("", ChangeWords.of(affine.draw(sample, new SplittableRandom(1)), INPUT));
        }
    }
}
