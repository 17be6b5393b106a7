package org.podium.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Several of many transforms, each at most once, in the order they are listed in: albumentations' {@code SomeOf} with
 * {@code replace=False}.
 *
 * @param n how many, 1 to all of them
 * @param transforms at least one; all equally likely
 */
public record SomeOf(int n, List<Transform> transforms) implements Combinator {
    public SomeOf {
        transforms = List.copyOf(transforms);
        Check.that(
                n >= 1 && n <= transforms.size(),
                "SomeOf: n is from 1 to the number of transforms, which is %d, got %d",
                transforms.size(),
                n);
    }

    @Override
    public Chain draw(Sample sample, RandomGenerator random) {
        // Selection sampling (Knuth 3.4.2 S): every subset of n is equally likely, and the order stays.
        List<Transform> chosen = new ArrayList<>(n);
        for (int i = 0; i < transforms.size(); i++) {
            if (random.nextInt(transforms.size() - i) < n - chosen.size()) {
                chosen.add(transforms.get(i));
            }
        }
        return new Sequence(chosen).draw(sample, random);
    }

    @Override
    public boolean readsMask() {
        return transforms.stream().anyMatch(Transform::readsMask);
    }

    /** Known if no transform changes it, or if each makes the same of whatever comes in. */
    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        if (n == transforms.size()) {
            return new Sequence(transforms).outputSize(input);
        }
        Optional<ImageSize> whatever = new OneOf(transforms).outputSize(Optional.empty());
        boolean kept = IntStream.range(0, transforms.size())
                .allMatch(i -> transforms.get(i).outputSize(input).equals(input));
        return kept ? input : whatever;
    }
}
