package org.podium.augment;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Every cell of a regular grid takes its pixels from one of an irregular grid. Nothing leaves the image.
 *
 * @param widths of the irregular grid's columns, from the left, above 0; only how they compare matters
 * @param heights of its rows, from the top, above 0
 */
public record Grid(List<Double> widths, List<Double> heights) implements Distortion {
    public Grid {
        widths = List.copyOf(widths);
        heights = List.copyOf(heights);
    }

    @Override
    public Field field(ImageSize size) {
        float[] right = offsets(widths, size.width());
        float[] down = offsets(heights, size.height());
        return Field.of(size, (row, offsets) -> {
            for (int column = 0; column < right.length; column++) {
                offsets[2 * column] = right[column];
                offsets[2 * column + 1] = down[row];
            }
        });
    }

    /** Never seen but for the rounding of coordinates. */
    @Override
    public Border border() {
        return new Border(Border.Mode.REPLICATE, 0);
    }

    /** Exact, however much cells differ. */
    @Override
    public UnaryOperator<Keypoint> motion(Field field, ImageSize size) {
        return point -> new Keypoint(goal(widths, size.width(), point.x()), goal(heights, size.height(), point.y()));
    }

    /** For the centre of each pixel of a side, how far away the place is that it takes from, inside the side. */
    private static float[] offsets(List<Double> cells, int side) {
        double scale = side / sum(cells);
        float[] offsets = new float[side];
        double start = 0;
        int cell = 0;
        for (int i = 0; i < side; i++) {
            double centre = i + 0.5;
            double cellsPassed = centre * cells.size() / side;
            while (cell < cells.size() - 1 && cellsPassed >= cell + 1) {
                start += cells.get(cell++) * scale;
            }
            double place = start + (cellsPassed - cell) * cells.get(cell) * scale;
            offsets[i] = (float) (Math.max(0.5, Math.min(side - 0.5, place)) - centre);
        }
        return offsets;
    }

    /** What takes from a place on a side. */
    private static double goal(List<Double> cells, int side, double place) {
        double left = place * sum(cells) / side;
        int cell = 0;
        while (cell < cells.size() - 1 && left >= cells.get(cell)) {
            left -= cells.get(cell++);
        }
        return (cell + left / cells.get(cell)) * side / cells.size();
    }

    private static double sum(List<Double> cells) {
        return cells.stream().mapToDouble(Double::doubleValue).sum();
    }
}
