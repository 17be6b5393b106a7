package org.podium.augment;

import java.util.List;
import java.util.Optional;

/**
 * An upright rectangle of an image, with edges where {@link Keypoint} counts them: an image of 4 by 3 pixels is the box
 * 0, 0, 4, 3. Not empty.
 */
public record Box(double left, double top, double right, double bottom) {
    public Box {
        Check.that(
                left < right && top < bottom && Double.isFinite(right - left) && Double.isFinite(bottom - top),
                "a box's left is below its right, its top below its bottom, got %s, %s, %s, %s",
                left,
                top,
                right,
                bottom);
    }

    /** The four corners. */
    List<Keypoint> corners() {
        return List.of(
                new Keypoint(left, top),
                new Keypoint(right, top),
                new Keypoint(left, bottom),
                new Keypoint(right, bottom));
    }

    /** The smallest box around points, as far as it lies on an image of this size. */
    static Optional<Box> around(List<Keypoint> points, ImageSize size) {
        double[] x = points.stream().mapToDouble(Keypoint::x).sorted().toArray();
        double[] y = points.stream().mapToDouble(Keypoint::y).sorted().toArray();
        int last = points.size() - 1;
        double left = Math.max(0, x[0]);
        double top = Math.max(0, y[0]);
        double right = Math.min(size.width(), x[last]);
        double bottom = Math.min(size.height(), y[last]);
        return left < right && top < bottom ? Optional.of(new Box(left, top, right, bottom)) : Optional.empty();
    }
}
