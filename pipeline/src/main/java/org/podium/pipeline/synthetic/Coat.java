package org.podium.pipeline.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * The colours of one plant's leaves, and what has befallen them.
 *
 * @param first colour along the veins
 * @param second colour that spreads from the margin
 * @param turn how far the second colour has spread: 0 nowhere, 1 everywhere
 * @param vein colour of veins and stalk
 * @param veinStrength how much of it shows
 * @param edge colour of the margin
 * @param edgeStrength how much of it shows
 * @param mottle where colours change
 */
record Coat(
        Rgb first,
        Rgb second,
        double turn,
        Rgb vein,
        double veinStrength,
        Rgb edge,
        double edgeStrength,
        List<Blemish> blemishes,
        Noise mottle) {

    private static final List<Rgb> SUMMER = List.of(
            new Rgb(0.27, 0.42, 0.15), new Rgb(0.36, 0.50, 0.20), new Rgb(0.20, 0.35, 0.16), new Rgb(0.45, 0.56, 0.24));
    private static final List<Rgb> AUTUMN = List.of(
            new Rgb(0.80, 0.66, 0.20), new Rgb(0.70, 0.25, 0.14), new Rgb(0.82, 0.46, 0.15), new Rgb(0.52, 0.35, 0.20));
    private static final Rgb PALE = new Rgb(0.82, 0.83, 0.60);
    private static final Rgb DARK = new Rgb(0.24, 0.17, 0.10);
    private static final List<Rgb> ROT =
            List.of(new Rgb(0.30, 0.20, 0.11), new Rgb(0.15, 0.11, 0.08), new Rgb(0.66, 0.56, 0.34));

    Coat {
        blemishes = List.copyOf(blemishes);
    }

    /** The coat of one plant; an evergreen one rarely turns. */
    static Coat of(boolean evergreen, Draw draw) {
        boolean autumn = draw.chance(evergreen ? 0.15 : 0.45);
        Rgb first = draw.pick(autumn && draw.chance(0.6) ? AUTUMN : SUMMER).varied(draw, 0.12);
        Rgb second = draw.pick(autumn ? AUTUMN : SUMMER).varied(draw, 0.12);
        Rgb vein = first.mix(draw.chance(0.75) ? PALE : DARK, draw.between(0.5, 0.9));
        return new Coat(
                first,
                second,
                draw.between(0, autumn ? 0.9 : 0.6),
                vein,
                draw.between(0.45, 0.85),
                draw.pick(ROT),
                draw.chance(0.35) ? draw.between(0.3, 0.9) : 0,
                blemishes(draw),
                new Noise(draw.seed()));
    }

    /** A dull coat without blemishes, for what is not a leaf. */
    static Coat plain(Rgb colour, Draw draw) {
        Rgb dark = colour.times(0.7);
        return new Coat(colour, dark, 0.5, dark, 0.3, dark, 0.4, List.of(), new Noise(draw.seed()));
    }

    boolean eaten(double x, double y) {
        for (Blemish blemish : blemishes) {
            if (blemish.hole() && blemish.covers(x, y, mottle)) {
                return true;
            }
        }
        return false;
    }

    /** The colour at a point of the leaf where a blade shows this spot. */
    Rgb at(Blade.Spot spot, double x, double y) {
        double margin = spot.across() * spot.across();
        double patches = mottle.fractal(2.5 * x, 2.5 * y, 2);
        double turned = Noise.step(0.75, 1.25, turn + 0.8 * patches + 0.2 * margin);
        Rgb colour = first.mix(second, turned);
        double grain = mottle.at(31 * x, 31 * y);
        colour = colour.times(0.9 + 0.2 * grain);
        double scorched = Noise.step(0.8, 1.1, margin * (0.7 + 0.6 * patches));
        colour = colour.mix(edge, edgeStrength * scorched);
        for (Blemish blemish : blemishes) {
            if (!blemish.hole() && blemish.covers(x, y, mottle)) {
                colour = colour.mix(blemish.colour(), 0.8);
            }
        }
        return colour.mix(vein, veinStrength * spot.vein());
    }

    private static List<Blemish> blemishes(Draw draw) {
        List<Blemish> blemishes = new ArrayList<>();
        int spots = draw.chance(0.5) ? draw.count(2, 14) : 0;
        Rgb colour = draw.pick(ROT);
        double size = draw.between(0.02, 0.06);
        for (int spot = 0; spot < spots; spot++) {
            blemishes.add(Blemish.of(draw, draw.vary(size, 0.4), colour, false));
        }
        int holes = draw.chance(0.3) ? draw.count(1, 5) : 0;
        for (int hole = 0; hole < holes; hole++) {
            blemishes.add(Blemish.of(draw, draw.between(0.025, 0.09), colour, true));
        }
        return blemishes;
    }

    /**
     * A rot spot or a hole: a disc with a ragged rim.
     *
     * @param hole whether the ground shows through
     */
    record Blemish(double x, double y, double radius, Rgb colour, boolean hole) {

        static Blemish of(Draw draw, double radius, Rgb colour, boolean hole) {
            return new Blemish(draw.between(-0.9, 0.9), draw.between(-0.5, 0.5), radius, colour, hole);
        }

        boolean covers(double px, double py, Noise ragged) {
            double dx = px - x;
            double dy = py - y;
            double square = dx * dx + dy * dy;
            if (square > 1.7 * radius * radius) {
                return false;
            }
            return square < radius * radius * (0.5 + 1.2 * ragged.at(12 * px, 12 * py));
        }
    }
}
