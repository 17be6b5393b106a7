package org.podium.folds;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * In which fold each row validates and in which it trains, once per repeat. Immutable.
 *
 * <p>Within a repeat a row is in the validation set of one fold at most, and in the training sets of all others; a row
 * marked {@link #ALWAYS_TRAINS} (the larger part of a hold-out) is in every training set. Where time runs, a row trains
 * only in an interval of the folds, and may go unused in the others. Every fold has at least one validation and one
 * training row.
 *
 * <p>Up to 127 folds take one byte a row and repeat, and two more where there are intervals.
 */
public final class FoldPlan {
    /** The fold of a row that is in no validation set. */
    public static final int ALWAYS_TRAINS = -1;

    private final int folds;
    private final List<Repeat> repeats;
    private final List<FoldPlan> inner;

    /** One repeat; the interval of folds in which a row trains is {@code null} where all rows train in all. */
    private record Repeat(CompactInts foldOf, CompactInts trainsFrom, CompactInts trainsTo) {}

    private FoldPlan(int folds, List<Repeat> repeats, List<FoldPlan> inner) {
        this.folds = folds;
        this.repeats = repeats;
        this.inner = inner;
    }

    /**
     * A plan of one repeat.
     *
     * @param folds number of folds, at least 1
     * @param foldOf fold of each row, 0 to {@code folds - 1} or {@link #ALWAYS_TRAINS}
     * @throws IllegalArgumentException if a fold is out of range, validates no row or trains on none
     */
    public static FoldPlan of(int folds, int[] foldOf) {
        return repeated(folds, new int[][] {foldOf});
    }

    /**
     * A plan of several repeats, each with the same rows and number of folds.
     *
     * @param folds number of folds of each repeat, at least 1
     * @param foldOf repeat × row: fold of each row, 0 to {@code folds - 1} or {@link #ALWAYS_TRAINS}
     * @throws IllegalArgumentException if there is no repeat, repeats differ in length, or a repeat has a fold that is
     *     out of range, validates no row or trains on none
     */
    public static FoldPlan repeated(int folds, int[][] foldOf) {
        requireFolds(folds);
        return joined(IntStream.range(0, foldOf.length)
                .mapToObj(repeat -> checked(folds, new Repeat(folds(folds, foldOf[repeat]), null, null), repeat))
                .toList());
    }

    /**
     * A plan of one repeat in which rows do not train in every fold.
     *
     * @param folds number of folds, at least 1
     * @param foldOf fold of each row, 0 to {@code folds - 1} or −1 for a row that never validates
     * @param trainsFrom first fold in which each row may train, from 0
     * @param trainsTo fold after the last one in which each row may train, {@code folds} at most; it does not train in
     *     the fold in which it validates
     * @throws IllegalArgumentException if lengths differ, a fold or an interval is out of range, or a fold validates no
     *     row or trains on none
     */
    public static FoldPlan of(int folds, int[] foldOf, int[] trainsFrom, int[] trainsTo) {
        requireFolds(folds);
        if (trainsFrom.length != foldOf.length || trainsTo.length != foldOf.length) {
            throw new IllegalArgumentException("folds of " + foldOf.length + " rows, but intervals of "
                    + trainsFrom.length + " and " + trainsTo.length);
        }
        CompactInts from = CompactInts.upTo(folds, foldOf.length);
        CompactInts to = CompactInts.upTo(folds, foldOf.length);
        boolean restricted = false;
        for (int row = 0; row < foldOf.length; row++) {
            restricted |= trainsFrom[row] != 0 || trainsTo[row] != folds;
            if (trainsFrom[row] < 0 || trainsTo[row] < trainsFrom[row] || trainsTo[row] > folds) {
                throw new IllegalArgumentException("row " + row + " trains in the folds from " + trainsFrom[row]
                        + " to before " + trainsTo[row] + ", must be an interval within 0 to " + folds);
            }
            from.set(row, trainsFrom[row]);
            to.set(row, trainsTo[row]);
        }
        CompactInts compact = folds(folds, foldOf);
        // Intervals of all folds say nothing, and two plans that say the same are equal.
        return checked(folds, restricted ? new Repeat(compact, from, to) : new Repeat(compact, null, null), 0);
    }

    /** A plan of one repeat that keeps the folds given, which are not to be changed any more. */
    static FoldPlan of(int folds, CompactInts foldOf) {
        requireFolds(folds);
        return checked(folds, new Repeat(foldOf, null, null), 0);
    }

    /**
     * The repeats of several plans after one another, with their inner plans.
     *
     * @throws IllegalArgumentException if there is no plan, or plans differ in rows, folds or in having inner plans
     */
    static FoldPlan joined(List<FoldPlan> plans) {
        if (plans.isEmpty()) {
            throw new IllegalArgumentException("no repeats: at least one is needed");
        }
        FoldPlan first = plans.get(0);
        List<Repeat> repeats = new ArrayList<>();
        List<FoldPlan> inner = new ArrayList<>();
        for (FoldPlan plan : plans) {
            if (plan.rows() != first.rows()) {
                throw new IllegalArgumentException(
                        "repeat " + repeats.size() + " has " + plan.rows() + " rows, repeat 0 has " + first.rows());
            }
            if (plan.folds != first.folds || plan.inner.isEmpty() != first.inner.isEmpty()) {
                throw new IllegalArgumentException("repeats differ in folds: " + first + " and " + plan);
            }
            repeats.addAll(plan.repeats);
            inner.addAll(plan.inner);
        }
        return new FoldPlan(first.folds, List.copyOf(repeats), List.copyOf(inner));
    }

    /**
     * The same plan, with a plan for each of its training sets.
     *
     * @param inner one plan a fold, by repeat, then by fold, for the same rows; rows that the outer fold does not train
     *     on are unused in it
     * @throws IllegalArgumentException if there is not one plan a fold, one is for other rows, or it uses a row that is
     *     not in the training set, or if this plan or one of them has inner plans already
     */
    public FoldPlan withInner(List<FoldPlan> inner) {
        if (inner.size() != repeats() * folds) {
            throw new IllegalArgumentException(
                    inner.size() + " inner plans for " + repeats() + " × " + folds + " folds");
        }
        if (isNested() || inner.stream().anyMatch(FoldPlan::isNested)) {
            throw new IllegalArgumentException("nested folds cannot be nested again");
        }
        for (int i = 0; i < inner.size(); i++) {
            FoldPlan plan = inner.get(i);
            int repeat = i / folds;
            int fold = i % folds;
            if (plan.rows() != rows()) {
                throw new IllegalArgumentException(
                        "the inner plan is for " + plan.rows() + " rows, the outer one for " + rows());
            }
            for (int row = 0; row < rows(); row++) {
                if (!trains(repeat, fold, row) && plan.uses(row)) {
                    throw new IllegalArgumentException("the inner plan of repeat " + repeat + ", fold " + fold
                            + " uses row " + row + ", which that fold does not train on");
                }
            }
        }
        return new FoldPlan(folds, repeats, List.copyOf(inner));
    }

    /**
     * This plan for a part of the rows, as one for all of them; the others are unused.
     *
     * @param part rows that this plan is for, in its order
     * @param rows number of all rows
     */
    FoldPlan widened(int[] part, int rows) {
        List<Repeat> wide = new ArrayList<>();
        for (int repeat = 0; repeat < repeats(); repeat++) {
            CompactInts foldOf = CompactInts.upTo(folds, rows);
            foldOf.fill(ALWAYS_TRAINS);
            CompactInts from = CompactInts.upTo(folds, rows);
            CompactInts to = CompactInts.upTo(folds, rows);
            for (int i = 0; i < part.length; i++) {
                foldOf.set(part[i], fold(repeat, i));
                from.set(part[i], trainsFrom(repeat, i));
                to.set(part[i], trainsTo(repeat, i));
            }
            wide.add(new Repeat(foldOf, from, to));
        }
        return new FoldPlan(
                folds,
                List.copyOf(wide),
                inner.stream().map(plan -> plan.widened(part, rows)).toList());
    }

    /**
     * The divisions of this plan, one a repeat, to be compared: equal where the same rows share a fold, whatever the
     * folds are numbered. Where there are intervals of folds, which come one after the other, numbers count.
     */
    List<?> divisions() {
        return repeats.stream()
                .map(repeat ->
                        repeat.trainsFrom == null ? new Repeat(numberedByFirstRow(repeat.foldOf), null, null) : repeat)
                .toList();
    }

    private CompactInts numberedByFirstRow(CompactInts foldOf) {
        CompactInts renumbered = CompactInts.upTo(folds, foldOf.size());
        int[] numbers = new int[folds];
        int numbered = 0;
        for (int row = 0; row < foldOf.size(); row++) {
            int fold = foldOf.get(row);
            if (fold != ALWAYS_TRAINS && numbers[fold] == 0) {
                numbers[fold] = ++numbered;
            }
            renumbered.set(row, fold == ALWAYS_TRAINS ? ALWAYS_TRAINS : numbers[fold] - 1);
        }
        return renumbered;
    }

    private static void requireFolds(int folds) {
        if (folds < 1) {
            throw new IllegalArgumentException("number of folds is " + folds + ", must be at least 1");
        }
    }

    private static CompactInts folds(int folds, int[] foldOf) {
        CompactInts compact = CompactInts.upTo(folds, foldOf.length);
        for (int row = 0; row < foldOf.length; row++) {
            if (foldOf[row] < ALWAYS_TRAINS || foldOf[row] >= folds) {
                throw new IllegalArgumentException("fold of row " + row + " is " + foldOf[row] + ", must be 0 to "
                        + (folds - 1) + ", or " + ALWAYS_TRAINS + " for a row that always trains");
            }
            compact.set(row, foldOf[row]);
        }
        return compact;
    }

    private static FoldPlan checked(int folds, Repeat repeat, int number) {
        // Before anything is counted by fold: a wrong fold read from somewhere could ask for billions of them.
        if (folds > repeat.foldOf.size()) {
            throw new IllegalArgumentException(folds + " folds, but only " + repeat.foldOf.size() + " rows");
        }
        FoldPlan plan = new FoldPlan(folds, List.of(repeat), List.of());
        int[] validating = new int[folds];
        // How many more rows may train in a fold than in the fold before it.
        int[] more = new int[folds + 1];
        int[] notTraining = new int[folds];
        for (int row = 0; row < plan.rows(); row++) {
            int fold = repeat.foldOf.get(row);
            int from = plan.trainsFrom(0, row);
            int to = plan.trainsTo(0, row);
            more[from]++;
            more[to]--;
            if (fold != ALWAYS_TRAINS) {
                validating[fold]++;
                notTraining[fold] += from <= fold && fold < to ? 1 : 0;
            }
        }
        int training = 0;
        for (int fold = 0; fold < folds; fold++) {
            training += more[fold];
            if (validating[fold] == 0 || training == notTraining[fold]) {
                throw new IllegalArgumentException("fold " + fold + " of repeat " + number + " would "
                        + (validating[fold] == 0 ? "validate no row" : "leave no row to train on") + " (" + plan.rows()
                        + " rows in " + folds + " folds)");
            }
        }
        return plan;
    }

    /** Number of rows. */
    public int rows() {
        return repeats.get(0).foldOf.size();
    }

    /** Number of repeats, at least 1. */
    public int repeats() {
        return repeats.size();
    }

    /** Number of folds of each repeat, at least 1. */
    public int folds() {
        return folds;
    }

    /**
     * For a nested plan, one plan for each training set, by repeat, then by fold; otherwise empty. They are for the same
     * rows, and do not use those that the outer fold does not train on.
     */
    public List<FoldPlan> inner() {
        return inner;
    }

    private boolean isNested() {
        return !inner.isEmpty();
    }

    /** Whether rows train in an interval of the folds only, in any repeat. */
    public boolean hasIntervals() {
        return repeats.stream().anyMatch(repeat -> repeat.trainsFrom != null);
    }

    /** Fold in which a row validates in a repeat, or {@link #ALWAYS_TRAINS}. */
    public int fold(int repeat, int row) {
        return repeats.get(repeat).foldOf.get(row);
    }

    /** First fold of a repeat in which a row may train. */
    public int trainsFrom(int repeat, int row) {
        CompactInts from = repeats.get(repeat).trainsFrom;
        return from == null ? 0 : from.get(row);
    }

    /** The fold after the last one of a repeat in which a row may train. */
    public int trainsTo(int repeat, int row) {
        CompactInts to = repeats.get(repeat).trainsTo;
        return to == null ? folds : to.get(row);
    }

    /** Whether a row is in the training set of a fold. */
    public boolean trains(int repeat, int fold, int row) {
        return fold(repeat, row) != fold && trainsFrom(repeat, row) <= fold && fold < trainsTo(repeat, row);
    }

    private boolean uses(int row) {
        return IntStream.range(0, repeats())
                .anyMatch(repeat ->
                        fold(repeat, row) != ALWAYS_TRAINS || trainsFrom(repeat, row) < trainsTo(repeat, row));
    }

    /** Rows that validate in a fold of a repeat, ascending. */
    public int[] validation(int repeat, int fold) {
        return rowsWhere(fold, row -> fold(repeat, row) == fold);
    }

    /** Rows that train in a fold of a repeat, ascending. */
    public int[] training(int repeat, int fold) {
        return rowsWhere(fold, row -> trains(repeat, fold, row));
    }

    /** Rows that neither validate nor train in a fold of a repeat, ascending. */
    public int[] unused(int repeat, int fold) {
        return rowsWhere(fold, row -> fold(repeat, row) != fold && !trains(repeat, fold, row));
    }

    /**
     * {@link #fold(int, int)} of a plan with one repeat.
     *
     * @throws IllegalStateException if the plan has several
     */
    public int fold(int row) {
        return fold(onlyRepeat(), row);
    }

    /**
     * {@link #validation(int, int)} of a plan with one repeat.
     *
     * @throws IllegalStateException if the plan has several
     */
    public int[] validation(int fold) {
        return validation(onlyRepeat(), fold);
    }

    /**
     * {@link #training(int, int)} of a plan with one repeat.
     *
     * @throws IllegalStateException if the plan has several
     */
    public int[] training(int fold) {
        return training(onlyRepeat(), fold);
    }

    private int onlyRepeat() {
        // Falling back to the first repeat would silently drop the others.
        if (repeats() != 1) {
            throw new IllegalStateException("the plan has " + repeats() + " repeats: say which");
        }
        return 0;
    }

    private int[] rowsWhere(int fold, IntPredicate test) {
        if (fold < 0 || fold >= folds) {
            throw new IndexOutOfBoundsException("fold is " + fold + ", must be 0 to " + (folds - 1));
        }
        return IntStream.range(0, rows()).filter(test).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FoldPlan that
                && folds == that.folds
                && repeats.equals(that.repeats)
                && inner.equals(that.inner);
    }

    @Override
    public int hashCode() {
        return Objects.hash(folds, repeats, inner);
    }

    @Override
    public String toString() {
        return "FoldPlan[" + rows() + " rows, " + repeats() + " repeats, " + folds + " folds"
                + (inner.isEmpty() ? "]" : ", nested]");
    }
}
