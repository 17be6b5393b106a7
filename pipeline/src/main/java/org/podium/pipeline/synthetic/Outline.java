package org.podium.pipeline.synthetic;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;

/**
 * The shape of one plant's leaves: blades and stalks, put together. In its coordinates the blades just fit into the
 * unit circle; a stalk may reach out of it.
 */
final class Outline {

    private static final double STALK = 0.014;

    private final Part[] blades;
    private final Part[] stalks;
    private final double radius;

    private Outline(List<Part> blades, List<Part> stalks, double radius) {
        this.blades = blades.toArray(Part[]::new);
        this.stalks = stalks.toArray(Part[]::new);
        this.radius = radius;
    }

    /** Grows a plant of a species: its leaves are like its kind's, yet its own. */
    static Outline of(Species species, Draw draw) {
        BladeForm form = species.form().varied(draw);
        double spread = draw.vary(1, 0.1);
        List<Part> blades = new ArrayList<>();
        for (Arrangement.Seat seat : species.arrangement().seats()) {
            double angle = seat.angle() * spread + draw.between(-4, 4);
            double scale = draw.vary(seat.scale(), 0.05);
            blades.add(Part.of(new Blade(form, new Noise(draw.seed())), seat.x(), seat.y(), angle, scale));
        }
        List<Part> stalks = new ArrayList<>();
        stalks.add(stalk(180 + draw.between(-25, 25), draw.between(0.3, 0.5), draw));
        if (species.arrangement().rachis() > 0) {
            stalks.add(stalk(0, species.arrangement().rachis(), draw));
        }
        return fitted(blades, stalks);
    }

    /** A single blade without a stalk: a twig, a blade of grass, a pebble. */
    static Outline plain(BladeForm form, Draw draw) {
        return fitted(List.of(Part.of(new Blade(form, new Noise(draw.seed())), 0, 0, 0, 1)), List.of());
    }

    /** How far from the origin blades and stalks reach: 1 or more. */
    double radius() {
        return radius;
    }

    boolean contains(double x, double y) {
        return x * x + y * y <= 1 && within(blades, x, y) || within(stalks, x, y);
    }

    /** Whether a point may be within {@code margin} of blade or stalk; false only where it is certainly not. */
    boolean near(double x, double y, double margin) {
        double far = radius + margin;
        return x * x + y * y <= far * far && (near(blades, x, y, margin) || near(stalks, x, y, margin));
    }

    /** What is seen at a point; empty where it lies outside the blades. */
    Optional<Blade.Spot> look(double x, double y) {
        Part top = null;
        double deepest = 0;
        for (Part part : blades) {
            // Where blades overlap, the deeper one shows: the seam then runs midway between them.
            double depth = part.depth(x, y);
            if (depth > deepest) {
                deepest = depth;
                top = part;
            }
        }
        return Optional.ofNullable(top).map(part -> part.look(x, y));
    }

    private static boolean within(Part[] parts, double x, double y) {
        for (Part part : parts) {
            if (part.depth(x, y) > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean near(Part[] parts, double x, double y, double margin) {
        for (Part part : parts) {
            if (part.near(x, y, margin)) {
                return true;
            }
        }
        return false;
    }

    private static Part stalk(double angle, double length, Draw draw) {
        BladeForm form = BladeForm.blade(STALK / length, 0.05, 0.05);
        return Part.of(new Blade(form, new Noise(draw.seed())), 0, 0, angle, length);
    }

    private static Outline fitted(List<Part> blades, List<Part> stalks) {
        DoubleSummaryStatistics xs = new DoubleSummaryStatistics();
        DoubleSummaryStatistics ys = new DoubleSummaryStatistics();
        for (Part blade : blades) {
            for (Point point : blade.margin()) {
                xs.accept(point.x());
                ys.accept(point.y());
            }
        }
        Point centre = new Point((xs.getMin() + xs.getMax()) / 2, (ys.getMin() + ys.getMax()) / 2);
        double size = radius(blades, centre);
        return new Outline(
                blades.stream().map(part -> part.fitted(centre, size)).toList(),
                stalks.stream().map(part -> part.fitted(centre, size)).toList(),
                Math.max(size, radius(stalks, centre)) / size);
    }

    /** How far from the centre the parts reach. */
    private static double radius(List<Part> parts, Point centre) {
        return parts.stream()
                .flatMap(part -> part.margin().stream())
                .mapToDouble(centre::distance)
                .max()
                .orElse(0);
    }
}
