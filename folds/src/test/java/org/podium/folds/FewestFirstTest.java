package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FewestFirstTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void alwaysGivesAnItemWithTheLeastPositiveCount(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] counts = random.ints(12, 0, 30).toArray();
        FewestFirst queue = new FewestFirst(counts);
        while (IntStream.of(counts).anyMatch(count -> count > 0)) {
            assertThat(counts[queue.least()])
                    .isEqualTo(IntStream.of(counts)
                            .filter(count -> count > 0)
                            .min()
                            .orElseThrow());
            int item = random.ints(0, counts.length)
                    .filter(i -> counts[i] > 0)
                    .findFirst()
                    .orElseThrow();
            counts[item]--;
            queue.decrease(item);
        }
        assertThat(queue.least()).isEqualTo(-1);
    }

    @Test
    void settlesTiesByIndexThenByTheLatestChange() {
        FewestFirst queue = new FewestFirst(new int[] {3, 2, 2});
        assertThat(queue.least()).isEqualTo(1);
        queue.decrease(0);
        assertThat(queue.least()).isZero();
    }

    @Test
    void isEmptyWithoutItems() {
        assertThat(new FewestFirst(new int[0]).least()).isEqualTo(-1);
    }
}
