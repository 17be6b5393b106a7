package org.podium.augment;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Makes of every pixel the mean of those on a line through it or beside it. The image goes on mirrored beyond its edges.
 *
 * @param size side of the square that the line is drawn into, in pixels: odd, 3 to 255
 * @param angle the line's direction in degrees: 0 is to the right, 90 downwards
 * @param direction -1 to 1: at 0 the line goes half a side to both ends; at -1 backwards only, at 1 forwards only
 * @param right where the line's middle is, in pixels to the right of the square's
 * @param down the same downwards
 */
public record Smear(int size, double angle, double direction, double right, double down) implements Tone {
    static final int LONGEST = 255;

    public Smear {
        Check.that(
                size >= 3 && size <= LONGEST && size % 2 == 1,
                "Smear: size is an odd number from 3 to %d, got %d",
                LONGEST,
                size);
        Check.that(Double.isFinite(angle), "Smear: angle is a number of degrees, got %s", angle);
        Check.that(Math.abs(direction) <= 1, "Smear: direction is from -1 to 1, got %s", direction);
        Check.that(Double.isFinite(right) && Double.isFinite(down), "Smear: shifted by %s and %s", right, down);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        return Kernel.of(line()).apply(image);
    }

    /** The square with the line in it, every point of it equally heavy; points outside are moved to its edge. */
    private float[] line() {
        float[] line = new float[size * size];
        int reach = size / 2;
        double start = direction > 0 ? -reach * (1 - direction) : -reach;
        double end = direction < 0 ? reach * (1 + direction) : reach;
        int points = 0;
        for (int i = 0; i < size; i++) {
            double along = start + (end - start) * i / (size - 1);
            int column = place(reach + right + along * StrictMath.cos(Math.toRadians(angle)));
            int row = place(reach + down + along * StrictMath.sin(Math.toRadians(angle)));
            points += line[row * size + column] == 0 ? 1 : 0;
            line[row * size + column] = 1;
        }
        float weight = 1f / points;
        for (int i = 0; i < line.length; i++) {
            line[i] *= weight;
        }
        return line;
    }

    private int place(double coordinate) {
        return (int) Math.max(0, Math.min(size - 1, Math.rint(coordinate)));
    }
}
