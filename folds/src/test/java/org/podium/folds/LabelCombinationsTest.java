package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelCombinationsTest {
    private static final LabelSets SETS =
            LabelSamples.of(5, "0 3", "", "3", "0 3 4").labelSets().orElseThrow();
    private static final int[] ORDER = {3, 2, 1, 0};

    @Test
    void areTheLabelsWithOrderOne() {
        LabelCombinations labels = LabelCombinations.labels(SETS, ORDER);
        assertThat(labels.count()).isEqualTo(5);
        assertThat(sizes(labels)).containsExactly(2, 0, 0, 3, 1);
        assertThat(of(labels, 0)).containsExactly(0, 3, 4);
        assertThat(of(labels, 2)).isEmpty();
        assertThat(labels.placesByCombination()).containsExactly(0, 3, 0, 1, 3, 0);
    }

    @Test
    void areLabelsAndThePairsThatOccurWithOrderTwo() {
        LabelCombinations both = LabelCombinations.labelsAndPairs(SETS, ORDER);
        // {0}, {0, 3}, {0, 4}, {3}, {3, 4}, {4}
        assertThat(sizes(both)).containsExactly(2, 2, 1, 3, 1, 1);
        assertThat(IntStream.range(0, both.count()).filter(both::isPair)).containsExactly(1, 2, 4);
        assertThat(of(both, 0)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(of(both, 3)).containsExactly(0, 1, 3);
    }

    private static int[] sizes(LabelCombinations combinations) {
        return IntStream.range(0, combinations.count()).map(combinations::size).toArray();
    }

    private static int[] of(LabelCombinations combinations, int place) {
        return IntStream.range(combinations.start(place), combinations.end(place))
                .map(combinations::at)
                .toArray();
    }
}
