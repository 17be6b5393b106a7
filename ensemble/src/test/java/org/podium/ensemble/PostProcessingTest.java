package org.podium.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostProcessingTest {
    private static final OptionalInt NO_BACKGROUND = OptionalInt.empty();
    private static final OptionalInt FIRST = OptionalInt.of(0);

    /** golden/make_masks.py: what scipy.ndimage makes of the same masks. */
    @ParameterizedTest
    @CsvFileSource(resources = "/golden/cleaned-masks.csv", numLinesToSkip = 1)
    void agreesWithScipy(
            String name,
            int width,
            int height,
            Integer background,
            String step,
            int pixels,
            String mask,
            String cleaned) {
        // Half a pixel less, so that rounding cannot matter.
        double share = (pixels - 0.5) / (width * height);
        PostProcessing setting = step.equals("fill") ? holes(share) : regions(share);
        assertThat(setting.clean(Masks.of(mask), width, height, Masks.background(background)))
                .isEqualTo(Masks.of(cleaned));
    }

    @Test
    void pixelsThatTouchAtACornerAreOneRegionButNoHole() {
        byte[] mask = Masks.drawn(
                "0000000", //
                "0100000", "0010000", "0001100", "0010010", "0001100");
        assertThat(regions(7.5 / 42).clean(mask, 7, 6, FIRST)).isEqualTo(mask);
        assertThat(regions(8.5 / 42).clean(mask, 7, 6, FIRST)).isEqualTo(new byte[42]);
        byte[] filled = mask.clone();
        filled[4 * 7 + 3] = 1;
        filled[4 * 7 + 4] = 1;
        assertThat(holes(2.5 / 42).clean(mask, 7, 6, FIRST)).isEqualTo(filled);
    }

    @Test
    void holesEnclosedByTwoClassesOrOpenToTheEdgeStay() {
        byte[] mask = Masks.drawn(
                "11111", //
                "10210", "11110");
        assertThat(holes(1).clean(mask, 5, 3, FIRST)).isEqualTo(mask);
    }

    @Test
    void aSpeckInAHoleGoesFirst() {
        byte[] mask = Masks.drawn(
                "11111", //
                "10001", "10201", "10001", "11111");
        byte[] full = Masks.drawn("11111".repeat(5));
        assertThat(new PostProcessing(OptionalDouble.empty(), 1.5 / 25, 9.5 / 25).clean(mask, 5, 5, FIRST))
                .isEqualTo(full);
    }

    @Test
    void smallRegionsBetweenSmallRegionsFindALargeOne() {
        byte[] mask = Masks.drawn(
                "3333333", //
                "4567890", "0987654", "1212121", "2222222");
        byte[] cleaned = regions(6.5 / 35).clean(mask, 7, 5, NO_BACKGROUND);
        assertThat(sizes(cleaned, 7)).hasSizeLessThanOrEqualTo(2);
        assertThat(cleaned).startsWith(Masks.drawn("3333333")).endsWith(Masks.drawn("2222222"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noRegionStaysTooSmallAndLargeOnesAreOnlyAddedTo(long seed) {
        byte[] mask = Masks.noise(60 * 50, 6, seed);
        byte[] cleaned = regions(6.5 / mask.length).clean(mask, 60, 50, NO_BACKGROUND);
        assertThat(sizes(cleaned, 60)).allMatch(size -> size >= 7);
        Regions before = Regions.of(mask, 60, true);
        byte[] changed = new byte[mask.length];
        for (int pixel = 0; pixel < mask.length; pixel++) {
            changed[pixel] = before.size(pixel) < 7 ? cleaned[pixel] : mask[pixel];
        }
        assertThat(cleaned).isEqualTo(changed);
    }

    @Test
    void nothingButSmallRegionsStaysAsItIs() {
        byte[] mask = Masks.noise(100, 9, 1);
        assertThat(regions(0.99).clean(mask, 10, 10, NO_BACKGROUND)).isEqualTo(mask);
    }

    @Test
    void theMaskGivenIsNotChanged() {
        byte[] mask = Masks.noise(400, 3, 1);
        byte[] before = mask.clone();
        assertThat(new PostProcessing(OptionalDouble.empty(), 0.02, 0.02).clean(mask, 20, 20, FIRST))
                .isNotEqualTo(before);
        assertThat(mask).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        // Without a threshold the likeliest class counts, the first of equals, though objects together may be likelier.
        ", 0, 0 0 2 0",
        "0.3, 0, 1 0 2 1",
        "0.58, 0, 0 0 2 1",
        "0.7, 0, 0 0 0 0",
        // The last class is the background here.
        "0.58, 2, 0 0 2 0",
    })
    void theThresholdIsThatOfAllForegroundTogether(Double threshold, int background, String expected) {
        float[] probabilities = {0.45f, 0.3f, 0.25f, 0.8f, 0.1f, 0.1f, 0.31f, 0.2f, 0.49f, 0.4f, 0.4f, 0.2f};
        PostProcessing setting =
                new PostProcessing(threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold), 0, 0);
        assertThat(setting.decide(probabilities, 3, OptionalInt.of(background)))
                .isEqualTo(Masks.drawn(expected.replace(" ", "")));
    }

    @Test
    void aThresholdIsReachedByTheSameNumber() {
        PostProcessing half = new PostProcessing(OptionalDouble.of(0.5), 0, 0);
        assertThat(half.decide(new float[] {0.5f, 0.5f}, 2, FIRST)).containsExactly(1);
    }

    @Test
    void onlyTheFirstPixelsOfALongerArrayAreDecided() {
        float[] reused = {0.2f, 0.8f, 0.9f, 0.1f, 0.3f, 0.7f};
        assertThat(PostProcessing.NONE.decide(reused, 2, 2, FIRST)).containsExactly(1, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostProcessing.NONE.decide(reused, 4, 2, FIRST))
                .withMessage("6 probabilities are too few for 4 pixels with 2 classes each");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PostProcessing(OptionalDouble.of(1), 0, 0))
                .withMessage("threshold is 1.0, must be between 0 and 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> regions(Double.NaN))
                .withMessageStartingWith("minRegion is NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> holes(1.5)).withMessage("maxHole is 1.5, must be 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> holes(0.1).clean(new byte[4], 2, 2, NO_BACKGROUND))
                .withMessageStartingWith("holes without a background");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new PostProcessing(OptionalDouble.of(0.5), 0, 0).decide(new float[4], 2, NO_BACKGROUND))
                .withMessageStartingWith("a threshold without a background");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostProcessing.NONE.clean(new byte[4], 2, 3, FIRST))
                .withMessage("4 pixels are no mask of 2 × 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostProcessing.NONE.decide(new float[4], 3, FIRST))
                .withMessageContaining("4 probabilities");
    }

    private static PostProcessing regions(double share) {
        return new PostProcessing(OptionalDouble.empty(), share, 0);
    }

    private static PostProcessing holes(double share) {
        return new PostProcessing(OptionalDouble.empty(), 0, share);
    }

    private static List<Integer> sizes(byte[] mask, int width) {
        Regions regions = Regions.of(mask, width, true);
        return IntStream.range(0, mask.length)
                .filter(pixel -> regions.root(pixel) == pixel)
                .map(regions::size)
                .boxed()
                .toList();
    }
}
