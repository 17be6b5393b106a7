package org.podium.pipeline.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.podium.pipeline.competition.Sampling;

/** The rows that an epoch draws, in order. */
public final class EpochOrder {
    private EpochOrder() {}

    /**
     * @param rows those to draw from
     * @param labels class of every row there is, not only of these
     * @return as many as there are rows
     */
    static int[] of(Sampling sampling, int[] rows, int[] labels, RandomGenerator random) {
        return sampling instanceof Sampling.ClassBalanced balanced
                ? balanced(rows, labels, balanced.power(), random)
                : shuffled(rows, random);
    }

    /** Fisher and Yates: every order is equally likely. */
    public static int[] shuffled(int[] rows, RandomGenerator random) {
        int[] order = rows.clone();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    /**
     * Rows of as many classes as there may be: one of each class in turn, over and over.
     *
     * @param rows in the order in which those of a class are taken
     * @param labels class of every row there is, not only of these
     * @param random decides the order of the classes
     * @return all the rows
     */
    public static int[] spread(int[] rows, int[] labels, RandomGenerator random) {
        Map<Integer, List<Integer>> byClass = Arrays.stream(rows)
                .boxed()
                .collect(Collectors.groupingBy(row -> labels[row], TreeMap::new, Collectors.toList()));
        int[] classes =
                shuffled(byClass.keySet().stream().mapToInt(Integer::intValue).toArray(), random);
        List<Integer> spread = new ArrayList<>();
        for (int round = 0; spread.size() < rows.length; round++) {
            for (int c : classes) {
                if (round < byClass.get(c).size()) {
                    spread.add(byClass.get(c).get(round));
                }
            }
        }
        return spread.stream().mapToInt(Integer::intValue).toArray();
    }

    /**
     * Each class is given its number of draws first, so chance has no part in the balance. A class goes through all of its
     * rows, in an order of chance, before it repeats one.
     */
    private static int[] balanced(int[] rows, int[] labels, double power, RandomGenerator random) {
        List<List<Integer>> classes = List.copyOf(Arrays.stream(shuffled(rows, random))
                .boxed()
                .collect(Collectors.groupingBy(row -> labels[row], TreeMap::new, Collectors.toList()))
                .values());
        int[] draws = draws(classes, power, random);
        int[] order = new int[rows.length];
        int drawn = 0;
        for (int c = 0; c < draws.length; c++) {
            for (int i = 0; i < draws[c]; i++) {
                order[drawn++] = classes.get(c).get(i % classes.get(c).size());
            }
        }
        return shuffled(order, random);
    }

    /**
     * Draws of each class, in proportion to its size^(1 - power): whole parts first, then one more for the largest
     * remainders, of equal ones for those that chance prefers.
     */
    private static int[] draws(List<List<Integer>> classes, double power, RandomGenerator random) {
        int all = classes.stream().mapToInt(List::size).sum();
        double[] part = classes.stream()
                .mapToDouble(rows -> StrictMath.pow(rows.size(), 1 - power))
                .toArray();
        double sum = Arrays.stream(part).sum();
        int[] draws = new int[part.length];
        double[] remainder = new double[part.length];
        for (int c = 0; c < part.length; c++) {
            double exact = all * part[c] / sum;
            draws[c] = (int) exact;
            remainder[c] = exact - draws[c];
        }
        int[] chance = shuffled(IntStream.range(0, part.length).toArray(), random);
        Arrays.stream(chance)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -remainder[c]))
                .limit(all - Arrays.stream(draws).asLongStream().sum())
                .forEach(c -> draws[c]++);
        return draws;
    }
}
