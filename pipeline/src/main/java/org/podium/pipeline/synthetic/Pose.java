package org.podium.pipeline.synthetic;

/**
 * Where a leaf lies in the picture. Picture coordinates run from −1 to 1 to the right and down.
 *
 * @param x centre of the leaf in the picture
 * @param y centre of the leaf in the picture
 * @param size radius of the leaf in the picture
 * @param cos cosine of the leaf's rotation
 * @param sin sine of the leaf's rotation
 * @param squeeze width of the leaf as seen, relative to its length
 * @param shear how far the leaf's width leans along its length
 * @param tiltX how quickly the leaf recedes to the right
 * @param tiltY how quickly the leaf recedes downwards
 * @param bend how far the midrib is bent aside at its ends
 */
record Pose(
        double x,
        double y,
        double size,
        double cos,
        double sin,
        double squeeze,
        double shear,
        double tiltX,
        double tiltY,
        double bend) {

    /**
     * A pose, bent and seen aslant by chance.
     *
     * @param degrees direction of the stalk: 0 to the left, 90 downwards
     */
    static Pose of(Draw draw, double x, double y, double size, double degrees) {
        double angle = StrictMath.toRadians(-degrees);
        return new Pose(
                x,
                y,
                size,
                StrictMath.cos(angle),
                StrictMath.sin(angle),
                draw.between(0.9, 1.05),
                draw.between(-0.1, 0.1),
                draw.between(-0.1, 0.1),
                draw.between(-0.1, 0.1),
                0.08 * draw.bell());
    }

    /** The point of the leaf that is seen at a point of the picture. */
    Point onLeaf(double pictureX, double pictureY) {
        double dx = (pictureX - x) / size;
        double dy = (pictureY - y) / size;
        double nearness = 1 - tiltX * dx - tiltY * dy;
        double along = (dx * cos + dy * sin) / nearness;
        double beside = (dy * cos - dx * sin) / (nearness * squeeze);
        double straight = along + shear * beside;
        return new Point(straight, beside - bend * (straight * straight - 1.0 / 3));
    }

    /** How far from its centre a leaf of this radius can reach in the picture. */
    double reach(double radius) {
        // A tenth of bend, shear and tilt each make it a little larger.
        return 1.3 * radius * size;
    }
}
