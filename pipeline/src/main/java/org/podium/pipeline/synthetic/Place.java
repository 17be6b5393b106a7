package org.podium.pipeline.synthetic;

import java.util.List;

/**
 * Where a plant stands; all its photos are taken there.
 *
 * @param dark colour of the ground's hollows
 * @param light colour of the ground's heights
 */
record Place(Ground ground, Rgb dark, Rgb light, Noise texture) {

    static Place of(Draw draw) {
        Ground ground = draw.pick(List.of(Ground.values()));
        return new Place(
                ground, ground.dark().varied(draw, 0.25), ground.light().varied(draw, 0.2), new Noise(draw.seed()));
    }

    /** Colour of the bare ground; the plane goes on without end, a photo shows some part of it. */
    Rgb at(double x, double y) {
        double height = texture.fractal(
                ground.frequency() * x / ground.stretch(), ground.frequency() * y * Math.sqrt(ground.stretch()), 4);
        return dark.mix(light, Noise.step(0.1, 0.9, height));
    }
}
