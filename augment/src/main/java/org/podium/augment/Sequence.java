package org.podium.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Transforms, one after the other; none at all leaves samples as they are. */
public record Sequence(List<Transform> transforms) implements Combinator {
    public Sequence {
        transforms = List.copyOf(transforms);
    }

    /** Draws every transform from the same stream, as a transform among others. */
    @Override
    public Chain draw(Sample sample, RandomGenerator random) {
        return draw(sample, i -> random);
    }

    /**
     * Draws what happens to one sample, each transform on the sample as those before have changed it. No pixel of the
     * image is touched; the mask is moved if a later transform reads it. What is returned can be kept and applied again.
     *
     * @param generators the stream of transform {@code i}, counted from 0; asked once for each. A stream of its own
     *     for each keeps the draws of one transform unmoved when another is edited
     */
    @SuppressWarnings("try") // the scope frees what is made inside it
    public Chain draw(Sample sample, IntFunction<RandomGenerator> generators) {
        List<Change> changes = new ArrayList<>(transforms.size());
        try (PointerScope scope = new PointerScope()) {
            Sample current = sample;
            for (int i = 0; i < transforms.size(); i++) {
                Change change = transforms.get(i).draw(current, generators.apply(i));
                changes.add(change);
                current = outline(current, change, i + 1);
            }
        }
        return new Chain(changes);
    }

    /** The same for an image of which nothing but the size is known. */
    @SuppressWarnings("try") // the scope frees what is made inside it
    public Chain draw(ImageSize size, IntFunction<RandomGenerator> generators) {
        try (PointerScope scope = new PointerScope()) {
            return draw(Sample.outline(size, Optional.empty()), generators);
        }
    }

    /** Draws and applies in one step. */
    public Sample apply(Sample sample, IntFunction<RandomGenerator> generators) {
        Check.image(sample.image());
        Sample current = sample;
        for (int i = 0; i < transforms.size(); i++) {
            current = transforms.get(i).draw(current, generators.apply(i)).apply(current);
        }
        return current;
    }

    /** Draws and applies in one step, for an image alone. */
    public Mat apply(Mat image, IntFunction<RandomGenerator> generators) {
        return apply(Sample.of(image), generators).image();
    }

    @Override
    public boolean readsMask() {
        return readsMask(0);
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        Optional<ImageSize> current = input;
        for (Transform transform : transforms) {
            current = transform.outputSize(current);
        }
        return current;
    }

    private boolean readsMask(int from) {
        return transforms.subList(from, transforms.size()).stream().anyMatch(Transform::readsMask);
    }

    /** What the transforms from {@code next} on look at when they draw. */
    private Sample outline(Sample current, Change change, int next) {
        if (readsMask(next)) {
            return Sample.outline(
                    change.outputSize(current.size()), current.mask().map(change::apply));
        }
        ImageSize size = change.outputSize(current.size());
        return size.equals(current.size()) ? current : Sample.outline(size, Optional.empty());
    }
}
