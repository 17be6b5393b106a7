package org.podium.augment;

import java.util.ArrayList;
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

    /**
     * How many times smaller than it is an image may come in, because what happens first is that part of it is cut out and
     * made at least so much smaller.
     *
     * @param input the image's size
     * @param most a power of two; so is the result
     * @return 1 if it has to come as it is
     */
    public int reduction(ImageSize input, int most) {
        return !changes.isEmpty() && changes.get(0) instanceof Window window ? window.reduction(input, most) : 1;
    }

    /**
     * What does the same to an image that comes in smaller; edges are whole pixels of the smaller one, the nearest.
     *
     * @param factor at most the {@link #reduction}; the smaller image's sides are {@code input}'s divided by it, rounded up
     * @param input size of the image for which this was drawn
     */
    public Chain reduced(int factor, ImageSize input) {
        List<Change> rest = new ArrayList<>(changes);
        rest.set(0, ((Window) changes.get(0)).reduced(factor, input));
        return new Chain(rest);
    }
}
