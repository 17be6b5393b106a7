package org.podium.folds;

import java.util.stream.IntStream;

/**
 * A splitter used several times, each time under a seed of its own that follows from the given one and the number of the
 * repeat. Bounds are those of the splitter.
 *
 * @param splitter must use the seed, as the repeats would be equal otherwise
 * @param times number of repeats, at least 1
 */
public record Repeated(Splitter splitter, int times) implements Splitter {
    public Repeated {
        if (times < 1) {
            throw new IllegalArgumentException("number of repeats is " + times + ", must be at least 1");
        }
        if (!splitter.usesSeed()) {
            throw new IllegalArgumentException(splitter + " gives the same folds under every seed: do not repeat it");
        }
    }

    @Override
    public FoldPlan split(Rows rows, long seed) {
        return FoldPlan.joined(IntStream.range(0, times)
                .mapToObj(repeat -> splitter.split(rows, KeyedHash.of(seed, "repeat " + repeat)))
                .toList());
    }
}
