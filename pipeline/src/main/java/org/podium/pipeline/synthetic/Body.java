package org.podium.pipeline.synthetic;

/** An outline about the origin that fits into the unit circle, or nearly. */
@FunctionalInterface
interface Body {

    /** How far inside its outline a point lies, about; not positive outside. */
    double depth(double x, double y);

    static double disk(double x, double y) {
        return 1 - Math.sqrt(x * x + y * y);
    }

    /**
     * A star with one point to the right.
     *
     * @param waist distance from the middle to the corners between the points
     */
    static double star(double x, double y, int points, double waist) {
        double radius = Math.sqrt(x * x + y * y);
        double sector = 2 * StrictMath.PI / points;
        double turns = StrictMath.atan2(y, x) / sector;
        double angle = Math.abs(turns - Math.rint(turns)) * sector;
        // The line from the point at (1, 0) to the corner beside it.
        double cornerX = waist * StrictMath.cos(sector / 2) - 1;
        double cornerY = waist * StrictMath.sin(sector / 2);
        double alongX = radius * StrictMath.cos(angle) - 1;
        double alongY = radius * StrictMath.sin(angle);
        return (alongY * cornerX - alongX * cornerY) / Math.sqrt(cornerX * cornerX + cornerY * cornerY);
    }

    /** Equal sides, one corner to the right. */
    static double triangle(double x, double y) {
        double slant = 0.5 * x + 0.5 * Math.sqrt(3) * Math.abs(y);
        return 0.5 - Math.max(-x, slant);
    }

    /** A ragged blot. */
    static Body blot(Draw draw) {
        Noise rim = new Noise(draw.seed());
        double roughness = draw.between(1, 3);
        return (x, y) -> {
            double radius = Math.sqrt(x * x + y * y) + 1e-9;
            return 0.3 + 0.7 * rim.fractal(roughness * x / radius, roughness * y / radius, 2) - radius;
        };
    }
}
