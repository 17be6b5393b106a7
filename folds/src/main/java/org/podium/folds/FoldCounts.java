package org.podium.folds;

/**
 * The rows of one repeat, counted by fold and category.
 *
 * @param rows validation rows of each fold
 * @param trainingRows training rows of each fold
 * @param validation fold × category: validation rows
 * @param training fold × category: training rows
 */
record FoldCounts(int[] rows, int[] trainingRows, int[][] validation, int[][] training) {

    static FoldCounts of(Rows rows, Categories categories, FoldPlan plan, int repeat) {
        int folds = plan.folds();
        FoldCounts counts = new FoldCounts(
                new int[folds], new int[folds], new int[folds][categories.count()], new int[folds][categories.count()]);
        for (int row = 0; row < rows.size(); row++) {
            int fold = plan.fold(repeat, row);
            if (fold != FoldPlan.ALWAYS_TRAINS) {
                counts.rows[fold]++;
                categories.count(row, counts.validation[fold]);
            }
        }
        if (plan.hasIntervals()) {
            counts.countTraining(categories, plan, repeat);
        } else {
            counts.deriveTraining(rows, categories);
        }
        return counts;
    }

    private void countTraining(Categories categories, FoldPlan plan, int repeat) {
        for (int row = 0; row < plan.rows(); row++) {
            for (int fold = plan.trainsFrom(repeat, row); fold < plan.trainsTo(repeat, row); fold++) {
                if (plan.fold(repeat, row) != fold) {
                    trainingRows[fold]++;
                    categories.count(row, training[fold]);
                }
            }
        }
    }

    /** Every row that does not validate trains. */
    private void deriveTraining(Rows all, Categories categories) {
        for (int fold = 0; fold < rows.length; fold++) {
            trainingRows[fold] = all.size() - rows[fold];
            for (int c = 0; c < categories.count(); c++) {
                training[fold][c] = categories.size(c) - validation[fold][c];
            }
        }
    }
}
