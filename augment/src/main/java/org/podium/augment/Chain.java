package org.podium.augment;

import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.opencv_core.Mat;

/** One change after the other; none at all leaves everything as it is. */
public record Chain(List<Change> changes) implements Change {
    public Chain {
        changes = List.copyOf(changes);
    }

    /** A change with a probability, from 0 to 1, or none. */
    static Change sometimes(double p, Change change, RandomGenerator random) {
        return random.nextDouble() < p ? change : new Chain(List.of());
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        return fold(image, Change::apply);
    }

    @Override
    public Mask apply(Mask mask) {
        return fold(mask, Change::apply);
    }

    @Override
    public Sample apply(Sample sample) {
        Check.image(sample.image());
        return fold(sample, Change::apply);
    }

    @Override
    public ImageSize outputSize(ImageSize input) {
        return fold(input, Change::outputSize);
    }

    private <T> T fold(T start, BiFunction<Change, T, T> step) {
        T current = start;
        for (Change change : changes) {
            current = step.apply(change, current);
        }
        return current;
    }
}
