package org.podium.pipeline.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * Orbits about a middle: ellipses whose radius is a sum of two sine waves, as in the visual atoms of Takashima et al. 2023
 * (https://arxiv.org/abs/2303.01112), thin rings or thick ones.
 *
 * @param orbits at least one, the later ones before the earlier
 */
record Orbits(List<Orbit> orbits) implements Formula {

    private static final int ANGLES = 360;

    /**
     * @param size mean radius
     * @param aspect height relative to the width
     * @param turn direction of its width in radians
     * @param waves numbers of waves along it
     * @param heights of these waves, as shares of its radius
     * @param thickness of the ring, as a share of its radius; 1 for a disc
     */
    record Orbit(double size, double aspect, double turn, int[] waves, double[] heights, double thickness) {

        static Orbit of(Draw draw) {
            int[] waves = {draw.count(1, 8), draw.count(5, 24)};
            double[] heights = {draw.between(0, 0.3), draw.between(0, 0.14)};
            boolean disc = draw.chance(0.2);
            return new Orbit(
                    draw.between(0.3, 0.95),
                    draw.between(0.25, 1),
                    draw.between(0, StrictMath.PI),
                    waves,
                    heights,
                    disc ? 1 : draw.between(0.06, 0.3));
        }

        Orbit varied(Draw draw) {
            double[] changed = {draw.vary(heights[0], 0.2), draw.vary(heights[1], 0.2)};
            return new Orbit(
                    draw.vary(size, 0.1),
                    draw.vary(aspect, 0.12),
                    turn + draw.between(-0.2, 0.2),
                    waves,
                    changed,
                    draw.vary(thickness, 0.2));
        }

        /** The radius for each angle, from 0 on. */
        double[] radii() {
            double[] radii = new double[ANGLES + 1];
            for (int step = 0; step <= ANGLES; step++) {
                double angle = 2 * StrictMath.PI * step / ANGLES;
                radii[step] = size
                        * (1
                                + heights[0] * StrictMath.sin(waves[0] * angle)
                                + heights[1] * StrictMath.sin(waves[1] * angle));
            }
            return radii;
        }
    }

    Orbits {
        orbits = List.copyOf(orbits);
    }

    static Orbits of(Draw draw) {
        List<Orbit> orbits = new ArrayList<>();
        for (int left = draw.count(1, 5); left > 0; left--) {
            orbits.add(Orbit.of(draw));
        }
        return new Orbits(orbits);
    }

    @Override
    public boolean fills() {
        return false;
    }

    @Override
    public Figure figure(Draw draw) {
        List<Figure> rings = new ArrayList<>();
        for (int orbit = 0; orbit < orbits.size(); orbit++) {
            rings.add(ring(orbits.get(orbit).varied(draw), (orbit + 0.5) / orbits.size()));
        }
        return (x, y, blur) -> {
            double cover = 0;
            double tone = 0;
            for (Figure ring : rings) {
                Ink ink = ring.at(x, y, blur);
                tone += (ink.tone() - tone) * ink.cover();
                cover = Math.max(cover, ink.cover());
            }
            return new Ink(cover, tone);
        };
    }

    private static Figure ring(Orbit orbit, double tone) {
        double[] radii = orbit.radii();
        double cos = StrictMath.cos(orbit.turn);
        double sin = StrictMath.sin(orbit.turn);
        return (x, y, blur) -> {
            double along = x * cos + y * sin;
            double across = (y * cos - x * sin) / orbit.aspect;
            double turns = StrictMath.atan2(across, along) / (2 * StrictMath.PI);
            double place = (turns - Math.floor(turns)) * ANGLES;
            int step = Math.min(ANGLES - 1, (int) place);
            double radius = radii[step] + (radii[step + 1] - radii[step]) * (place - step);
            double inside = radius - Math.sqrt(along * along + across * across);
            double depth = Math.min(inside, orbit.thickness * radius - inside);
            return new Ink(Noise.step(-blur, blur, depth), tone);
        };
    }
}
