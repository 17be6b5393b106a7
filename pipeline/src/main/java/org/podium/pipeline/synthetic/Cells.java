package org.podium.pipeline.synthetic;

import java.util.List;

/**
 * Cells about the points of a shaken grid: scales, cracks, bubbles and mosaics (Worley 1996, A cellular texture basis
 * function).
 *
 * @param frequency points along the unit
 * @param shake how far points are off the grid, from 0 to 1
 * @param stretch how much longer cells are than wide
 * @param direction in which they are stretched, in radians
 * @param power of the distance: 1 for diamonds, 2 for the usual one, higher for squares
 * @param look what is shown of a cell
 * @param width of the gaps between cells, or the size of a dot in them, as a share of a cell
 */
record Cells(double frequency, double shake, double stretch, double direction, double power, Look look, double width)
        implements Formula {

    /** What is shown: gaps between cells, a dot in each, a tone for each, or the distance from its point. */
    enum Look {
        GAPS,
        DOTS,
        MOSAIC,
        CUSHIONS
    }

    static Cells of(Draw draw) {
        return new Cells(
                1.2 * StrictMath.pow(5, draw.between(0, 1)),
                draw.between(0, 1),
                draw.between(1, 2.5),
                draw.between(0, StrictMath.PI),
                draw.pick(List.of(1.0, 2.0, 2.0, 4.0)),
                draw.pick(List.of(Look.values())),
                draw.between(0.08, 0.4));
    }

    @Override
    public boolean fills() {
        return true;
    }

    @Override
    public Figure figure(Draw draw) {
        Noise points = new Noise(draw.seed());
        double angle = direction + draw.between(-0.15, 0.15);
        double fine = draw.vary(frequency, 0.1);
        double along = fine * StrictMath.cos(angle);
        double across = fine * StrictMath.sin(angle);
        double shiftX = draw.between(0, 100);
        double shiftY = draw.between(0, 100);
        double gap = draw.vary(width, 0.15);
        return (x, y, blur) -> {
            double u = (x * along + y * across) / stretch + shiftX;
            double v = y * along - x * across + shiftY;
            return new Ink(1, tone(nearest(points, u, v), gap, blur * fine));
        };
    }

    private double tone(Nearest near, double gap, double blur) {
        return switch (look) {
            case GAPS -> Noise.step(-blur, blur, near.second - near.first - gap / 2);
            case DOTS -> Noise.step(-blur, blur, 0.8 * gap + 0.1 - near.first);
            case MOSAIC -> near.tone;
            case CUSHIONS -> Noise.step(0, 0.4 + gap, near.first);
        };
    }

    private Nearest nearest(Noise points, double u, double v) {
        double first = Double.MAX_VALUE;
        double second = Double.MAX_VALUE;
        double tone = 0;
        for (int row = -1; row <= 1; row++) {
            for (int column = -1; column <= 1; column++) {
                double left = Math.floor(u) + column;
                double top = Math.floor(v) + row;
                // On the lattice the noise is its random values: two for the place, one for the tone.
                double dx = left + 0.5 + 0.8 * shake * (points.at(left, top) - 0.5) - u;
                double dy = top + 0.5 + 0.8 * shake * (points.at(left + 5000, top) - 0.5) - v;
                double distance = distance(Math.abs(dx), Math.abs(dy));
                if (distance < first) {
                    second = first;
                    first = distance;
                    tone = points.at(left, top + 5000);
                } else if (distance < second) {
                    second = distance;
                }
            }
        }
        return new Nearest(first, second, tone);
    }

    private double distance(double dx, double dy) {
        if (power == 1) {
            return dx + dy;
        }
        return power == 2 ? Math.sqrt(dx * dx + dy * dy) : Math.sqrt(Math.sqrt(dx * dx * dx * dx + dy * dy * dy * dy));
    }

    /** Distances of the two nearest points, and the tone of the nearest one's cell. */
    private record Nearest(double first, double second, double tone) {}
}
