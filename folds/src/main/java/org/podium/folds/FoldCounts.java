package org.podium.folds;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rows of one repeat, counted by fold and category.
 *
 * @param rows validation rows of each fold
 * @param trainingRows training rows of each fold
 * @param validation fold × category: validation rows
 * @param training fold × category: training rows; no array where every row trains that does not validate
 */
record FoldCounts(int[] rows, int[] trainingRows, int[][] validation, Optional<int[][]> training) {

    static FoldCounts of(Rows rows, Categories categories, FoldPlan plan, int repeat) {
        int folds = plan.folds();
        FoldCounts counts = new FoldCounts(
                new int[folds],
                new int[folds],
                new int[folds][categories.count()],
                plan.hasIntervals() ? Optional.of(new int[folds][categories.count()]) : Optional.empty());
        for (int row = 0; row < rows.size(); row++) {
            int fold = plan.fold(repeat, row);
            if (fold != FoldPlan.ALWAYS_TRAINS) {
                counts.rows[fold]++;
                categories.count(row, counts.validation[fold]);
            }
        }
        counts.training.ifPresentOrElse(
                training -> counts.countTraining(categories, plan, repeat, training),
                () -> Arrays.setAll(counts.trainingRows, fold -> rows.size() - counts.rows[fold]));
        return counts;
    }

    private void countTraining(Categories categories, FoldPlan plan, int repeat, int[][] training) {
        for (int row = 0; row < plan.rows(); row++) {
            for (int fold = plan.trainsFrom(repeat, row); fold < plan.trainsTo(repeat, row); fold++) {
                if (plan.fold(repeat, row) != fold) {
                    trainingRows[fold]++;
                    categories.count(row, training[fold]);
                }
            }
        }
    }

    /** The categories with rows, but none in the training set of a fold. */
    List<Integer> untrained(Categories categories, int fold) {
        return IntStream.range(0, categories.count())
                .filter(c -> categories.size(c) > 0 && trained(categories, fold, c) == 0)
                .boxed()
                .toList();
    }

    private int trained(Categories categories, int fold, int category) {
        return training.map(counts -> counts[fold][category])
                .orElseGet(() -> categories.size(category) - validation[fold][category]);
    }
}
