package org.podium.augment;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

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

    /** The smallest box around the moved corners, as far as it lies on an image of this size. */
    Optional<Box> moved(UnaryOperator<Keypoint> motion, ImageSize size) {
        List<Keypoint> corners = Stream.of(
                        new Keypoint(left, top),
                        new Keypoint(right, top),
                        new Keypoint(left, bottom),
                        new Keypoint(right, bottom))
                .map(motion)
                .toList();
        DoubleSummaryStatistics x = corners.stream().mapToDouble(Keypoint::x).summaryStatistics();
        DoubleSummaryStatistics y = corners.stream().mapToDouble(Keypoint::y).summaryStatistics();
        double least = Math.max(0, x.getMin());
        double highest = Math.max(0, y.getMin());
        double most = Math.min(size.width(), x.getMax());
        double lowest = Math.min(size.height(), y.getMax());
        return least < most && highest < lowest ? Optional.of(new Box(least, highest, most, lowest)) : Optional.empty();
    }
}
