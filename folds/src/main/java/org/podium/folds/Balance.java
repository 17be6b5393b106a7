package org.podium.folds;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * How even the folds of a plan are, and what to know about them.
 *
 * <p>The deviation of a class in a fold is |its share of the validation rows − its share of all rows|, from 0 (even)
 * to 1. Where rows have label sets instead of classes, read label for class: a share is then that of the rows that have
 * the label. Classes without rows have no deviation, and do not count in any mean. Rows with neither have no deviations;
 * those with a target have its mean and standard deviation.
 *
 * @param folds one entry a fold, by repeat, then by fold
 * @param largestDeviation largest deviation over all folds and classes; 0 without classes
 * @param meanDeviation mean deviation over all folds and classes; 0 without classes
 * @param worstClasses the ten classes at most that deviate most, each where it does so most, the largest deviation first
 * @param rareClasses classes with rows, but with fewer than folds (or than two), so that some fold validates none
 * @param tornGroups names of the groups with rows in training and validation of a fold at once, ascending
 * @param targets mean and standard deviation of all targets, if the rows have targets
 */
public record Balance(
        List<Fold> folds,
        double largestDeviation,
        double meanDeviation,
        List<Deviation> worstClasses,
        List<Integer> rareClasses,
        List<String> tornGroups,
        Optional<Moments> targets) {
    private static final int WORST_CLASSES = 10;

    /**
     * One validation set.
     *
     * @param repeat its repeat, from 0
     * @param fold its fold, from 0
     * @param rows number of validation rows
     * @param trainingRows number of training rows
     * @param groups number of groups with validation rows; 0 if the rows have no groups
     * @param classRows validation rows of each class
     * @param worstClass class with the largest deviation, the first of equals; −1 without classes
     * @param largestDeviation deviation of that class
     * @param untrainedClasses classes with rows, but none in the training set, so that the fold cannot learn them
     * @param targets mean and standard deviation of the validation targets, if the rows have targets
     */
    public record Fold(
            int repeat,
            int fold,
            int rows,
            int trainingRows,
            int groups,
            List<Integer> classRows,
            int worstClass,
            double largestDeviation,
            List<Integer> untrainedClasses,
            Optional<Moments> targets) {
        public Fold {
            classRows = List.copyOf(classRows);
            untrainedClasses = List.copyOf(untrainedClasses);
        }
    }

    /**
     * A class in a fold.
     *
     * @param deviation from 0 to 1
     */
    public record Deviation(int classIndex, int repeat, int fold, double deviation) {}

    /**
     * Mean and standard deviation (root of the mean square, divided by the number of rows), in the unit of the targets.
     */
    public record Moments(double mean, double sd) {}

    public Balance {
        folds = List.copyOf(folds);
        worstClasses = List.copyOf(worstClasses);
        rareClasses = List.copyOf(rareClasses);
        tornGroups = List.copyOf(tornGroups);
    }

    /**
     * Measures a plan; of a nested one, the outer folds. Time and memory are for the rows, and for folds × classes.
     *
     * @throws IllegalArgumentException if the plan is for another number of rows
     */
    public static Balance of(Rows rows, FoldPlan plan) {
        if (plan.rows() != rows.size()) {
            throw new IllegalArgumentException("the plan is for " + plan.rows() + " rows, not " + rows.size());
        }
        Categories categories = Categories.of(rows);
        List<Fold> folds = new ArrayList<>();
        TreeSet<Integer> torn = new TreeSet<>();
        DeviationTable deviations = new DeviationTable(categories);
        for (int repeat = 0; repeat < plan.repeats(); repeat++) {
            FoldCounts counts = FoldCounts.of(rows, categories, plan, repeat);
            Optional<FoldGroups> groups = FoldGroups.of(rows, plan, repeat);
            groups.ifPresent(found -> torn.addAll(found.torn()));
            List<Optional<Moments>> targets = FoldTargets.of(rows, plan, repeat);
            for (int fold = 0; fold < plan.folds(); fold++) {
                int place = fold;
                double[] inFold = deviations(categories, rows.size(), counts.validation()[fold], counts.rows()[fold]);
                deviations.add(repeat, fold, inFold);
                int worst = worst(categories, inFold);
                folds.add(new Fold(
                        repeat,
                        fold,
                        counts.rows()[fold],
                        counts.trainingRows()[fold],
                        groups.map(found -> found.validated()[place]).orElse(0),
                        IntStream.of(counts.validation()[fold]).boxed().toList(),
                        worst,
                        worst < 0 ? 0 : inFold[worst],
                        counts.untrained(categories, fold),
                        targets.get(fold)));
            }
        }
        return new Balance(
                folds,
                folds.stream().mapToDouble(Fold::largestDeviation).max().orElseThrow(),
                deviations.mean(),
                deviations.worst(WORST_CLASSES),
                rare(categories, Math.max(2, plan.folds())),
                torn.stream().map(rows::groupName).toList(),
                FoldTargets.ofAll(rows));
    }

    private static double[] deviations(Categories categories, int rows, int[] inFold, double foldRows) {
        return IntStream.range(0, inFold.length)
                .mapToDouble(c -> Math.abs(inFold[c] / foldRows - (double) categories.size(c) / rows))
                .toArray();
    }

    private static int worst(Categories categories, double[] deviations) {
        int worst = -1;
        for (int c = 0; c < deviations.length; c++) {
            if (categories.size(c) > 0 && (worst < 0 || deviations[c] > deviations[worst])) {
                worst = c;
            }
        }
        return worst;
    }

    private static List<Integer> rare(Categories categories, int least) {
        return IntStream.range(0, categories.count())
                .filter(c -> categories.size(c) > 0 && categories.size(c) < least)
                .boxed()
                .toList();
    }
}
