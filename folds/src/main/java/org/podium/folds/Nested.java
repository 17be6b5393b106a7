package org.podium.folds;

import java.util.ArrayList;
import java.util.List;

/**
 * Folds within the training set of every fold, so that choices can be made without a look at the rows that judge them.
 *
 * <p>The plan is that of the outer splitter; {@link FoldPlan#inner()} has one plan for each of its folds, made by the
 * inner splitter from the training rows of the fold alone, under a seed of its own. Bounds are those of the two
 * splitters.
 *
 * @param outer splits all rows
 * @param inner splits each training set
 */
public record Nested(Splitter outer, Splitter inner) implements Splitter {
    public Nested {
        if (outer instanceof Nested || inner instanceof Nested) {
            throw new IllegalArgumentException("nested folds cannot be nested again");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows, or those of a training set, cannot be split, or either splitter gives
     *     nested folds itself
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        FoldPlan plan = outer.split(rows, KeyedHash.of(seed, "outer"));
        List<FoldPlan> inside = new ArrayList<>();
        for (int repeat = 0; repeat < plan.repeats(); repeat++) {
            for (int fold = 0; fold < plan.folds(); fold++) {
                int[] training = plan.training(repeat, fold);
                long innerSeed = KeyedHash.of(seed, "inner " + repeat + " " + fold);
                FoldPlan part = split(rows.select(training), innerSeed, repeat, fold);
                inside.add(part.widened(training, rows.size()));
            }
        }
        return plan.withInner(inside);
    }

    private FoldPlan split(Rows training, long seed, int repeat, int fold) {
        try {
            return inner.split(training, seed);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "training set of repeat " + repeat + ", fold " + fold + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean usesSeed() {
        return outer.usesSeed() || inner.usesSeed();
    }
}
