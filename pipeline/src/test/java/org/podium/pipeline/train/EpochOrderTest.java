package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.competition.Sampling;

class EpochOrderTest {
    /** Rows 0 to 99 are of class 2 and not trained on; then 40, 10 and 7 rows are of the classes 0, 1 and 3. */
    private static final int[] LABELS = IntStream.range(0, 157)
            .map(row -> row < 100 ? 2 : row < 140 ? 0 : row < 150 ? 1 : 3)
            .toArray();

    private static final int[] ROWS = IntStream.range(100, 157).toArray();

    private static int[] order(Sampling sampling, long seed) {
        return EpochOrder.of(sampling, ROWS, LABELS, new SplittableRandom(seed));
    }

    private static Map<Integer, Long> byClass(int[] order) {
        return Arrays.stream(order)
                .boxed()
                .collect(Collectors.groupingBy(row -> LABELS[row], TreeMap::new, Collectors.counting()));
    }

    @Test
    void shuffledDrawsEveryRowOnce() {
        assertThat(order(new Sampling.Shuffled(), 1))
                .containsExactlyInAnyOrder(ROWS)
                .isNotEqualTo(ROWS);
    }

    @ParameterizedTest
    @CsvSource({"1,19,19,19", "0,40,10,7"})
    void classesAreDrawnInProportion(double power, long first, long second, long third) {
        assertThat(byClass(order(new Sampling.ClassBalanced(power), 2)))
                .isEqualTo(Map.of(0, first, 1, second, 3, third));
    }

    /** 57 draws as √40 : √10 : √7, which is 29.6, 14.8 and 12.4; the two largest remainders are filled up. */
    @Test
    void halfwayIsInProportionToRoots() {
        assertThat(byClass(order(new Sampling.ClassBalanced(0.5), 3))).isEqualTo(Map.of(0, 30L, 1, 15L, 3, 12L));
    }

    @Test
    void withoutPowerItIsAShuffle() {
        assertThat(order(new Sampling.ClassBalanced(0), 4)).containsExactlyInAnyOrder(ROWS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rowsOfAClassAreUsedAlike(long seed) {
        Map<Integer, Long> uses = Arrays.stream(order(new Sampling.ClassBalanced(1), seed))
                .boxed()
                .collect(Collectors.groupingBy(row -> row, TreeMap::new, Collectors.counting()));
        // 19 draws of 40, 10 and 7 rows.
        Map<Integer, long[]> range = Map.of(0, new long[] {0, 1}, 1, new long[] {1, 2}, 3, new long[] {2, 3});
        for (int row : ROWS) {
            assertThat(uses.getOrDefault(row, 0L)).isBetween(range.get(LABELS[row])[0], range.get(LABELS[row])[1]);
        }
    }

    /** Five draws for three classes: who gets but one is up to chance, not to the class's number. */
    @Test
    void chanceDecidesWhoGetsWhatIsLeftOver() {
        int[] labels = {0, 0, 0, 0, 1, 2};
        int[] rows = {0, 1, 2, 4, 5};
        long[] draws = new long[3];
        for (int seed = 0; seed < 3000; seed++) {
            for (int row : EpochOrder.of(new Sampling.ClassBalanced(1), rows, labels, new SplittableRandom(seed))) {
                draws[labels[row]]++;
            }
        }
        for (long count : draws) {
            assertThat(count).isBetween(4900L, 5100L);
        }
    }

    @Test
    void sameGeneratorSameOrder() {
        Sampling sampling = new Sampling.ClassBalanced(1);
        assertThat(order(sampling, 5)).isEqualTo(order(sampling, 5)).isNotEqualTo(order(sampling, 6));
    }

    @Test
    void classesAreSpreadOverTheEpoch() {
        int[] order = order(new Sampling.ClassBalanced(1), 7);
        assertThat(byClass(Arrays.copyOf(order, 28))).hasSize(3).allSatisfy((label, count) -> assertThat(count)
                .isBetween(3L, 17L));
    }

    @Test
    void noRowsNoDraws() {
        int[] none = {};
        assertThat(EpochOrder.of(new Sampling.ClassBalanced(1), none, none, new SplittableRandom(1)))
                .isEmpty();
    }

    @Test
    void shufflingKeepsEveryRowAndReachesEveryOrder() {
        int[] rows = {4, 5, 6};
        Map<String, Integer> seen = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 6000; i++) {
            seen.merge(Arrays.toString(EpochOrder.shuffled(rows, random)), 1, Integer::sum);
        }
        assertThat(rows).containsExactly(4, 5, 6);
        assertThat(seen).hasSize(6);
        // Five standard deviations of a binomial of 6,000 and 1/6.
        assertThat(seen.values()).allSatisfy(count -> assertThat(count).isBetween(856, 1144));
    }
}
