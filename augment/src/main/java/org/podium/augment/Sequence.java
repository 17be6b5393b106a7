package org.podium.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.opencv_core.Mat;

/** Transforms, one after the other; none at all leaves images as they are. */
public record Sequence(List<Transform> transforms) {
    public Sequence {
        transforms = List.copyOf(transforms);
    }

    /**
     * Draws what happens to one image, which needs its size and not its pixels. What is returned can be kept and
     * applied again.
     *
     * @param size the image's size
     * @param generators the stream of transform {@code i}, counted from 0; asked once for each. A stream of its own
     *     for each keeps the draws of one transform unmoved when another is edited
     */
    public Chain draw(ImageSize size, IntFunction<RandomGenerator> generators) {
        List<Change> changes = new ArrayList<>(transforms.size());
        ImageSize current = size;
        for (int i = 0; i < transforms.size(); i++) {
            Change change = transforms.get(i).draw(current, generators.apply(i));
            changes.add(change);
            current = change.outputSize(current);
        }
        return new Chain(changes);
    }

    /** Draws and applies in one step. */
    public Mat apply(Mat image, IntFunction<RandomGenerator> generators) {
        return draw(ImageSize.of(image), generators).apply(image);
    }
}
