package org.podium.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One of the operations of {@link RandAugment}, weak or very strong: torchvision's {@code TrivialAugmentWide} (Müller and
 * Hutter, "TrivialAugment: Tuning-free Yet State-of-the-Art Data Augmentation", 2021). It departs in that images are
 * interpolated linearly.
 *
 * @param numMagnitudeBins steps from nothing to the strongest there is, at least 2, all equally likely
 * @param border what appears at the edges; torchvision's {@code fill} is grey there, and black if it is not given
 */
public record TrivialAugmentWide(int numMagnitudeBins, Border border) implements Combinator {
    public static final TrivialAugmentWide DEFAULTS = new TrivialAugmentWide(31, Border.DEFAULTS);

    public TrivialAugmentWide {
        Check.that(
                numMagnitudeBins >= 2,
                "TrivialAugmentWide: num magnitude bins is at least 2, got %d",
                numMagnitudeBins);
    }

    @Override
    public Change draw(Sample sample, RandomGenerator random) {
        Operation operation = Operation.any(random);
        double share = random.nextInt(numMagnitudeBins) / (numMagnitudeBins - 1.0);
        return operation.change(
                operation.signed(share, random), Operation.Strongest.OF_TRIVIAL_AUGMENT, sample.size(), border);
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return input;
    }
}
