package org.podium.pipeline.synthetic;

/**
 * Fractal noise: clouds, marble, wood and bark.
 *
 * @param frequency of its coarsest octave
 * @param octaves how many octaves there are
 * @param stretch how much longer its features are than wide
 * @param direction in which they are stretched, in radians
 * @param ridged whether heights are folded at the middle, which gives veins
 * @param bands how often the tones repeat between hollow and height; below 1 for once
 * @param hardness 0 for soft tones, towards 1 for two flat ones
 */
record Clouds(
        double frequency, int octaves, double stretch, double direction, boolean ridged, double bands, double hardness)
        implements Formula {

    static Clouds of(Draw draw) {
        return new Clouds(
                StrictMath.pow(8, draw.between(0.1, 1)),
                draw.count(1, 4),
                draw.chance(0.5) ? draw.between(2, 8) : 1,
                draw.between(0, StrictMath.PI),
                draw.chance(0.35),
                draw.chance(0.4) ? draw.between(2, 7) : 0,
                draw.between(0, 0.95));
    }

    @Override
    public boolean fills() {
        return true;
    }

    @Override
    public Figure figure(Draw draw) {
        Noise noise = new Noise(draw.seed());
        double fine = draw.vary(frequency, 0.12);
        double angle = direction + draw.between(-0.15, 0.15);
        double along = fine * StrictMath.cos(angle);
        double across = fine * StrictMath.sin(angle);
        double softness = 0.3 * (1 - hardness) + 0.02;
        double level = draw.between(0.42, 0.58);
        return (x, y, blur) -> {
            double u = (x * along + y * across) / stretch;
            double v = y * along - x * across;
            double height = noise.fractal(u, v, octaves);
            if (ridged) {
                height = 1 - 2.5 * Math.abs(height - 0.5);
            }
            if (bands >= 1) {
                height = 0.5 + 0.35 * StrictMath.sin(2 * StrictMath.PI * bands * height);
            }
            return new Ink(1, Noise.step(level - softness, level + softness, height));
        };
    }
}
