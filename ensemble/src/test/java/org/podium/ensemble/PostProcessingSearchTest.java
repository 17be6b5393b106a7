package org.podium.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PostProcessingSearchTest {
    private static final MaskMetric IOU = MaskMetrics.named("foreground-iou");
    private static final int SIDE = 40;
    private static final OptionalInt BACKGROUND = OptionalInt.of(0);

    @Test
    void findsWhatMendsTheMasks() {
        byte[] truth = square();
        List<float[]> predicted = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            float[] probabilities = new float[2 * truth.length];
            for (int pixel = 0; pixel < truth.length; pixel++) {
                // Timid within the square, and wrong about every fortieth pixel.
                float inside = random.nextInt(40) == 0 ? 0.45f + 0.1f * (1 - truth[pixel]) : 0.42f * truth[pixel];
                probabilities[2 * pixel] = 1 - inside;
                probabilities[2 * pixel + 1] = inside;
            }
            predicted.add(probabilities);
        }
        Map<PostProcessing, PixelConfusion> trials = tried(truth, predicted);
        PostProcessing best = PostProcessingSearch.best(trials, PostProcessing.NONE, IOU);
        assertThat(best.threshold().orElseThrow()).isLessThanOrEqualTo(0.4);
        assertThat(best.minRegion()).isPositive();
        assertThat(IOU.score(trials.get(PostProcessing.NONE))).isLessThan(0.2);
        assertThat(IOU.score(trials.get(best))).isGreaterThan(0.9);
    }

    @Test
    void whatIsPerfectIsLeftAlone() {
        byte[] truth = square();
        float[] probabilities = new float[2 * truth.length];
        for (int pixel = 0; pixel < truth.length; pixel++) {
            probabilities[2 * pixel + truth[pixel]] = 1;
        }
        assertThat(PostProcessingSearch.best(tried(truth, List.of(probabilities)), PostProcessing.NONE, IOU))
                .isEqualTo(PostProcessing.NONE);
    }

    @Test
    void ofEquallyGoodSettingsTheGentlestIsTaken() {
        PostProcessing small = new PostProcessing(OptionalDouble.empty(), 0.001, 0);
        PostProcessing large = new PostProcessing(OptionalDouble.empty(), 0.003, 0);
        PostProcessing more = new PostProcessing(OptionalDouble.of(0.5), 0.001, 0);
        Map<PostProcessing, PixelConfusion> trials =
                Map.of(PostProcessing.NONE, confusion(1), large, confusion(2), more, confusion(2), small, confusion(2));
        assertThat(PostProcessingSearch.best(trials, PostProcessing.NONE, IOU)).isEqualTo(small);
    }

    @Test
    void nothingIsChosenThatIsNoBetterThanNothing() {
        PostProcessing setting = new PostProcessing(OptionalDouble.empty(), 0.001, 0);
        assertThat(PostProcessingSearch.best(
                        Map.of(PostProcessing.NONE, confusion(2), setting, confusion(2)), PostProcessing.NONE, IOU))
                .isEqualTo(PostProcessing.NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostProcessingSearch.best(Map.of(setting, confusion(2)), PostProcessing.NONE, IOU))
                .withMessageContaining("was not tried");
    }

    @Test
    void theGridHasWhatTheBackgroundAllows() {
        assertThat(PostProcessingSearch.candidates(true))
                .hasSize(72)
                .doesNotHaveDuplicates()
                .contains(PostProcessing.NONE);
        assertThat(PostProcessingSearch.candidates(false))
                .hasSize(4)
                .allMatch(setting -> setting.threshold().isEmpty() && setting.maxHole() == 0);
    }

    /** What all candidates come to on predictions of the same mask. */
    private static Map<PostProcessing, PixelConfusion> tried(byte[] truth, List<float[]> predicted) {
        Map<PostProcessing, PixelConfusion> trials = new HashMap<>();
        for (PostProcessing candidate : PostProcessingSearch.candidates(true)) {
            PixelConfusion confusion = new PixelConfusion(2, BACKGROUND);
            for (float[] probabilities : predicted) {
                byte[] labels = candidate.decide(probabilities, 2, BACKGROUND);
                confusion.add(truth, candidate.clean(labels, SIDE, SIDE, BACKGROUND));
            }
            trials.put(candidate, confusion);
        }
        return trials;
    }

    /** Of five pixels of an object so many are found. */
    private static PixelConfusion confusion(int found) {
        PixelConfusion confusion = new PixelConfusion(2, BACKGROUND);
        byte[] predicted = new byte[5];
        List.of(0, 1, 2, 3, 4).subList(0, found).forEach(pixel -> predicted[pixel] = 1);
        confusion.add(new byte[] {1, 1, 1, 1, 1}, predicted);
        return confusion;
    }

    private static byte[] square() {
        byte[] mask = new byte[SIDE * SIDE];
        for (int row = 10; row < 30; row++) {
            for (int column = 10; column < 30; column++) {
                mask[row * SIDE + column] = 1;
            }
        }
        return mask;
    }
}
