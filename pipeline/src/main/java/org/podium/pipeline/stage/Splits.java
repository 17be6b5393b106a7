package org.podium.pipeline.stage;

import java.io.IOException;
import org.podium.folds.FoldPlan;
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

    private FoldPlan inner(int number) {
        return plan.inner().get(number);
    }
}
