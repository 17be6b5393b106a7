package org.podium.pipeline.check;

import java.util.List;

/**
 * What thumbnails look like, as points between which Euclidean distance means something without any training.
 *
 * <p>Three blocks: brightness on an 8 × 8 grid, freed of its mean and contrast (what is where); histograms of gradient
 * directions in 4 × 4 cells, after Dalal and Triggs, <i>Histograms of oriented gradients for human detection</i>, 2005
 * (shape); a histogram of 64 colours (surface). Square roots of histograms make Euclidean distance Hellinger's. Each block
 * is centred and scaled to the same mean square norm, colours to a multiple of it.
 */
final class ThumbnailFeatures {
    /** Pixels along each side of a thumbnail. */
    static final int SIDE = 16;

    static final int BYTES = SIDE * SIDE * 3;

    private static final int GRID = 8;
    private static final int CELLS = 4;
    private static final int DIRECTIONS = 8;
    private static final int LEVELS = 4;
    private static final int BRIGHTNESS = GRID * GRID;
    private static final int GRADIENTS = CELLS * CELLS * DIRECTIONS;
    private static final int COLOURS = LEVELS * LEVELS * LEVELS;
    /** Grey levels of 0 to 1: keeps the noise of an even surface from being blown up to full contrast. */
    private static final double LEAST_CONTRAST = 0.02;

    private ThumbnailFeatures() {}

    /**
     * @param thumbnails 16 × 16 × RGB each, row-major
     * @param colourWeight of colours in squared distances, in weights of each other block
     * @return rows × 256
     */
    static float[][] of(List<byte[]> thumbnails, double colourWeight) {
        double[][] rows =
                thumbnails.stream().parallel().map(ThumbnailFeatures::features).toArray(double[][]::new);
        float[][] points = new float[rows.length][BRIGHTNESS + GRADIENTS + COLOURS];
        equalise(rows, points, 0, BRIGHTNESS, 1);
        equalise(rows, points, BRIGHTNESS, BRIGHTNESS + GRADIENTS, 1);
        equalise(rows, points, BRIGHTNESS + GRADIENTS, BRIGHTNESS + GRADIENTS + COLOURS, colourWeight);
        return points;
    }

    private static double[] features(byte[] rgb) {
        double[] grey = new double[SIDE * SIDE];
        double[] all = new double[BRIGHTNESS + GRADIENTS + COLOURS];
        for (int pixel = 0; pixel < grey.length; pixel++) {
            int red = rgb[3 * pixel] & 0xFF;
            int green = rgb[3 * pixel + 1] & 0xFF;
            int blue = rgb[3 * pixel + 2] & 0xFF;
            grey[pixel] = (red + green + blue) / (3 * 255.0);
            int step = 256 / LEVELS;
            int colour = (red / step * LEVELS + green / step) * LEVELS + blue / step;
            all[BRIGHTNESS + GRADIENTS + colour] += 1.0 / grey.length;
        }
        brightness(grey, all);
        gradients(grey, all);
        for (int i = BRIGHTNESS; i < all.length; i++) {
            all[i] = Math.sqrt(all[i]);
        }
        return all;
    }

    private static void brightness(double[] grey, double[] into) {
        int width = SIDE / GRID;
        double sum = 0;
        double squares = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                into[y / width * GRID + x / width] += grey[y * SIDE + x] / (width * width);
            }
        }
        for (int i = 0; i < BRIGHTNESS; i++) {
            sum += into[i];
            squares += into[i] * into[i];
        }
        double mean = sum / BRIGHTNESS;
        double contrast = Math.sqrt(Math.max(0, squares / BRIGHTNESS - mean * mean)) + LEAST_CONTRAST;
        for (int i = 0; i < BRIGHTNESS; i++) {
            into[i] = (into[i] - mean) / contrast;
        }
    }

    /** Directions without sign; a gradient between two of them is shared out. Each image's histograms sum to one. */
    private static void gradients(double[] grey, double[] into) {
        double total = 1e-9;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double dx = at(grey, x + 1, y) - at(grey, x - 1, y);
                double dy = at(grey, x, y + 1) - at(grey, x, y - 1);
                double strength = Math.sqrt(dx * dx + dy * dy);
                double turn = StrictMath.atan2(dy, dx) / Math.PI * DIRECTIONS + DIRECTIONS;
                int low = (int) turn;
                double share = turn - low;
                int cell = BRIGHTNESS + (y * CELLS / SIDE * CELLS + x * CELLS / SIDE) * DIRECTIONS;
                into[cell + low % DIRECTIONS] += strength * (1 - share);
                into[cell + (low + 1) % DIRECTIONS] += strength * share;
                total += strength;
            }
        }
        for (int i = BRIGHTNESS; i < BRIGHTNESS + GRADIENTS; i++) {
            into[i] /= total;
        }
    }

    private static double at(double[] grey, int x, int y) {
        int column = Math.min(SIDE - 1, Math.max(0, x));
        int row = Math.min(SIDE - 1, Math.max(0, y));
        return grey[row * SIDE + column];
    }

    private static void equalise(double[][] rows, float[][] points, int from, int to, double weight) {
        double[] mean = new double[to];
        for (double[] row : rows) {
            for (int i = from; i < to; i++) {
                mean[i] += row[i] / rows.length;
            }
        }
        double squares = 0;
        for (double[] row : rows) {
            for (int i = from; i < to; i++) {
                squares += (row[i] - mean[i]) * (row[i] - mean[i]) / rows.length;
            }
        }
        // A block in which all images agree tells nothing.
        double scale = squares > 0 ? Math.sqrt(weight / squares) : 0;
        for (int row = 0; row < rows.length; row++) {
            for (int i = from; i < to; i++) {
                points[row][i] = (float) ((rows[row][i] - mean[i]) * scale);
            }
        }
    }
}
