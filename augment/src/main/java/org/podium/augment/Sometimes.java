package org.podium.augment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Another transform, with a probability: {@code p} of every albumentations transform, torchvision's {@code RandomApply}.
 *
 * @param p probability, 0 to 1; a half unless given
 */
public record Sometimes(double p, Transform transform) implements Combinator {
    /** Of the components that have one. */
    public static final Map<String, Object> DEFAULTS = Map.of("p", 0.5);

    public Sometimes {
        Check.probability("Sometimes", p);
    }

    /** Draws whether first, then what, so that a transform that does not happen leaves its draws out. */
    @Override
    public Change draw(Sample sample, RandomGenerator random) {
        return random.nextDouble() < p ? transform.draw(sample, random) : new Chain(List.of());
    }

    @Override
    public boolean readsMask() {
        return transform.readsMask();
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        Optional<ImageSize> changed = transform.outputSize(input);
        if (p == 0 || p == 1) {
            return p == 0 ? input : changed;
        }
        return changed.equals(input) ? input : Optional.empty();
    }
}
