package org.podium.pipeline.synthetic;

import java.util.List;

/**
 * Plane waves on top of each other. A few in fixed directions make gratings and plaids; many of one length in all
 * directions make the stripes, mazes and spots of reaction and diffusion (Turing 1952), without solving an equation.
 *
 * @param waves direction (radians), waves across the unit and height of each
 * @param many how many waves are drawn about each of them, by chance
 * @param spread of the directions of these, in radians to either side
 * @param hardness 0 for soft waves, towards 1 for two flat tones
 * @param threshold where one tone gives way to the other, on the scale of the summed waves' standard deviation
 * @param warp how far the plane is bent
 */
record Waves(List<Wave> waves, int many, double spread, double hardness, double threshold, double warp)
        implements Formula {

    /** A plane wave. */
    record Wave(double direction, double frequency, double height) {}

    Waves {
        waves = List.copyOf(waves);
    }

    static Waves of(Draw draw) {
        boolean grown = draw.chance(0.5);
        List<Wave> waves = grown ? List.of(wave(draw, 1)) : gratings(draw);
        return new Waves(
                waves,
                grown ? 12 : 1,
                grown ? draw.between(0.1, StrictMath.PI / 2) : 0,
                draw.between(0, 0.95),
                draw.between(-0.8, 0.8),
                draw.between(0, 0.12));
    }

    private static List<Wave> gratings(Draw draw) {
        Wave first = wave(draw, 1);
        Wave second = wave(draw, draw.between(0, 1));
        return draw.chance(0.4) ? List.of(first, second, wave(draw, draw.between(0, 1))) : List.of(first, second);
    }

    private static Wave wave(Draw draw, double height) {
        double frequency = 1.2 * StrictMath.pow(6, draw.between(0, 1));
        return new Wave(draw.between(0, StrictMath.PI), frequency, height);
    }

    @Override
    public boolean fills() {
        return true;
    }

    @Override
    public Figure figure(Draw draw) {
        int count = many * waves.size();
        double[][] drawn = new double[count][];
        double power = 0;
        for (int number = 0; number < count; number++) {
            Wave wave = waves.get(number % waves.size());
            double direction = wave.direction + spread * draw.between(-1, 1);
            double turns = 2 * StrictMath.PI * draw.vary(wave.frequency, many > 1 ? 0.05 : 0.1);
            drawn[number] = new double[] {
                turns * StrictMath.cos(direction) / 2,
                turns * StrictMath.sin(direction) / 2,
                draw.between(0, 2 * StrictMath.PI),
                wave.height
            };
            power += wave.height * wave.height / 2;
        }
        double deviation = Math.sqrt(power);
        Noise bend = new Noise(draw.seed());
        double softness = 1.5 * (1 - hardness) + 0.05;
        return (x, y, blur) -> {
            double u = x + warp * (2 * bend.at(2 * x, 2 * y) - 1);
            double v = y + warp * (2 * bend.at(2 * x + 31, 2 * y) - 1);
            double sum = 0;
            for (double[] wave : drawn) {
                sum += wave[3] * StrictMath.sin(wave[0] * u + wave[1] * v + wave[2]);
            }
            return new Ink(1, Noise.step(-softness, softness, sum / deviation - threshold));
        };
    }
}
