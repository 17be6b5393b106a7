package org.podium.folds;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows with sets of labels for tests. */
final class LabelSamples {
    private LabelSamples() {}

    /** Rows without ids with the labels given, as in {@code "0 2"}; several rows share a set as in {@code "5 x 0 2"}. */
    static Rows of(int labelCount, String... sets) {
        int[][] labels = Arrays.stream(sets)
                .flatMap(LabelSamples::repeated)
                .map(set -> set.isEmpty()
                        ? new int[0]
                        : Stream.of(set.split(" ")).mapToInt(Integer::parseInt).toArray())
                .toArray(int[][]::new);
        return Rows.of(labels.length).withLabelSets(LabelSets.of(labels, labelCount));
    }

    private static Stream<String> repeated(String set) {
        int x = set.indexOf("x");
        return x < 0
                ? Stream.of(set)
                : Stream.generate(() -> set.substring(x + 1).strip())
                        .limit(Integer.parseInt(set.substring(0, x).strip()));
    }

    /** Rows with ids and up to 12 labels of all frequencies, some of them without rows. */
    static Rows drawn(long seed, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] shares = random.doubles(random.nextInt(1, 13))
                .map(share -> share * share * share)
                .toArray();
        int[][] labels = IntStream.range(0, rows)
                .mapToObj(row -> IntStream.range(0, shares.length)
                        .filter(label -> random.nextDouble() < shares[label])
                        .toArray())
                .toArray(int[][]::new);
        List<String> ids =
                IntStream.range(0, rows).mapToObj(row -> "row-" + row).toList();
        return Rows.of(ids).withLabelSets(LabelSets.of(labels, shares.length));
    }

    /** Rows of each fold. */
    static int[] sizes(FoldPlan plan) {
        return IntStream.range(0, plan.folds())
                .map(fold -> plan.validation(fold).length)
                .toArray();
    }

    /** Rows of each fold that have all the labels given. */
    static int[] counts(Rows rows, FoldPlan plan, int... labels) {
        return IntStream.range(0, plan.folds())
                .map(fold -> (int) IntStream.of(plan.validation(fold))
                        .filter(row -> IntStream.of(labels).allMatch(label -> has(rows, row, label)))
                        .count())
                .toArray();
    }

    static boolean has(Rows rows, int row, int label) {
        LabelSets sets = rows.labelSets().orElseThrow();
        return IntStream.range(0, sets.count(row)).anyMatch(i -> sets.label(row, i) == label);
    }

    static int spread(int[] counts) {
        return IntStream.of(counts).max().orElseThrow()
                - IntStream.of(counts).min().orElseThrow();
    }
}
