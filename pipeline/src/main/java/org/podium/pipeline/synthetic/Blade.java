package org.podium.pipeline.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * One flat piece of leaf, or a stalk, in its own coordinates: the midrib runs from (0, 0) to (1, 0). Its margin is
 * worked out once, into a table of half widths, so that asking for a point is cheap.
 */
final class Blade {

    private static final int STEPS = 192;
    private static final double RAGGEDNESS = 0.06;

    private final BladeForm form;
    private final double[] leftWidths = new double[STEPS + 1];
    private final double[] rightWidths = new double[STEPS + 1];
    private final double widest;

    Blade(BladeForm form, Noise irregularity) {
        this.form = form;
        double peak = profile(form, form.base() / (form.base() + form.tip()));
        double most = 0;
        // Both ends keep the half width 0 that the tables start with.
        for (int step = 1; step < STEPS; step++) {
            double u = (double) step / STEPS;
            double profile = profile(form, u) / peak;
            double width = form.halfWidth() * profile * lobe(form, u);
            // Teeth shrink towards both ends, where the blade is narrower than a tooth is high.
            double teeth = form.toothHeight() * tooth(form, u) * Math.min(1, 2 * profile);
            leftWidths[step] = width * (1 - form.lopsided() / 2) * ragged(irregularity, u, -1) + teeth;
            rightWidths[step] = width * (1 + form.lopsided() / 2) * ragged(irregularity, u, 1) + teeth;
            most = Math.max(most, Math.max(leftWidths[step], rightWidths[step]));
        }
        widest = most;
    }

    /** Whether the point is no farther than {@code margin} from the strip that the blade's widest place sweeps. */
    boolean near(double y, double margin) {
        return Math.abs(y) <= widest + margin;
    }

    /** How far inside the margin the point lies, measured along a side vein; not positive outside. */
    double depth(double x, double y) {
        double side = Math.abs(y);
        if (side > widest) {
            return -1;
        }
        double u = along(x, side);
        return u <= 0 || u >= 1 ? -1 : halfWidth(u, y) - side;
    }

    /** What is seen at a point inside the blade. */
    Spot look(double x, double y) {
        double side = Math.abs(y);
        double u = along(x, side);
        double across = Math.min(1, side / halfWidth(u, y));
        double phase = (form.fanned() ? across : u) * form.veins() - 0.5;
        double fromVein = phase - Math.rint(phase);
        double spacing = (form.fanned() ? halfWidth(u, y) : 1) / form.veins();
        double midrib = ridge(side / (0.02 - 0.013 * u));
        double sideVein = ridge(fromVein * spacing / 0.009) * (0.75 - 0.45 * across);
        return new Spot(Math.signum(y) * across, Math.max(midrib, sideVein), 2 * fromVein * across);
    }

    /** Points along the margin, both sides. */
    List<Point> margin() {
        List<Point> points = new ArrayList<>();
        for (int step = 0; step <= STEPS; step++) {
            double u = (double) step / STEPS;
            points.add(new Point(across(u, leftWidths[step]), -leftWidths[step]));
            points.add(new Point(across(u, rightWidths[step]), rightWidths[step]));
        }
        return points;
    }

    /** The x of the point beside u on the midrib: side veins lean by a slant that grows evenly along the midrib. */
    private double across(double u, double side) {
        return u + (form.slantBase() + (form.slantTip() - form.slantBase()) * u) * side;
    }

    /** The inverse of {@link #across}. */
    private double along(double x, double side) {
        return (x - form.slantBase() * side) / (1 + (form.slantTip() - form.slantBase()) * side);
    }

    private double halfWidth(double u, double y) {
        double[] widths = y < 0 ? leftWidths : rightWidths;
        double place = u * STEPS;
        int step = Math.min(STEPS - 1, (int) place);
        return widths[step] + (widths[step + 1] - widths[step]) * (place - step);
    }

    private static double ridge(double distance) {
        double square = distance * distance;
        return 1 / (1 + square * square);
    }

    private static double profile(BladeForm form, double u) {
        return StrictMath.pow(u, form.base()) * StrictMath.pow(1 - u, form.tip());
    }

    private static double ragged(Noise irregularity, double u, int side) {
        return 1 + RAGGEDNESS * (2 * irregularity.fractal(9 * u, 50.5 * side, 2) - 1);
    }

    /** What lobes leave of the half width at u: 1 on top of a lobe, {@code 1 − lobeDepth} in a bay. */
    private static double lobe(BladeForm form, double u) {
        if (form.lobes() == 0) {
            return 1;
        }
        double place = u * form.lobes();
        double fromTop = Math.abs(2 * (place - Math.floor(place)) - 1);
        return 1 - form.lobeDepth() * StrictMath.pow(fromTop, 1 / form.lobePoint());
    }

    /** Height of the saw at u, from 0 to 1: a slow rise towards the tip, then a sudden fall. */
    private static double tooth(BladeForm form, double u) {
        double place = u * form.teeth();
        double rise = place - Math.floor(place);
        return rise < 0.8 ? rise / 0.8 : (1 - rise) / 0.2;
    }

    /**
     * What a blade shows at a point.
     *
     * @param across place between midrib (0) and margin (−1 left, 1 right)
     * @param vein 1 on a vein, falling to 0 beside it
     * @param bulge which flank of the cushion between two side veins: −1 to 1
     */
    record Spot(double across, double vein, double bulge) {}
}
