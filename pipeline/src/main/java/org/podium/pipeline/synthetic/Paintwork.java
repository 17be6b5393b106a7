package org.podium.pipeline.synthetic;

/**
 * The colours of one body.
 *
 * @param second colour of the stripes, or of the patches
 * @param patches share of the second colour where there are no stripes
 * @param stripes from pole to pole; 0 for none
 * @param frequency of the patches
 */
record Paintwork(Rgb first, Rgb second, double patches, int stripes, double frequency, Noise mottle) {

    static Paintwork of(boolean striped, Rgb first, Rgb second, Draw draw) {
        return new Paintwork(
                first,
                second,
                draw.chance(0.5) ? draw.between(0.2, 0.7) : 0.1,
                striped ? draw.count(2, 4) : 0,
                draw.between(1.5, 7),
                new Noise(draw.seed()));
    }

    /** The colour at a point of the body. */
    Rgb at(double x, double y) {
        double grain = mottle.at(23 * x, 23 * y);
        double share = stripes > 0
                ? stripe(x, y)
                : patches * Noise.step(0.4, 0.6, mottle.fractal(frequency * x, frequency * y, 2));
        return first.mix(second, share).times(0.93 + 0.14 * grain);
    }

    /** Meridians of a ball: they lie closer towards its sides, as they are seen from the front. */
    private double stripe(double x, double y) {
        double width = Math.sqrt(Math.max(0.02, 1 - y * y));
        double longitude = StrictMath.asin(Math.max(-1, Math.min(1, x / width)));
        return Noise.step(-0.15, 0.15, StrictMath.sin(2 * stripes * longitude));
    }
}
