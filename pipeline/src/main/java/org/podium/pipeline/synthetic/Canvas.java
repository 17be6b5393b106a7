package org.podium.pipeline.synthetic;

import java.util.Optional;

/** A square picture in the making. Colours are functions of picture coordinates, −1 to 1 to the right and down. */
final class Canvas {

    private static final double[] SUBPIXELS = {-0.25, 0.25};
    private static final int SHADOW_SOFTNESS = 2;

    private final int side;
    private final Rgb[] pixels;

    Canvas(int side) {
        this.side = side;
        pixels = new Rgb[side * side];
    }

    /** A colour for each point, given what is there already. */
    @FunctionalInterface
    interface Paint {
        Rgb at(Rgb before, double x, double y);
    }

    void paint(Paint paint) {
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                int pixel = row * side + column;
                pixels[pixel] = paint.at(pixels[pixel], place(column), place(row));
            }
        }
    }

    /** Lays a leaf on what is painted already; it throws a shadow there. */
    void lay(Outline outline, Coat coat, Pose pose, Light light) {
        int distance = (int) Math.rint(1 + 4 * pose.size());
        Area area = around(pose, outline.radius());
        Footprint footprint = footprint(outline, coat, pose, area);
        throwShadow(footprint.share, area.grown(distance + SHADOW_SOFTNESS, side), light, distance);
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            if (footprint.share[pixel] > 0) {
                Rgb colour = colour(outline, coat, footprint.seen[pixel], light);
                pixels[pixel] = pixels[pixel].mix(colour, footprint.share[pixel]);
            }
        }
    }

    /** Blurs with the kernel (share, 1 − 2 share, share) in both directions. */
    void blur(double share) {
        blur(0, 1, share);
        blur(1, 0, share);
    }

    /** The pixels, row by row, as blue, green and red bytes. */
    byte[] bgr() {
        byte[] bytes = new byte[3 * pixels.length];
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            bytes[3 * pixel] = level(pixels[pixel].blue());
            bytes[3 * pixel + 1] = level(pixels[pixel].green());
            bytes[3 * pixel + 2] = level(pixels[pixel].red());
        }
        return bytes;
    }

    private Footprint footprint(Outline outline, Coat coat, Pose pose, Area area) {
        Footprint footprint = new Footprint(new double[pixels.length], new Point[pixels.length]);
        double pixelSide = 2.0 / side / pose.size();
        for (int row = area.top; row <= area.bottom; row++) {
            for (int column = area.left; column <= area.right; column++) {
                Point middle = pose.onLeaf(place(column), place(row));
                if (outline.near(middle.x(), middle.y(), pixelSide)) {
                    cover(footprint, outline, coat, pose, row, column);
                }
            }
        }
        return footprint;
    }

    private void cover(Footprint footprint, Outline outline, Coat coat, Pose pose, int row, int column) {
        int pixel = row * side + column;
        for (double down : SUBPIXELS) {
            for (double aside : SUBPIXELS) {
                Point point = pose.onLeaf(place(column + aside), place(row + down));
                if (outline.contains(point.x(), point.y()) && !coat.eaten(point.x(), point.y())) {
                    footprint.share[pixel] += 0.25;
                    footprint.seen[pixel] = point;
                }
            }
        }
    }

    private static Rgb colour(Outline outline, Coat coat, Point point, Light light) {
        Optional<Blade.Spot> spot = outline.look(point.x(), point.y());
        return spot.map(seen -> coat.at(seen, point.x(), point.y()).times(light.on(seen)))
                .orElse(coat.vein().times(0.85));
    }

    private void throwShadow(double[] cover, Area area, Light light, int distance) {
        int right = (int) Math.rint(-light.sunX() * distance);
        int down = (int) Math.rint(-light.sunY() * distance);
        for (int row = area.top; row <= area.bottom; row++) {
            for (int column = area.left; column <= area.right; column++) {
                double shade = mean(cover, row - down, column - right);
                if (shade > 0) {
                    int pixel = row * side + column;
                    pixels[pixel] = pixels[pixel].times(1 - light.shadow() * shade);
                }
            }
        }
    }

    private double mean(double[] cover, int row, int column) {
        double sum = 0;
        for (int y = row - SHADOW_SOFTNESS; y <= row + SHADOW_SOFTNESS; y += 2) {
            for (int x = column - SHADOW_SOFTNESS; x <= column + SHADOW_SOFTNESS; x += 2) {
                if (x >= 0 && x < side && y >= 0 && y < side) {
                    sum += cover[y * side + x];
                }
            }
        }
        return sum / 9;
    }

    private void blur(int down, int aside, double share) {
        Rgb[] before = pixels.clone();
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                Rgb one = before[inside(row - down) * side + inside(column - aside)];
                Rgb other = before[inside(row + down) * side + inside(column + aside)];
                int pixel = row * side + column;
                pixels[pixel] = before[pixel].blend(one, other, share);
            }
        }
    }

    private int inside(int index) {
        return Math.min(side - 1, Math.max(0, index));
    }

    private double place(double index) {
        return (index + 0.5) * 2 / side - 1;
    }

    private Area around(Pose pose, double radius) {
        double reach = pose.reach(radius);
        return new Area(
                index(pose.y() - reach), index(pose.y() + reach), index(pose.x() - reach), index(pose.x() + reach));
    }

    private int index(double place) {
        return inside((int) Math.rint((place + 1) * side / 2 - 0.5));
    }

    private static byte level(double value) {
        return (byte) Math.rint(255 * Math.min(1, Math.max(0, value)));
    }

    /**
     * Where a leaf is in the picture.
     *
     * @param share for each pixel, how much of it the leaf covers
     * @param seen for each pixel with a share, a point of the leaf that is seen there
     */
    private record Footprint(double[] share, Point[] seen) {}

    /** A rectangle of pixels, borders included. */
    private record Area(int top, int bottom, int left, int right) {

        Area grown(int margin, int side) {
            return new Area(
                    Math.max(0, top - margin),
                    Math.min(side - 1, bottom + margin),
                    Math.max(0, left - margin),
                    Math.min(side - 1, right + margin));
        }
    }
}
