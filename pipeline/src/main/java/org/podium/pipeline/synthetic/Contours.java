package org.podium.pipeline.synthetic;

import java.util.List;

/**
 * Closed contours, one within another, each a polygon with waves and noise on it: radial contours after Kataoka et al.
 * 2022 (https://arxiv.org/abs/2206.09132). They are drawn as lines, as bands or as one filled shape.
 *
 * @param corners of the polygon
 * @param bulge what is made of its sides: 0 straight, 1 arcs of a circle, below 0 bent inwards
 * @param waves number of waves along a contour
 * @param waveHeight their height, as a share of the radius
 * @param sharpness of the waves: below 1 round tops with narrow bays, above 1 peaks
 * @param noise height of the noise, as a share of the radius
 * @param detail frequency of the noise
 * @param twist turn from the outermost contour to the middle, in radians
 * @param rings number of contours
 * @param aspect height relative to the width
 * @param seed of the noise that all images of the class share
 */
record Contours(
        int corners,
        double bulge,
        int waves,
        double waveHeight,
        double sharpness,
        double noise,
        double detail,
        double twist,
        int rings,
        double aspect,
        Style style,
        long seed)
        implements Formula {

    private static final int ANGLES = 360;

    /** How contours are drawn. */
    enum Style {
        LINES,
        BANDS,
        FILLED
    }

    static Contours of(Draw draw) {
        Style style = draw.pick(List.of(Style.values()));
        boolean filled = style == Style.FILLED;
        // An outline alone has to tell a filled one from the others.
        boolean waved = draw.chance(filled ? 0.85 : 0.6);
        return new Contours(
                draw.count(3, 9),
                draw.between(-0.4, filled ? 0.6 : 1),
                draw.count(2, 14),
                waved ? draw.between(0.05, 0.3) : 0,
                draw.between(0.4, 2),
                draw.between(0, 0.35),
                draw.between(1, 5),
                draw.chance(0.4) ? draw.between(-1.5, 1.5) : 0,
                filled ? 1 : draw.count(2, 6),
                draw.between(0.4, 1),
                style,
                draw.seed());
    }

    @Override
    public boolean fills() {
        return false;
    }

    @Override
    public Figure figure(Draw draw) {
        double[] radii = radii(draw);
        double turn = twist + draw.between(-0.15, 0.15);
        double phase = draw.between(0, 1);
        return (x, y, blur) -> {
            double distance = Math.sqrt(x * x + y * y / (aspect * aspect));
            double angle = StrictMath.atan2(y / aspect, x) + turn * (1 - distance);
            double level = distance / radius(radii, angle);
            double cover = Noise.step(-blur, blur, 1 - level);
            if (cover == 0) {
                return Ink.NONE;
            }
            double place = level * rings;
            double fromEdge = Math.abs(place - Math.rint(place)) / rings;
            return switch (style) {
                case FILLED -> new Ink(cover, Noise.step(0, 1, level + 0.4 * phase));
                case BANDS -> new Ink(cover, Math.floor(place) % 2);
                case LINES -> new Ink(Noise.step(-blur, blur, 0.035 - fromEdge), Math.min(1, level));
            };
        };
    }

    /** The outermost contour's radius for each angle. */
    private double[] radii(Draw draw) {
        Noise shared = new Noise(seed);
        Noise own = new Noise(draw.seed());
        double share = draw.between(0.1, 0.3);
        double high = draw.vary(waveHeight, 0.2);
        double bent = bulge + draw.between(-0.1, 0.1);
        double[] radii = new double[ANGLES + 1];
        for (int step = 0; step <= ANGLES; step++) {
            double angle = 2 * StrictMath.PI * (step % ANGLES) / ANGLES;
            double x = detail * StrictMath.cos(angle);
            double y = detail * StrictMath.sin(angle);
            double rough = (1 - share) * shared.fractal(x, y, 2) + share * own.fractal(x, y, 2);
            radii[step] = polygon(angle, bent) * (1 - high * bay(angle)) * (1 + noise * (2 * rough - 1));
        }
        return radii;
    }

    /** Radius of a polygon with its corners on the unit circle, its sides bent. */
    private double polygon(double angle, double bent) {
        double sector = 2 * StrictMath.PI / corners;
        double fromMiddle = angle % sector - sector / 2;
        double straight = StrictMath.cos(sector / 2) / StrictMath.cos(fromMiddle);
        return straight + bent * (1 - straight);
    }

    /** 0 on top of a wave, 1 at the bottom of the bay between two. */
    private double bay(double angle) {
        double fromTop = Math.abs(StrictMath.sin(angle * waves / 2));
        return StrictMath.pow(fromTop, 1 / sharpness);
    }

    private static double radius(double[] radii, double angle) {
        double turns = angle / (2 * StrictMath.PI);
        double place = (turns - Math.floor(turns)) * ANGLES;
        int step = Math.min(ANGLES - 1, (int) place);
        return radii[step] + (radii[step + 1] - radii[step]) * (place - step);
    }
}
