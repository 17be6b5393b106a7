package org.podium.augment;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One of several transforms: albumentations' {@code OneOf}, torchvision's {@code RandomChoice}.
 *
 * @param transforms at least one
 * @param weights how likely each is, relative to the others, at least 0 and not all 0; empty for all alike.
 *     (albumentations takes each transform's own {@code p} for it.)
 */
public record OneOf(List<Transform> transforms, List<Double> weights) implements Combinator {
    /** Of the components that have one. */
    public static final Map<String, Object> DEFAULTS = Map.of("weights", List.of());

    public OneOf {
        transforms = List.copyOf(transforms);
        weights = List.copyOf(weights);
        Check.that(!transforms.isEmpty(), "OneOf: at least one transform to choose from");
        Check.that(
                weights.isEmpty() || weights.size() == transforms.size(),
                "OneOf: a weight for each of %d transforms or none at all, got %d",
                transforms.size(),
                weights.size());
        weights.forEach(weight -> Check.factor("OneOf: a weight", weight));
        Check.that(weights.isEmpty() || sum(weights) > 0, "OneOf: weights are not all 0");
    }

    /** All alike. */
    public OneOf(List<Transform> transforms) {
        this(transforms, List.of());
    }

    @Override
    public Change draw(Sample sample, RandomGenerator random) {
        return transforms.get(index(random)).draw(sample, random);
    }

    @Override
    public boolean readsMask() {
        return transforms.stream().anyMatch(Transform::readsMask);
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        List<Optional<ImageSize>> sizes = transforms.stream()
                .map(transform -> transform.outputSize(input))
                .distinct()
                .toList();
        return sizes.size() == 1 ? sizes.get(0) : Optional.empty();
    }

    private int index(RandomGenerator random) {
        List<Double> shares = weights.isEmpty() ? Collections.nCopies(transforms.size(), 1.0) : weights;
        double left = sum(shares) * random.nextDouble();
        int last = 0;
        for (int i = 0; i < shares.size(); i++) {
            if (shares.get(i) > 0) {
                last = i;
                left -= shares.get(i);
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }

    private static double sum(List<Double> weights) {
        return weights.stream().mapToDouble(Double::doubleValue).sum();
    }
}
