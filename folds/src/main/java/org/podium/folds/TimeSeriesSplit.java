package org.podium.folds;

import java.util.OptionalInt;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * k folds along time: each validates a stretch of time and trains on what was before it.
 *
 * <p>As in scikit-learn's {@code TimeSeriesSplit}, and with the same rows where no times are equal: in the order of
 * time, the last k × t of n rows are validated in k stretches of t = ⌊n ÷ (k + 1)⌋ rows, the earliest in fold 0; the rows
 * before them never validate. A fold trains on all rows before its stretch, less a gap, or on the latest of these only.
 * Gap and window are counted in rows, as there.
 *
 * <p>Rows of equal time stand on the same side of every border: a stretch begins with all rows of its first time, the
 * gap is then at least, and the window at most, as many rows as asked for. Hence the bound: if no time has more than r
 * rows, a stretch has more than t − r and less than t + r rows, exactly t with r = 1, and two stretches differ by
 * 2(r − 1) rows at most. For a stretch's begin and end each move by up to r − 1 rows towards the past.
 *
 * @param k number of folds, at least 1
 * @param gap rows left out between training and validation, at least 0
 * @param window most rows that a fold trains on, at least 1; empty for all of the past
 */
public record TimeSeriesSplit(int k, int gap, OptionalInt window) implements Splitter {
    public TimeSeriesSplit {
        if (k < 1) {
            throw new IllegalArgumentException("number of folds is " + k + ", must be at least 1");
        }
        if (gap < 0) {
            throw new IllegalArgumentException("gap is " + gap + " rows, must be at least 0");
        }
        if (window.isPresent() && window.getAsInt() < 1) {
            throw new IllegalArgumentException("window is " + window.getAsInt() + " rows, must be at least 1");
        }
    }

    /** Folds that train on all of the past but a gap. */
    public static TimeSeriesSplit expanding(int k, int gap) {
        return new TimeSeriesSplit(k, gap, OptionalInt.empty());
    }

    /** Folds that train on the latest rows of the past but a gap. */
    public static TimeSeriesSplit sliding(int k, int gap, int window) {
        return new TimeSeriesSplit(k, gap, OptionalInt.of(window));
    }

    /** Of one fold, the times at which training begins and ends and validation begins; each end is exclusive. */
    private record Stretch(long trainsFrom, long trainsTo, long validatesFrom) {}

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows have no times, or are too few for the folds, the gap, the window and
     *     the rows that share a time
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        TimeOrder order = new TimeOrder(rows);
        if (rows.size() <= k) {
            throw new IllegalArgumentException(rows.size() + " rows, too few for " + k + " folds along time");
        }
        Stretch[] stretches =
                IntStream.range(0, k).mapToObj(fold -> stretch(order, fold)).toArray(Stretch[]::new);
        // All three kinds of borders ascend from fold to fold, so counting those passed tells the folds.
        long[] validatesFrom = borders(stretches, Stretch::validatesFrom);
        long[] trainsTo = borders(stretches, Stretch::trainsTo);
        long[] trainsFrom = borders(stretches, Stretch::trainsFrom);
        int[] foldOf = new int[rows.size()];
        int[] from = new int[rows.size()];
        int[] to = new int[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            long time = rows.timeOf(row);
            foldOf[row] = FoldPlan.ALWAYS_TRAINS + TimeOrder.upTo(time, validatesFrom);
            from[row] = TimeOrder.upTo(time, trainsTo);
            to[row] = TimeOrder.upTo(time, trainsFrom);
        }
        return FoldPlan.of(k, foldOf, from, to);
    }

    private static long[] borders(Stretch[] stretches, ToLongFunction<Stretch> border) {
        return Stream.of(stretches).mapToLong(border).toArray();
    }

    private Stretch stretch(TimeOrder order, int fold) {
        int rows = order.size() / (k + 1);
        int validation = order.borderUpTo(order.size() - (k - fold) * rows);
        int end = order.borderUpTo(Math.max(0, validation - gap));
        int begin = order.borderFrom(Math.max(0, end - window.orElse(end)));
        if (begin >= end) {
            throw new IllegalArgumentException("fold " + fold + " would train on no row: its validation begins after "
                    + validation + " rows, the gap is " + gap + " rows"
                    + (window.isPresent() ? " and the window " + window.getAsInt() + " rows" : ""));
        }
        return new Stretch(order.timeAt(begin), order.timeAt(end), order.timeAt(validation));
    }

    @Override
    public boolean usesSeed() {
        return false;
    }
}
