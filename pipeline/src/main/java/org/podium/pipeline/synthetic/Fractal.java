package org.podium.pipeline.synthetic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The attractor of an iterated function system (Barnsley 1988), as in FractalDB (Kataoka et al. 2020,
 * https://arxiv.org/abs/2101.08515) and, since the maps are of space and images look at it from a side, ExFractalDB
 * (Kataoka et al. 2022, https://arxiv.org/abs/2206.09132). Systems whose attractor fills too little of its square are
 * drawn anew.
 *
 * @param maps affine and contracting
 */
record Fractal(List<Map> maps) implements Formula {

    private static final int GRID = 80;
    private static final int POINTS = 12_000;
    private static final int SETTLING = 40;
    private static final double FILLED = 0.16;
    /** After so many systems the best of them has to do. */
    private static final int MOST_TRIES = 60;

    /**
     * x becomes {@code matrix x + shift}.
     *
     * @param matrix 3 × 3, row by row
     * @param shift three numbers
     */
    record Map(double[] matrix, double[] shift) {

        /** A random map with all entries in proportion to a strength below 1. */
        static Map of(Draw draw) {
            double depth = draw.chance(0.5) ? 0 : 0.5;
            double strength = draw.between(0.35, 0.8);
            double[] matrix = new double[9];
            for (int entry = 0; entry < 9; entry++) {
                boolean outOfPlane = entry >= 6 || entry % 3 == 2;
                matrix[entry] = draw.between(-1, 1) * (outOfPlane ? depth : 1);
            }
            double size = spectral(matrix);
            for (int entry = 0; entry < 9; entry++) {
                matrix[entry] *= strength / size;
            }
            return new Map(
                    matrix, new double[] {draw.between(-1, 1), draw.between(-1, 1), depth * draw.between(-1, 1)});
        }

        /**
         * The Frobenius norm over 1.15. With a strength of at most 0.8 and 8 % of variation, maps scaled by it still contract:
         * 0.8 x 1.15 x 1.08 is below 1.
         */
        private static double spectral(double[] matrix) {
            return Math.sqrt(Arrays.stream(matrix).map(entry -> entry * entry).sum()) / 1.15;
        }

        Map varied(Draw draw, double share) {
            double[] changed =
                    Arrays.stream(matrix).map(entry -> draw.vary(entry, share)).toArray();
            double[] moved =
                    Arrays.stream(shift).map(entry -> draw.vary(entry, share)).toArray();
            return new Map(changed, moved);
        }

        /** The area that is left of a square in the plane, at least a little: how often the map is taken. */
        double weight() {
            return 0.02 + Math.abs(matrix[0] * matrix[4] - matrix[1] * matrix[3]);
        }

        void apply(double[] point) {
            double x = point[0];
            double y = point[1];
            double z = point[2];
            for (int row = 0; row < 3; row++) {
                point[row] = matrix[3 * row] * x + matrix[3 * row + 1] * y + matrix[3 * row + 2] * z + shift[row];
            }
        }
    }

    Fractal {
        maps = List.copyOf(maps);
    }

    static Fractal of(Draw draw) {
        Fractal best = null;
        double most = -1;
        for (int attempt = 0; attempt < MOST_TRIES && most < FILLED; attempt++) {
            List<Map> maps = new ArrayList<>();
            for (int left = draw.count(2, 6); left > 0; left--) {
                maps.add(Map.of(draw));
            }
            Fractal fractal = new Fractal(maps);
            double filled = fractal.picture(draw, 0, 0, POINTS / 3).filled();
            if (filled > most) {
                most = filled;
                best = fractal;
            }
        }
        return best;
    }

    @Override
    public boolean fills() {
        return false;
    }

    @Override
    public Figure figure(Draw draw) {
        List<Map> changed = maps.stream().map(map -> map.varied(draw, 0.08)).toList();
        return new Fractal(changed).picture(draw, draw.between(-0.6, 0.6), draw.between(-0.6, 0.6), POINTS);
    }

    /** The chaos game, seen from a side, cut to the square that holds nearly all of it. */
    private Picture picture(Draw draw, double tilt, double pan, int points) {
        double[] x = new double[points];
        double[] y = new double[points];
        double[] tone = new double[points];
        double[] limits = limits();
        double[] point = new double[3];
        for (int number = -SETTLING; number < points; number++) {
            int map = pick(limits, draw.between(0, 1));
            maps.get(map).apply(point);
            if (number >= 0) {
                x[number] = point[0] * StrictMath.cos(pan) + point[2] * StrictMath.sin(pan);
                y[number] = point[1] * StrictMath.cos(tilt) + point[2] * StrictMath.sin(tilt);
                tone[number] = (map + 0.5) / maps.size();
            }
        }
        double[] spanX = span(x);
        double[] spanY = span(y);
        double half = Math.max(1e-6, Math.max(spanX[1] - spanX[0], spanY[1] - spanY[0]) / 2);
        Picture picture = new Picture(new double[GRID * GRID], new double[GRID * GRID]);
        for (int number = 0; number < points; number++) {
            picture.add(
                    (x[number] - (spanX[0] + spanX[1]) / 2) / half,
                    (y[number] - (spanY[0] + spanY[1]) / 2) / half,
                    tone[number]);
        }
        return picture;
    }

    /** Sums of the maps' probabilities. */
    private double[] limits() {
        double[] limits = new double[maps.size()];
        double sum = 0;
        for (int map = 0; map < limits.length; map++) {
            sum += maps.get(map).weight();
            limits[map] = sum;
        }
        for (int map = 0; map < limits.length; map++) {
            limits[map] /= sum;
        }
        return limits;
    }

    private static int pick(double[] limits, double value) {
        int map = 0;
        while (map < limits.length - 1 && value >= limits[map]) {
            map++;
        }
        return map;
    }

    /** Where nearly all values lie. */
    private static double[] span(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int left = values.length / 200;
        return new double[] {sorted[left], sorted[sorted.length - 1 - left]};
    }

    /**
     * Points on a grid over the square from −1 to 1.
     *
     * @param points how many fell into each box
     * @param tones sum of their tones
     */
    private record Picture(double[] points, double[] tones) implements Figure {

        void add(double x, double y, double tone) {
            int column = box(x);
            int row = box(y);
            if (column >= 0 && column < GRID && row >= 0 && row < GRID) {
                points[row * GRID + column]++;
                tones[row * GRID + column] += tone;
            }
        }

        private static int box(double place) {
            return (int) Math.floor((place + 1) / 2 * GRID);
        }

        double filled() {
            return Arrays.stream(points).filter(count -> count > 0).count() / (double) (GRID * GRID);
        }

        @Override
        public Ink at(double x, double y, double blur) {
            double column = (x + 1) / 2 * GRID - 0.5;
            double row = (y + 1) / 2 * GRID - 0.5;
            int left = (int) Math.floor(column);
            int top = (int) Math.floor(row);
            double cover = 0;
            double tone = 0;
            for (int corner = 0; corner < 4; corner++) {
                int c = left + corner % 2;
                int r = top + corner / 2;
                if (c >= 0 && c < GRID && r >= 0 && r < GRID && points[r * GRID + c] > 0) {
                    double share = (1 - Math.abs(column - c)) * (1 - Math.abs(row - r));
                    double dense = Math.min(1, 0.55 + 0.15 * points[r * GRID + c]) * share;
                    cover += dense;
                    tone += dense * tones[r * GRID + c] / points[r * GRID + c];
                }
            }
            return cover == 0 ? Ink.NONE : new Ink(cover, tone / cover);
        }
    }
}
