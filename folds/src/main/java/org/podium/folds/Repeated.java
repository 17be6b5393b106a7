package org.podium.folds;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A splitter used several times, each time under a seed of its own that follows from the given one and the number of the
 * repeat. Bounds are those of the splitter.
 *
 * <p>Repeats differ in which rows share a fold, not only in how the folds are numbered. With few groups, different seeds
 * can lead to the same best plan; a seed that gives the folds of an earlier repeat is passed over. Of nested folds the
 * outer ones differ.
 *
 * @param splitter must use the seed, as the repeats would be equal otherwise; nested folds must do so in the outer ones
 * @param times number of repeats, at least 1
 */
public record Repeated(Splitter splitter, int times) implements Splitter {
    /** Seeds tried for a repeat, on the average. */
    private static final int MOST_ATTEMPTS = 20;

    public Repeated {
        if (times < 1) {
            throw new IllegalArgumentException("number of repeats is " + times + ", must be at least 1");
        }
        if (splitter instanceof Nested nested && !nested.outer().usesSeed()) {
            throw new IllegalArgumentException(nested.outer()
                    + " gives the same outer folds under every seed: do not repeat it, repeat the inner splitter");
        }
        if (!splitter.usesSeed()) {
            throw new IllegalArgumentException(splitter + " gives the same folds under every seed: do not repeat it");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the splitter cannot split the rows, or in so many different ways
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        List<FoldPlan> plans = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (long attempt = 0; plans.size() < times; attempt++) {
            if (attempt == (long) times * MOST_ATTEMPTS) {
                throw new IllegalArgumentException(splitter + " found only " + plans.size()
                        + " different plans for these rows: use fewer repeats than " + times);
            }
            FoldPlan plan = splitter.split(rows, KeyedHash.of(seed, "repeat " + attempt));
            if (Collections.disjoint(seen, plan.divisions())) {
                seen.addAll(plan.divisions());
                plans.add(plan);
            }
        }
        return FoldPlan.joined(plans);
    }
}
