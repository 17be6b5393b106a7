package org.podium.pipeline.check;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.podium.ensemble.Metric;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.run.Seed;

/**
 * A stand-in for a network that needs no training: the nearest neighbours of each image among thumbnails. It answers in
 * seconds whether labels have to do with images, and what folds that tear groups apart would add to the score.
 *
 * <p>It knows again what it has seen, as a network does that overfits; how far a trained network's score is flattered can
 * only be told roughly by it. From large sets a sample is taken: whole groups, by a keyed hash of their names.
 */
public final class ImageProxy {
    /** Rows of the sample: brute force over them takes seconds. */
    static final int MOST_ROWS = 5_000;
    /** Classes of the sample: more would leave too few neighbours of the same class. */
    static final int MOST_CLASSES = 250;

    private static final int NEIGHBOURS = 10;
    /**
     * Weight of colours where the gain by torn groups is told: they tell an object more than its class, and a trained network
     * leans on them less than a neighbour would. Chosen by hand, on one set only: on podium's drawn leaves the gain is then
     * 14 points of accuracy, where ResNets from scratch show 12. Besides, it was tried on the pictures that the tests draw,
     * which say that there is a gain where there is one, but not how large a network's is; on no photos with groups, and on
     * no other network. {@link #labels} does not use it.
     */
    private static final double COLOURS_OF_NETWORKS = 0.5;

    private static final int PERMUTATIONS = 1_999;
    /** Agreement of the labels in groups from which on labels are taken to be the groups'; independent ones have 0. */
    private static final double SHARED = 0.1;

    private static final int JACKKNIFE_BLOCKS = 20;

    private final List<String> groups;
    private final int[] sample;
    private final int[] classes;
    private final int classCount;
    private final List<byte[]> thumbnails;
    private final Seed seed;

    private ImageProxy(
            List<String> groups, int[] sample, int[] classes, int classCount, List<byte[]> thumbnails, Seed seed) {
        this.groups = groups;
        this.sample = sample;
        this.classes = classes;
        this.classCount = classCount;
        this.thumbnails = thumbnails;
        this.seed = seed;
    }

    /**
     * Looks at the thumbnails.
     *
     * @param thumbnails one a labelled row: 16 × 16 pixels × RGB, row-major, 768 bytes
     * @param classes class index of each row, 0 to {@code classCount - 1}
     * @param groups name of each row's group; without groups every row, by its id, is one of its own;
     *     so is a row whose group is empty
     * @throws IllegalArgumentException if there are fewer than two rows, lengths differ, or a thumbnail has another size
     */
    public static ImageProxy of(
            List<byte[]> thumbnails, int[] classes, int classCount, List<String> groups, Seed seed) {
        if (thumbnails.size() < 2 || thumbnails.size() != classes.length || groups.size() != classes.length) {
            throw new IllegalArgumentException(thumbnails.size() + " thumbnails, " + classes.length + " classes and "
                    + groups.size() + " groups: must be equally many, at least 2");
        }
        for (byte[] thumbnail : thumbnails) {
            if (thumbnail.length != ThumbnailFeatures.BYTES) {
                throw new IllegalArgumentException(
                        "a thumbnail has " + thumbnail.length + " bytes, must be " + ThumbnailFeatures.BYTES);
            }
        }
        List<String> named = IntStream.range(0, classes.length)
                .mapToObj(row -> groups.get(row).isEmpty() ? "\0" + row : groups.get(row))
                .toList();
        int[] sample = sample(classes, named, seed);
        return new ImageProxy(
                IntStream.of(sample).mapToObj(named::get).toList(),
                sample,
                IntStream.of(sample).map(row -> classes[row]).toArray(),
                classCount,
                IntStream.of(sample).mapToObj(thumbnails::get).toList(),
                seed);
    }

    /** Rows that were looked at. */
    public int rows() {
        return sample.length;
    }

    /**
     * Whether images with the same label look alike more often than by chance.
     *
     * <p>Where the rows of a group tend to share their label, they are no evidence for each other: photos of one plant look
     * alike and have its label, whatever that label has to do with plants. Neighbours are then looked for in other groups
     * only, and whole groups are given the labels of others. Equal images never are each other's neighbours.
     */
    public LabelTest labels() {
        int[] alone = IntStream.range(0, classes.length).toArray();
        int[] group = Ties.numbered(groups);
        int[] image = Ties.numbered(thumbnails.stream().map(ByteBuffer::wrap).toList());
        int[] named = Ties.agreement(group, classes) > SHARED ? group : alone;
        int[] apart = Ties.joined(named, image);
        int[] together = Ties.agreement(image, classes) > SHARED ? apart : named;
        float[][] points = ThumbnailFeatures.of(thumbnails, 1);
        int[][] neighbours =
                Neighbours.nearest(points, NEIGHBOURS, List.of((row, other) -> apart[row] != apart[other]))[0];
        double accuracy = Votes.accuracy(neighbours, classes, classCount);
        RandomGenerator random = seed.stream("check", "labels belong");
        int[][] members = Ties.members(together);
        int[] donors = IntStream.range(0, members.length).toArray();
        double sum = 0;
        int asGood = 1;
        for (int permutation = 0; permutation < PERMUTATIONS; permutation++) {
            shuffle(donors, random);
            double byChance = Votes.accuracy(neighbours, exchanged(members, donors), classCount);
            sum += byChance;
            asGood += byChance >= accuracy ? 1 : 0;
        }
        return new LabelTest(
                sample.length,
                (int) Math.round(Ties.effective(together)),
                accuracy,
                sum / PERMUTATIONS,
                (double) asGood / (PERMUTATIONS + 1));
    }

    /** Classes if the rows of each tie had those of its donor, over and over where the donor has fewer rows. */
    private int[] exchanged(int[][] members, int[] donors) {
        int[] other = new int[classes.length];
        for (int tie = 0; tie < members.length; tie++) {
            int[] donor = members[donors[tie]];
            for (int place = 0; place < members[tie].length; place++) {
                other[members[tie][place]] = classes[donor[place % donor.length]];
            }
        }
        return other;
    }

    /**
     * What a score gains where rows may learn from their own group: with the folds as they are, and with the same folds
     * in which no row sees its group.
     *
     * @param plan folds of all the rows that {@link #of} was given; its first repeat is looked at
     * @return empty where no row of the sample validates
     * @throws IllegalArgumentException if the plan is of another number of rows
     */
    public Optional<Inflation> inflation(FoldPlan plan, Metric metric) {
        if (sample[sample.length - 1] >= plan.rows()) {
            throw new IllegalArgumentException("the plan has " + plan.rows() + " rows, too few");
        }
        int[] fold = validatingFold(plan);
        boolean[][] trains = training(plan);
        int[] group = Ties.numbered(groups);
        int[][][] found = Neighbours.nearest(
                ThumbnailFeatures.of(thumbnails, COLOURS_OF_NETWORKS),
                NEIGHBOURS,
                List.of(
                        (row, other) -> fold[row] >= 0 && trains[fold[row]][other],
                        (row, other) -> fold[row] >= 0 && trains[fold[row]][other] && group[other] != group[row]));
        int[] scored = IntStream.range(0, fold.length)
                .filter(row -> fold[row] >= 0 && found[1][row][0] >= 0)
                .toArray();
        return scored.length == 0
                ? Optional.empty()
                : Optional.of(inflation(scored, group, probabilities(found[0]), probabilities(found[1]), metric));
    }

    private Inflation inflation(int[] scored, int[] group, double[][] torn, double[][] whole, Metric metric) {
        double asPlanned = score(scored, torn, metric);
        double keptTogether = score(scored, whole, metric);
        // Delete-a-group jackknife over blocks of groups: rows of a group are right or wrong together. Groups are
        // numbered
        // among the scored ones, so that no block is empty and none has all.
        int[] block =
                Ties.numbered(IntStream.of(scored).mapToObj(row -> group[row]).toList());
        int groupCount = IntStream.of(block).max().orElseThrow() + 1;
        int blocks = Math.min(JACKKNIFE_BLOCKS, groupCount);
        double sign = metric.higherIsBetter() ? 1 : -1;
        double[] without = groupCount == 1
                ? new double[] {0}
                : IntStream.range(0, blocks)
                        .mapToDouble(removed -> {
                            int[] left = IntStream.range(0, scored.length)
                                    .filter(place -> block[place] % blocks != removed)
                                    .map(place -> scored[place])
                                    .toArray();
                            return sign * (score(left, torn, metric) - score(left, whole, metric));
                        })
                        .toArray();
        double mean = Arrays.stream(without).sum() / blocks;
        double squares = Arrays.stream(without)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return new Inflation(
                metric.name(),
                scored.length,
                groupCount,
                asPlanned,
                keptTogether,
                sign * (asPlanned - keptTogether),
                Math.sqrt(squares * (blocks - 1) / blocks));
    }

    private double score(int[] rows, double[][] probabilities, Metric metric) {
        return metric.score(
                IntStream.of(rows).map(row -> classes[row]).toArray(),
                IntStream.of(rows).mapToObj(row -> probabilities[row]).toArray(double[][]::new));
    }

    private double[][] probabilities(int[][] neighbours) {
        double[] shares = new double[classCount];
        for (int c : classes) {
            shares[c] += 1.0 / classes.length;
        }
        return IntStream.range(0, classes.length)
                .mapToObj(row -> Votes.probabilities(neighbours[row], classes, shares))
                .toArray(double[][]::new);
    }

    /** Fold in which each row of the sample validates, -1 for none. */
    private int[] validatingFold(FoldPlan plan) {
        int[] foldOf = new int[plan.rows()];
        Arrays.fill(foldOf, -1);
        for (int fold = 0; fold < plan.folds(); fold++) {
            for (int row : plan.validation(0, fold)) {
                foldOf[row] = fold;
            }
        }
        return IntStream.of(sample).map(row -> foldOf[row]).toArray();
    }

    /** Fold × row of the sample: does it train? */
    private boolean[][] training(FoldPlan plan) {
        boolean[][] trains = new boolean[plan.folds()][sample.length];
        for (int fold = 0; fold < trains.length; fold++) {
            boolean[] all = new boolean[plan.rows()];
            for (int row : plan.training(0, fold)) {
                all[row] = true;
            }
            for (int place = 0; place < sample.length; place++) {
                trains[fold][place] = all[sample[place]];
            }
        }
        return trains;
    }

    private static void shuffle(int[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = values[i];
            values[i] = values[other];
            values[other] = kept;
        }
    }

    /** Ascending rows: whole groups of at most {@link #MOST_CLASSES} classes until there are {@link #MOST_ROWS}. */
    private static int[] sample(int[] classes, List<String> groups, Seed seed) {
        if (classes.length <= MOST_ROWS) {
            return IntStream.range(0, classes.length).toArray();
        }
        Set<Integer> kept = new HashSet<>(IntStream.of(classes)
                .distinct()
                .boxed()
                .sorted(byHash(seed, "class"))
                .limit(MOST_CLASSES)
                .toList());
        Map<String, List<Integer>> members = new LinkedHashMap<>();
        for (int row = 0; row < classes.length; row++) {
            if (kept.contains(classes[row])) {
                members.computeIfAbsent(groups.get(row), group -> new ArrayList<>())
                        .add(row);
            }
        }
        List<Integer> rows = new ArrayList<>();
        for (String group :
                members.keySet().stream().sorted(byHash(seed, "group")).toList()) {
            // A group that is too large is left out; smaller ones may still fit. Not the first: something must be left.
            if (rows.isEmpty() || rows.size() + members.get(group).size() <= MOST_ROWS) {
                rows.addAll(members.get(group));
            }
        }
        return rows.stream()
                .limit(MOST_ROWS)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private static <T extends Comparable<T>> Comparator<T> byHash(Seed seed, String what) {
        Map<T, Long> hashes = new HashMap<>();
        return Comparator.<T>comparingLong(
                        name -> hashes.computeIfAbsent(name, key -> seed.derive("check", "sample", what, key)))
                .thenComparing(Comparator.naturalOrder());
    }
}
