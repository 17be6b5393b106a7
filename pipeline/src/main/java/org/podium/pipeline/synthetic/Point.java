package org.podium.pipeline.synthetic;

/** A point of a plane. */
record Point(double x, double y) {

    double distance(Point other) {
        double dx = x - other.x;
        double dy = y - other.y;
        return Math.sqrt(dx * dx + dy * dy);
    }
}
