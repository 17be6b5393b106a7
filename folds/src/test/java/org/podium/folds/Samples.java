package org.podium.folds;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Rows for tests. */
final class Samples {
    private Samples() {}

    /** Rows "row-0", "row-1", … with the given number of each class, class after class. */
    static Rows ofSizes(int... classSizes) {
        int[] classes = IntStream.range(0, classSizes.length)
                .flatMap(c -> IntStream.generate(() -> c).limit(classSizes[c]))
                .toArray();
        List<String> ids =
                IntStream.range(0, classes.length).mapToObj(row -> "row-" + row).toList();
        return Rows.of(ids, classes, classSizes.length);
    }

    /** Up to 20 classes of {@code least} rows or more, many small and few large. */
    static Rows longTailed(long seed, int least) {
        SplittableRandom random = new SplittableRandom(seed);
        return ofSizes(IntStream.range(0, random.nextInt(1, 21))
                .map(c -> least + (int) (-30 * Math.log(1 - random.nextDouble())))
                .toArray());
    }

    /** A few classes and groups of 1 to 6 rows of mostly one class, at least 6 groups a class. */
    static Rows grouped(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int classCount = random.nextInt(2, 6);
        List<Integer> classes = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (int group = 0; group < classCount * random.nextInt(6, 15); group++) {
            for (int row = random.nextInt(1, 7); row > 0; row--) {
                classes.add(row == 1 || random.nextInt(5) > 0 ? group % classCount : random.nextInt(classCount));
                groups.add("group-" + group);
            }
        }
        List<String> ids =
                IntStream.range(0, classes.size()).mapToObj(row -> "row-" + row).toList();
        return Rows.of(ids, classes.stream().mapToInt(Integer::intValue).toArray(), classCount)
                .withGroups(groups);
    }

    /** Rows of {@link #grouped} with labels, targets and times too; of targets and times, some are equal. */
    static Rows full(long seed) {
        Rows rows = grouped(seed);
        SplittableRandom random = new SplittableRandom(~seed);
        int[][] labels = new int[rows.size()][];
        double[] targets = new double[rows.size()];
        long[] times = new long[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            int classIndex = rows.classOf(row);
            labels[row] = IntStream.range(0, rows.classCount())
                    .filter(label -> label == classIndex || random.nextInt(4) == 0)
                    .toArray();
            targets[row] = classIndex + random.nextInt(30) / 10.0;
            times[row] = random.nextInt(-40, 40);
        }
        return rows.withLabelSets(LabelSets.of(labels, rows.classCount()))
                .withTargets(targets)
                .withTimes(times);
    }

    /** The same rows without ids. */
    static Rows withoutIds(Rows rows) {
        IntStream all = IntStream.range(0, rows.size());
        return Rows.of(rows.size())
                .withClasses(all.map(rows::classOf).toArray(), rows.classCount())
                .withLabelSets(rows.labelSets().orElseThrow())
                .withTargets(IntStream.range(0, rows.size())
                        .mapToDouble(rows::targetOf)
                        .toArray())
                .withTimes(
                        IntStream.range(0, rows.size()).mapToLong(rows::timeOf).toArray())
                .withGroups(IntStream.range(0, rows.size())
                        .mapToObj(row -> rows.groupName(rows.groupOf(row)))
                        .toList());
    }

    /** The same rows in another order. */
    static Rows permuted(Rows rows, long seed) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return rows.select(order.stream().mapToInt(Integer::intValue).toArray());
    }
}
