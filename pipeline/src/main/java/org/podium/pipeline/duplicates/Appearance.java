package org.podium.pipeline.duplicates;

import org.podium.pipeline.image.Thumbnail;

/**
 * A thumbnail without its brightness, tint and contrast: each channel less its mean, all of it divided by its length. So
 * the inner product of two is the correlation of the thumbnails.
 */
final class Appearance {
    /**
     * Grey levels of contrast (standard deviation over pixels, after the channels' means) under which a thumbnail is
     * mostly rounding, so that only exact duplicates of it can be told.
     */
    private static final double LEAST_CONTRAST = 2;

    private static final int BLOCK = 96;

    private static final int PIXELS = Thumbnail.SIDE * Thumbnail.SIDE;

    /** Coprime to the number of pixels: neighbours in an appearance are far apart in the image. */
    private static final int STRIDE = 101;
    /** 101 × 109 = 43 × 256 + 1. */
    private static final int INVERSE = 109;
    /** What a length of 1 is stored as: the sum of squared differences of two, at most 4 × UNIT², is still an int. */
    private static final int UNIT = 8191;

    /** Pixel by pixel, in steps of {@link #STRIDE} through the image, so that each part of it is like the whole. */
    private final short[] values;

    private final boolean flat;

    private Appearance(short[] values, boolean flat) {
        this.values = values;
        this.flat = flat;
    }

    static Appearance of(Thumbnail thumbnail) {
        double[] centred = new double[Thumbnail.LENGTH];
        double squares = 0;
        for (int c = 0; c < 3; c++) {
            double mean = 0;
            for (int i = 0; i < PIXELS; i++) {
                centred[3 * i + c] = smoothed(thumbnail, i / Thumbnail.SIDE, i % Thumbnail.SIDE, c);
                mean += centred[3 * i + c] / PIXELS;
            }
            for (int i = 0; i < PIXELS; i++) {
                centred[3 * i + c] -= mean;
                squares += centred[3 * i + c] * centred[3 * i + c];
            }
        }
        double length = Math.sqrt(squares);
        short[] values = new short[Thumbnail.LENGTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) (length == 0 ? 0 : Math.rint(UNIT * centred[3 * place(i) + i % 3] / length));
        }
        return new Appearance(values, length < LEAST_CONTRAST * Math.sqrt(Thumbnail.LENGTH));
    }

    /** The mean with the neighbours, in the proportions 1 : 2 : 1 each way: resizing blurs, and one edge moves the next. */
    private static double smoothed(Thumbnail thumbnail, int row, int column, int channel) {
        double sum = 0;
        for (int y = -1; y <= 1; y++) {
            for (int x = -1; x <= 1; x++) {
                sum += (2 - Math.abs(y))
                        * (2 - Math.abs(x))
                        * thumbnail.at(inside(row + y), inside(column + x), channel);
            }
        }
        return sum / 16;
    }

    private static int inside(int place) {
        return Math.max(0, Math.min(Thumbnail.SIDE - 1, place));
    }

    /** The appearance of the image with left and right exchanged. */
    Appearance mirrored() {
        short[] turned = new short[Thumbnail.LENGTH];
        for (int i = 0; i < turned.length; i++) {
            int pixel = place(i);
            int across = pixel - pixel % Thumbnail.SIDE + Thumbnail.SIDE - 1 - pixel % Thumbnail.SIDE;
            turned[i] = values[3 * (across * INVERSE % PIXELS) + i % 3];
        }
        return new Appearance(turned, flat);
    }

    /** Whether there is too little in the image to compare. */
    boolean flat() {
        return flat;
    }

    /** A number that a re-encoded image shares but for little: how far below and to the right its light is. */
    double slope() {
        double sum = 0;
        for (int i = 0; i < Thumbnail.LENGTH; i++) {
            int pixel = place(i);
            sum += (double) values[i] / UNIT * (2.0 * (pixel / Thumbnail.SIDE) + pixel % Thumbnail.SIDE);
        }
        return sum;
    }

    private static int place(int i) {
        return i / 3 * STRIDE % PIXELS;
    }

    /** 1 less the correlation: 0 where nothing but brightness and contrast differ, about 1 for unrelated images, 2 at most. */
    double distance(Appearance that) {
        return distance(that, Double.POSITIVE_INFINITY);
    }

    /**
     * {@link #distance(Appearance)} where it is not above a limit, and anything above the limit where it is.
     *
     * @param limit what is not worth knowing beyond
     */
    double distance(Appearance that, double limit) {
        // Half of the squared difference is 1 less the correlation, and exact where that is small.
        double most = 2 * limit * UNIT * UNIT;
        short[] a = values;
        short[] b = that.values;
        int sum = 0;
        for (int from = 0; from < Thumbnail.LENGTH && sum <= most; from += BLOCK) {
            for (int i = from; i < from + BLOCK; i++) {
                int difference = a[i] - b[i];
                sum += difference * difference;
            }
        }
        return sum / (2.0 * UNIT * UNIT);
    }
}
