package org.podium.pipeline.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.podium.folds.FoldPlan;

/**
 * Do the folds learn from the future? Rows without a time are passed over.
 *
 * @param folds number of folds of all repeats in which both training and validation rows have times
 * @param backward folds that train on rows later than the first that they validate
 * @param later of all training rows of these folds, the share that is later than the first validation row
 * @param test where the test rows lie, if their times are known
 */
public record TimeOrder(int folds, int backward, double later, Optional<TestTimes> test) {
    private static final String NAME = "time";

    /**
     * Test rows against all labelled rows.
     *
     * @param after share of them later than the last labelled row
     * @param before share of them earlier than the first labelled row
     */
    public record TestTimes(double after, double before) {
        private static final double NEARLY_ALL = 0.95;

        boolean areLater() {
            return after >= NEARLY_ALL;
        }

        boolean areEarlier() {
            return before >= NEARLY_ALL;
        }
    }

    /**
     * @param times of the labelled rows as {@code competition.Times} gives them
     * @param testTimes of the test rows, where they are known
     */
    public static TimeOrder of(FoldPlan plan, double[] times, Optional<double[]> testTimes) {
        if (plan.rows() != times.length) {
            throw new IllegalArgumentException(plan.rows() + " rows have folds, but " + times.length + " have times");
        }
        int folds = 0;
        int backward = 0;
        double later = 0;
        double rows = 0;
        for (int repeat = 0; repeat < plan.repeats(); repeat++) {
            for (int fold = 0; fold < plan.folds(); fold++) {
                double[] training = known(plan.training(repeat, fold), times);
                double first = Arrays.stream(known(plan.validation(repeat, fold), times))
                        .min()
                        .orElse(Double.NaN);
                if (training.length > 0 && !Double.isNaN(first)) {
                    long after =
                            Arrays.stream(training).filter(time -> time > first).count();
                    folds++;
                    backward += after > 0 ? 1 : 0;
                    later += after;
                    rows += after > 0 ? training.length : 0;
                }
            }
        }
        return new TimeOrder(
                folds, backward, rows == 0 ? 0 : later / rows, testTimes.flatMap(test -> test(times, test)));
    }

    private static Optional<TestTimes> test(double[] times, double[] testTimes) {
        double[] known =
                Arrays.stream(times).filter(time -> !Double.isNaN(time)).toArray();
        double[] test =
                Arrays.stream(testTimes).filter(time -> !Double.isNaN(time)).toArray();
        if (known.length == 0 || test.length == 0) {
            return Optional.empty();
        }
        double first = DoubleStream.of(known).min().orElseThrow();
        double last = DoubleStream.of(known).max().orElseThrow();
        return Optional.of(new TestTimes(
                (double) Arrays.stream(test).filter(time -> time > last).count() / test.length,
                (double) Arrays.stream(test).filter(time -> time < first).count() / test.length));
    }

    private static double[] known(int[] rows, double[] times) {
        return IntStream.of(rows)
                .mapToDouble(row -> times[row])
                .filter(time -> !Double.isNaN(time))
                .toArray();
    }

    /**
     * The line of the checklist. Learning from later rows is a fault where the test rows are all later than the training
     * rows, harmless where they lie among them, and doubtful where nobody knows.
     *
     * @param column name of the time column
     */
    public CheckLine line(String column) {
        if (folds == 0) {
            return CheckLine.skipped(NAME, "no fold has both training and validation rows with a '" + column + "'");
        }
        if (test.isPresent() && test.get().areEarlier()) {
            return CheckLine.warned(
                    NAME,
                    String.format(
                            Locale.ROOT,
                            "%.0f %% of the test rows are earlier by '%s' than all training rows",
                            100 * test.get().before(),
                            column),
                    "See whether train and test were mixed up, or '" + column + "' counts backwards.");
        }
        if (backward == 0) {
            return CheckLine.passed(NAME, "no fold trains on rows later by '" + column + "' than those it validates");
        }
        String finding = String.format(
                Locale.ROOT,
                "%d of %d folds train on rows later by '%s' than the first they validate (%.0f %% of their training rows)",
                backward,
                folds,
                column,
                100 * later);
        if (test.isEmpty()) {
            return CheckLine.warned(
                    NAME,
                    finding + "; when the test rows were taken is not known",
                    "If the test rows are later than the training rows, use folds.kind: time-series.");
        }
        return test.get().areLater()
                ? CheckLine.failed(
                        NAME,
                        finding
                                + String.format(
                                        Locale.ROOT,
                                        ", but %.0f %% of the test rows are later than all training rows",
                                        100 * test.get().after()),
                        "Use folds.kind: time-series, which validates rows later than those they train on.")
                : CheckLine.passed(NAME, finding + ", and the test rows lie among them in time");
    }
}
