package org.podium.pipeline.synthetic;

import java.util.ArrayList;
import java.util.List;

/**
 * How the blades of a leaf are put together. Broad blades that spread from one point merge into a lobed leaf, narrow
 * ones stay leaflets of a compound leaf.
 *
 * @param seats where each blade starts
 * @param rachis length of the stalk that carries leaflets in pairs, 0 where there is none
 */
record Arrangement(List<Seat> seats, double rachis) {

    /**
     * @param x start of the blade's midrib
     * @param y start of the blade's midrib
     * @param angle direction of the midrib in degrees, 0 straight ahead
     * @param scale length of the blade
     */
    record Seat(double x, double y, double angle, double scale) {}

    Arrangement {
        seats = List.copyOf(seats);
    }

    static Arrangement single() {
        return new Arrangement(List.of(new Seat(0, 0, 0, 1)), 0);
    }

    /**
     * Blades spread from one point.
     *
     * @param blades how many
     * @param gap degrees between two neighbours
     * @param shrink length of a blade relative to its neighbour nearer the middle
     */
    static Arrangement fan(int blades, double gap, double shrink) {
        List<Seat> seats = new ArrayList<>();
        for (int blade = 0; blade < blades; blade++) {
            double fromMiddle = blade - (blades - 1) / 2.0;
            seats.add(new Seat(0, 0, gap * fromMiddle, StrictMath.pow(shrink, Math.abs(fromMiddle))));
        }
        return new Arrangement(seats, 0);
    }

    /**
     * Leaflets in pairs along a stalk, one more at its end.
     *
     * @param length length of a leaflet
     */
    static Arrangement feather(int pairs, double length) {
        double rachis = 1 - length;
        List<Seat> seats = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            double x = rachis * (0.15 + 0.75 * pair / (pairs - 1));
            double size = length * (0.85 + 0.15 * pair / (pairs - 1));
            seats.add(new Seat(x, 0, -62, size));
            seats.add(new Seat(x, 0, 62, size));
        }
        seats.add(new Seat(rachis, 0, 0, length));
        return new Arrangement(seats, rachis);
    }
}
