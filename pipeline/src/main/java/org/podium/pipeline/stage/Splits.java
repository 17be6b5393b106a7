package org.podium.pipeline.stage;

import java.io.IOException;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.RunFolder;

/**
 * The folds of a plan, counted through its repeats: fold f of repeat r is number r × folds + f. A job is one of these.
 *
 * @param plan the plan
 */
record Splits(FoldPlan plan) {
    static Splits read(RunFolder folder) throws IOException {
        return read(folder, RowTable.read(folder.file(RowTable.TRAIN)));
    }

    static Splits read(RunFolder folder, RowTable train) throws IOException {
        return new Splits(FoldTable.read(folder.file(FoldTable.FILE), train.ids()));
    }

    int count() {
        return plan.repeats() * plan.folds();
    }

    int repeat(int number) {
        return number / plan.folds();
    }

    int fold(int number) {
        return number % plan.folds();
    }

    /** Rows that are held out. */
    int[] validation(int number) {
        return plan.validation(repeat(number), fold(number));
    }

    /** Rows that weights are fitted to. */
    int[] training(int number) {
        return plan.inner().isEmpty()
                ? plan.training(repeat(number), fold(number))
                : inner(number).training(0, 0);
    }

    /** Rows that the best epoch is chosen on: the validation rows, or in a nested plan an inner hold-out. */
    int[] choosing(int number) {
        return plan.inner().isEmpty() ? validation(number) : inner(number).validation(0, 0);
    }

    /** What messages call a fold. */
    String name(int number) {
        return plan.repeats() > 1 ? "repeat " + repeat(number) + ", fold " + fold(number) : "fold " + fold(number);
    }

    /**
     * Fitting a network takes two rows.
     *
     * @param where begins the message
     * @throws UserError if a fold has fewer to train on
     */
    void requireTrainable(String where) {
        for (int number = 0; number < count(); number++) {
            int rows = training(number).length;
            if (rows < 2) {
                throw new UserError(where + ": " + name(number) + " would train on " + rows
                        + (rows == 1 ? " row" : " rows") + ", at least two are needed");
            }
        }
    }

    private FoldPlan inner(int number) {
        return plan.inner().get(number);
    }
}
