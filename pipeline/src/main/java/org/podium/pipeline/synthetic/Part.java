package org.podium.pipeline.synthetic;

import java.util.List;

/**
 * A blade in its seat on a leaf.
 *
 * @param origin where on the leaf the blade's midrib starts
 * @param ahead the blade's direction divided by its length: one multiplication takes a point into blade coordinates
 * @param scale the blade's length
 */
record Part(Blade blade, Point origin, Point ahead, double scale) {

    static Part of(Blade blade, double x, double y, double degrees, double scale) {
        double angle = StrictMath.toRadians(degrees);
        Point ahead = new Point(StrictMath.cos(angle) / scale, StrictMath.sin(angle) / scale);
        return new Part(blade, new Point(x, y), ahead, scale);
    }

    /** The same part after the leaf is moved by minus the centre and then made smaller by {@code size}. */
    Part fitted(Point centre, double size) {
        return new Part(
                blade,
                new Point((origin.x() - centre.x()) / size, (origin.y() - centre.y()) / size),
                new Point(ahead.x() * size, ahead.y() * size),
                scale / size);
    }

    /** How far inside the margin a point of the leaf lies, along a side vein; not positive outside. */
    double depth(double x, double y) {
        return blade.depth(along(x, y), beside(x, y)) * scale;
    }

    /** Whether the point may be within {@code margin} of the part; false only where it is certainly not. */
    boolean near(double x, double y, double margin) {
        return blade.near(beside(x, y), margin / scale);
    }

    /** What is seen at a point of the leaf that lies inside. */
    Blade.Spot look(double x, double y) {
        return blade.look(along(x, y), beside(x, y));
    }

    /** Points along the margin, in leaf coordinates. */
    List<Point> margin() {
        double square = scale * scale;
        return blade.margin().stream()
                .map(point -> new Point(
                        origin.x() + (point.x() * ahead.x() - point.y() * ahead.y()) * square,
                        origin.y() + (point.x() * ahead.y() + point.y() * ahead.x()) * square))
                .toList();
    }

    private double along(double x, double y) {
        return (x - origin.x()) * ahead.x() + (y - origin.y()) * ahead.y();
    }

    private double beside(double x, double y) {
        return (y - origin.y()) * ahead.x() - (x - origin.x()) * ahead.y();
    }
}
