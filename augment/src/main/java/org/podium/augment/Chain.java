package org.podium.augment;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** One change after the other; none at all leaves the image as it is. */
public record Chain(List<Change> changes) implements Change {
    public Chain {
        changes = List.copyOf(changes);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        Mat current = image;
        for (Change change : changes) {
            current = change.apply(current);
        }
        return current;
    }

    @Override
    public ImageSize outputSize(ImageSize input) {
        ImageSize current = input;
        for (Change change : changes) {
            current = change.outputSize(current);
        }
        return current;
    }
}
