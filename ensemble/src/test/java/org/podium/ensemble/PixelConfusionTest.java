package org.podium.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelConfusionTest {
    private static final byte NOTHING = (byte) PixelConfusion.IGNORED;

    @Test
    void countsTruthByPrediction() {
        PixelConfusion confusion = new PixelConfusion(3);
        confusion.add(new byte[] {0, 1, 1, 2, 1, NOTHING, NOTHING}, new byte[] {0, 1, 2, 0, 2, 2, 0});
        assertThat(new long[] {confusion.count(0, 0), confusion.count(1, 1), confusion.count(1, 2)})
                .containsExactly(1, 1, 2);
        assertThat(new long[] {confusion.ignored(0), confusion.ignored(1), confusion.ignored(2)})
                .containsExactly(1, 0, 1);
        assertThat(new long[] {confusion.actual(1), confusion.predicted(0), confusion.pixels()})
                .containsExactly(3, 2, 5);
    }

    /** Parts come with any number of pixels, the last one with what is left. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 600})
    void isTheSumOfItsParts(int part) {
        byte[] truth = Masks.noise(600, 255, 1);
        byte[] predicted = Masks.noise(600, 255, 2);
        PixelConfusion whole = new PixelConfusion(255);
        whole.add(truth, predicted);
        PixelConfusion sum = new PixelConfusion(255);
        for (int from = 0; from < truth.length; from += part) {
            int to = Math.min(truth.length, from + part);
            PixelConfusion piece = new PixelConfusion(255);
            piece.add(Arrays.copyOfRange(truth, from, to), Arrays.copyOfRange(predicted, from, to));
            sum.add(piece);
        }
        assertThat(sum).hasToString(whole.toString());
        assertThat(whole.pixels()).isEqualTo(600);
    }

    @Test
    void whatDoesNotFitIsRefusedAndAddsNothing() {
        PixelConfusion confusion = new PixelConfusion(3, OptionalInt.of(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> confusion.add(new byte[2], new byte[3]))
                .withMessage("2 pixels of truth but 3 pixels of prediction");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> confusion.add(new byte[] {0, 3}, new byte[2]))
                .withMessage("true class is 3, must be 0 to 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> confusion.add(new byte[] {0, NOTHING}, new byte[] {0, NOTHING}))
                .withMessage("predicted class is 255, must be 0 to 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> confusion.add(new PixelConfusion(3, OptionalInt.of(1))))
                .withMessageContaining("background");
        assertThatIllegalArgumentException().isThrownBy(() -> confusion.add(new PixelConfusion(4, OptionalInt.of(0))));
        assertThat(confusion.pixels()).isZero();
    }

    @Test
    void classesAndBackgroundHaveTheirRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PixelConfusion(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new PixelConfusion(256));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PixelConfusion(2, OptionalInt.of(2)))
                .withMessage("background is 2, must be 0 to 1");
    }

    /** Six megapixels take some 8 ms; this is a guard against a slip to a hundred times that. */
    @Test
    void isFast() {
        byte[] truth = Masks.noise(6_000_000, 2, 1);
        long start = System.nanoTime();
        new PixelConfusion(2).add(truth, truth);
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(800);
    }
}
