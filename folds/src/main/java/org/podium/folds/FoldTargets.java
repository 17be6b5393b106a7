package org.podium.folds;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Mean and standard deviation of the targets, in two passes over the rows whatever the number of folds. */
final class FoldTargets {
    private final int[] rows;
    private final double[] means;
    private final double[] squares;

    private FoldTargets(int sets) {
        rows = new int[sets];
        means = new double[sets];
        squares = new double[sets];
    }

    /** What set of rows, from 0, a row is in; negative for none. */
    private interface SetOfRow {
        int of(int row);
    }

    /** Of the validation rows of each fold of a repeat; empty ones if the rows have no targets. */
    static List<Optional<Balance.Moments>> of(Rows rows, FoldPlan plan, int repeat) {
        return rows.hasTargets()
                ? of(rows, plan.folds(), row -> plan.fold(repeat, row))
                : Collections.nCopies(plan.folds(), Optional.empty());
    }

    /** Of all rows; empty if they have no targets. */
    static Optional<Balance.Moments> ofAll(Rows rows) {
        return rows.hasTargets() ? of(rows, 1, row -> 0).get(0) : Optional.empty();
    }

    private static List<Optional<Balance.Moments>> of(Rows all, int sets, SetOfRow setOfRow) {
        FoldTargets targets = new FoldTargets(sets);
        for (int row = 0; row < all.size(); row++) {
            int set = setOfRow.of(row);
            if (set >= 0) {
                targets.rows[set]++;
                targets.means[set] += all.targetOf(row);
            }
        }
        for (int set = 0; set < sets; set++) {
            targets.means[set] /= targets.rows[set];
        }
        for (int row = 0; row < all.size(); row++) {
            int set = setOfRow.of(row);
            if (set >= 0) {
                double difference = all.targetOf(row) - targets.means[set];
                targets.squares[set] += difference * difference;
            }
        }
        List<Optional<Balance.Moments>> moments = new ArrayList<>();
        for (int set = 0; set < sets; set++) {
            double sd = Math.sqrt(targets.squares[set] / targets.rows[set]);
            moments.add(Optional.of(new Balance.Moments(targets.means[set], sd)));
        }
        return moments;
    }
}
