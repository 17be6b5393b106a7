package org.podium.pipeline.synthetic;

/**
 * The light of one photo.
 *
 * @param sunX direction from which the light comes, in picture coordinates
 * @param sunY direction from which the light comes, in picture coordinates
 * @param shadow how dark shadows are, 0 to 1
 * @param falloff how much brighter the picture is on the sunny side
 * @param dapple how dark the shade of trees is, 0 to 1
 * @param canopy where that shade falls
 * @param fold difference in brightness between the two halves of a blade
 * @param bulge difference in brightness between the two flanks of the cushions between veins
 * @param exposure brightness, 1 as measured
 * @param warmth shift from blue to red
 */
record Light(
        double sunX,
        double sunY,
        double shadow,
        double falloff,
        double dapple,
        Noise canopy,
        double fold,
        double bulge,
        double exposure,
        double warmth) {

    static Light of(Draw draw) {
        double angle = draw.between(0, 2 * StrictMath.PI);
        return new Light(
                StrictMath.cos(angle),
                StrictMath.sin(angle),
                draw.between(0.15, 0.6),
                draw.between(0, 0.3),
                draw.chance(0.3) ? draw.between(0.1, 0.35) : 0,
                new Noise(draw.seed()),
                draw.between(-0.16, 0.16),
                draw.between(-0.14, 0.14),
                draw.between(0.85, 1.15),
                0.05 * draw.bell());
    }

    /** How bright a leaf's surface is where it shows this spot. */
    double on(Blade.Spot spot) {
        return 1 + fold * Math.signum(spot.across()) + bulge * spot.bulge();
    }

    /** A colour of the finished picture under this light. */
    Rgb on(Rgb colour, double x, double y) {
        double shade = 1 - dapple * Noise.step(0.45, 0.6, canopy.fractal(1.5 * x, 1.5 * y, 2));
        double brightness = exposure * shade * (1 + falloff * (x * sunX + y * sunY));
        return new Rgb(
                colour.red() * brightness * (1 + warmth),
                colour.green() * brightness,
                colour.blue() * brightness * (1 - warmth));
    }
}
