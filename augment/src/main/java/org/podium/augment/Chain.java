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
     * made at least so much smaller. Before that there may only be what does nothing: flips that were not drawn, and what
     * {@link Sometimes} left out.
     *
     * @param input the image's size
     * @param most a power of two; so is the result
     * @return 1 if it has to come as it is
     */
    public int reduction(ImageSize input, int most) {
        int first = first();
        if (first == changes.size()) {
            return 1;
        }
        if (changes.get(first) instanceof Chain chain) {
            return chain.reduction(input, most);
        }
        return changes.get(first) instanceof Window window ? window.reduction(input, most) : 1;
    }

    /**
     * What does the same to an image that comes in smaller; edges are whole pixels of the smaller one, the nearest. With a
     * factor of 1 it is this.
     *
     * @param factor at most the {@link #reduction}; the smaller image's sides are {@code input}'s divided by it, rounded up
     * @param input size of the image for which this was drawn
     */
    public Chain reduced(int factor, ImageSize input) {
        if (factor == 1) {
            return this;
        }
        int first = first();
        Change change = changes.get(first);
        List<Change> rest = new ArrayList<>(changes);
        rest.set(
                first,
                change instanceof Chain chain
                        ? chain.reduced(factor, input)
                        : ((Window) change).reduced(factor, input));
        return new Chain(rest);
    }

    /** Index of the first change that does anything; how many there are if none does. */
    private int first() {
        int first = 0;
        while (first < changes.size() && doesNothing(changes.get(first))) {
            first++;
        }
        return first;
    }

    private static boolean doesNothing(Change change) {
        return change instanceof Chain chain ? chain.first() == chain.changes.size() : change.equals(Symmetry.IDENTITY);
    }
}
