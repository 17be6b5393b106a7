package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyOrderTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 1_000})
    void isThatOfKeysThenNames(int count) {
        SplittableRandom random = new SplittableRandom(count);
        check(count, key -> random.nextLong());
        // Keys that differ in their lowest bits only, in their highest only, and not at all.
        check(count, key -> random.nextInt(16));
        check(count, key -> random.nextLong() & -1L << 60);
        check(count, key -> -1);
    }

    private static void check(int count, LongUnaryOperator keyOf) {
        long[] keys = LongStream.range(0, count).map(keyOf).toArray();
        assertThat(KeyOrder.of(keys, item -> "name " + item))
                .isEqualTo(IntStream.range(0, count)
                        .boxed()
                        .sorted(Comparator.<Integer>comparingLong(item -> keys[item])
                                .thenComparing(item -> "name " + item))
                        .mapToInt(Integer::intValue)
                        .toArray());
    }
}
