package org.podium.folds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How even the folds of a plan are.
 *
 * <p>The deviation of a class in a fold is |its share of the validation rows − its share of all rows|, from 0 (even)
 * to 1.
 *
 * @param folds one entry a fold, by repeat, then by fold
 * @param largestDeviation largest deviation over all folds and classes
 * @param meanDeviation mean deviation over all folds and classes
 */
public record Balance(List<Fold> folds, double largestDeviation, double meanDeviation) {

    /**
     * One validation set.
     *
     * @param repeat its repeat, from 0
     * @param fold its fold, from 0
     * @param rows number of validation rows
     * @param classRows validation rows of each class
     * @param worstClass class with the largest deviation, the first of equals
     * @param largestDeviation deviation of that class
     * @param untrainedClasses classes whose rows are all in this validation set, so that the fold cannot learn them
     */
    public record Fold(
            int repeat,
            int fold,
            int rows,
            List<Integer> classRows,
            int worstClass,
            double largestDeviation,
            List<Integer> untrainedClasses) {
        public Fold {
            classRows = List.copyOf(classRows);
            untrainedClasses = List.copyOf(untrainedClasses);
        }
    }

    public Balance {
        folds = List.copyOf(folds);
    }

    /**
     * Measures a plan.
     *
     * @throws IllegalArgumentException if the plan is for another number of rows
     */
    public static Balance of(Rows rows, FoldPlan plan) {
        if (plan.rows() != rows.size()) {
            throw new IllegalArgumentException("the plan is for " + plan.rows() + " rows, not " + rows.size());
        }
        List<Fold> folds = new ArrayList<>();
        double sum = 0;
        for (int repeat = 0; repeat < plan.repeats(); repeat++) {
            for (int fold = 0; fold < plan.folds(); fold++) {
                int[] classRows = new int[rows.classCount()];
                for (int row : plan.validation(repeat, fold)) {
                    classRows[rows.classOf(row)]++;
                }
                double[] deviations = deviations(rows, classRows);
                folds.add(measure(rows, repeat, fold, classRows, deviations));
                for (double deviation : deviations) {
                    sum += deviation;
                }
            }
        }
        double largest =
                folds.stream().mapToDouble(Fold::largestDeviation).max().orElseThrow();
        return new Balance(folds, largest, sum / folds.size() / rows.classCount());
    }

    private static double[] deviations(Rows rows, int[] classRows) {
        double validation = IntStream.of(classRows).sum();
        return IntStream.range(0, classRows.length)
                .mapToDouble(c -> Math.abs(classRows[c] / validation - (double) rows.classSize(c) / rows.size()))
                .toArray();
    }

    private static Fold measure(Rows rows, int repeat, int fold, int[] classRows, double[] deviations) {
        int worst = IntStream.range(0, deviations.length)
                .boxed()
                .max(Comparator.<Integer>comparingDouble(c -> deviations[c]).thenComparing(Comparator.reverseOrder()))
                .orElseThrow();
        List<Integer> untrained = IntStream.range(0, classRows.length)
                .filter(c -> classRows[c] > 0 && classRows[c] == rows.classSize(c))
                .boxed()
                .toList();
        return new Fold(
                repeat,
                fold,
                IntStream.of(classRows).sum(),
                IntStream.of(classRows).boxed().toList(),
                worst,
                deviations[worst],
                untrained);
    }
}
