package org.podium.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Some of fourteen operations, one after the other, all equally strong: torchvision's {@code RandAugment} (Cubuk et al.,
 * "RandAugment: Practical automated data augmentation with a reduced search space", 2019). The operations are identity,
 * shear and translation along both axes, rotation, brightness, colour, contrast, sharpness, posterize, solarize, auto
 * contrast and equalize; the same one may come up again. It departs in that images are interpolated linearly.
 *
 * @param numOps how many operations, 0 or more
 * @param magnitude how strong, 0 up to one less than {@code numMagnitudeBins}
 * @param numMagnitudeBins steps from nothing to the strongest there is, at least 2
 * @param border what appears at the edges; torchvision's {@code fill} is grey there, and black if it is not given
 */
public record RandAugment(int numOps, int magnitude, int numMagnitudeBins, Border border) implements Combinator {
    public static final RandAugment DEFAULTS = new RandAugment(2, 9, 31, Border.DEFAULTS);

    public RandAugment {
        Check.that(numOps >= 0, "RandAugment: num ops is 0 or more, got %d", numOps);
        Check.that(numMagnitudeBins >= 2, "RandAugment: num magnitude bins is at least 2, got %d", numMagnitudeBins);
        Check.that(
                magnitude >= 0 && magnitude < numMagnitudeBins,
                "RandAugment: magnitude is from 0 to below num magnitude bins, which is %d, got %d",
                numMagnitudeBins,
                magnitude);
    }

    @Override
    public Chain draw(Sample sample, RandomGenerator random) {
        double share = (double) magnitude / (numMagnitudeBins - 1);
        Operation.Strongest strongest = Operation.Strongest.ofRandAugment(sample.size());
        List<Change> changes = new ArrayList<>(numOps);
        for (int i = 0; i < numOps; i++) {
            Operation operation = Operation.any(random);
            changes.add(operation.change(operation.signed(share, random), strongest, sample.size(), border));
        }
        return new Chain(changes);
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return input;
    }
}
