package org.podium.pipeline.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.check.CheckLine.Status;

class OrderLeaksTest {
    private static final int[] SHUFFLED = new Random(1).ints(500, 0, 5).toArray();
    private static final int[] SORTED = Arrays.stream(SHUFFLED).sorted().toArray();

    @Test
    void sortedRowsAreFound() {
        CheckLine line = OrderLeaks.of(SORTED).line();
        assertThat(line.status()).isEqualTo(Status.WARNED);
        assertThat(line.finding()).contains("sorted by class").contains("99.2 %");
    }

    @Test
    void classesThatTakeTurnsAreFound() {
        OrderLeaks leaks =
                OrderLeaks.of(IntStream.range(0, 500).map(row -> row % 5).toArray());
        assertThat(leaks.z()).isLessThan(-5);
        assertThat(leaks.line().status()).isEqualTo(Status.WARNED);
        assertThat(leaks.line().finding()).contains("alternate");
    }

    /** Both against all orders there are of three labels of one kind, two of another and one of a third. */
    @Test
    void meanAndDeviationAreThoseOverAllOrders() {
        List<int[]> orders = new ArrayList<>();
        permute(new int[] {0, 0, 0, 1, 1, 2}, 0, orders);
        double[] pairs = orders.stream()
                .mapToDouble(order -> IntStream.range(1, order.length)
                        .filter(i -> order[i] == order[i - 1])
                        .count())
                .toArray();
        double mean = Arrays.stream(pairs).average().orElseThrow();
        double deviation = Math.sqrt(
                Arrays.stream(pairs).map(p -> (p - mean) * (p - mean)).average().orElseThrow());
        OrderLeaks leaks = OrderLeaks.of(new int[] {0, 0, 0, 1, 1, 2});
        assertThat(leaks.chance()).isCloseTo(mean / 5, within(1e-12));
        assertThat(leaks.z()).isCloseTo((3 - mean) / deviation, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomOrdersRingNothing(long seed) {
        int[] classes = new Random(seed).ints(2_000, 0, (int) (2 + seed)).toArray();
        OrderLeaks leaks = OrderLeaks.of(classes);
        assertThat(leaks.line().status()).isEqualTo(Status.PASSED);
        assertThat(leaks.pValue()).isGreaterThan(1e-4);
    }

    @Test
    void ofFewRowsNothingIsSaid() {
        assertThat(OrderLeaks.of(new int[] {0, 0, 0, 1, 1, 1}).line().status()).isEqualTo(Status.SKIPPED);
        assertThat(OrderLeaks.of(new int[] {0}).line().status()).isEqualTo(Status.SKIPPED);
    }

    @Test
    void oneClassIsNoOrder() {
        assertThat(OrderLeaks.of(new int[100]).line().status()).isEqualTo(Status.PASSED);
    }

    @Test
    void wordsInIdsAreFound() {
        List<String> ids = IntStream.range(0, 500)
                .mapToObj(row -> String.format("pic/%s_%03d.jpg", "abcde".charAt(SHUFFLED[row]) + "nimal", row))
                .toList();
        IdLeaks leaks = IdLeaks.of(ids, SHUFFLED, 5);
        assertThat(leaks.words().orElseThrow().accuracy()).isEqualTo(1);
        assertThat(leaks.line().status()).isEqualTo(Status.WARNED);
        assertThat(leaks.line().finding()).contains(ids.get(0)).contains("100.0 %");
    }

    /** A class in digits, its rows counted after it: the numbers of all rows are not in order, and letters tell nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"%d_%d", "n0144%d_%05d.JPEG", "train/%d/%d.png", "v2-c%d-%03d"})
    void numbersInIdsThatNameTheClassAreFound(String format) {
        int[] counts = new int[5];
        List<String> ids = IntStream.of(SHUFFLED)
                .mapToObj(c -> String.format(format, c, counts[c]++))
                .toList();
        CheckLine line = IdLeaks.of(ids, SHUFFLED, 5).line();
        assertThat(line.status()).as(line.finding()).isEqualTo(Status.WARNED);
        assertThat(line.finding()).contains(ids.get(0)).contains("100.0 %");
    }

    /** Batches and dates, as cameras name their files. */
    @ParameterizedTest
    @ValueSource(strings = {"%d_%d", "batch%d-img%d.jpg", "2024%02d_%d"})
    void otherNumbersInIdsRingNothing(String format) {
        List<String> ids = IntStream.range(0, 500)
                .mapToObj(row -> String.format(format, row * 7 % 12, row))
                .toList();
        CheckLine line = IdLeaks.of(ids, SHUFFLED, 5).line();
        assertThat(line.status()).as(line.finding()).isEqualTo(Status.PASSED);
    }

    @Test
    void numbersInIdsThatFollowTheClassAreFound() {
        // The class of each row is its block of 100 numbers; rows themselves are shuffled.
        List<Integer> numbers = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
        Collections.shuffle(numbers, new Random(2));
        int[] classes = numbers.stream().mapToInt(number -> number / 100).toArray();
        List<String> ids =
                numbers.stream().map(number -> "img_" + number + ".png").toList();
        assertThat(OrderLeaks.of(classes).isTelling()).isFalse();
        IdLeaks leaks = IdLeaks.of(ids, classes, 5);
        assertThat(leaks.line().status()).isEqualTo(Status.WARNED);
        assertThat(leaks.line().finding()).contains("99.2 %");
    }

    @Test
    void numbersThatBeginAnewInEachClassAreNoOrder() {
        List<String> ids = IntStream.range(0, 500)
                .mapToObj(row -> "abcde".charAt(row / 100) + "" + row % 100)
                .toList();
        int[] classes = IntStream.range(0, 500).map(row -> row / 100).toArray();
        IdLeaks leaks = IdLeaks.of(ids, classes, 5);
        assertThat(leaks.numbers()).isEmpty();
        assertThat(leaks.words().orElseThrow().isTelling()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%d", "img_%05d.jpg", "%s", "train/%s.png", "%x-%s"})
    void idsWithoutMeaningRingNothing(String format) {
        Random random = new Random(3);
        List<String> ids = IntStream.range(0, 500)
                .mapToObj(row -> format.contains("d")
                        ? String.format(format, row)
                        : format.replace("%x", Integer.toHexString(row % 16)).replace("%s", hex(random)))
                .toList();
        IdLeaks leaks = IdLeaks.of(ids, SHUFFLED, 5);
        assertThat(leaks.line().status()).as(leaks.line().finding()).isEqualTo(Status.PASSED);
    }

    private static String hex(Random random) {
        return Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
    }

    private static void permute(int[] values, int from, List<int[]> into) {
        if (from == values.length) {
            into.add(values.clone());
        }
        for (int i = from; i < values.length; i++) {
            swap(values, from, i);
            permute(values, from + 1, into);
            swap(values, from, i);
        }
    }

    private static void swap(int[] values, int i, int j) {
        int kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
