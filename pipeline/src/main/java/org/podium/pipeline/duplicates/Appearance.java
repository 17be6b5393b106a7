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

    private static final int PIXELS = Thumbnail.SIDE * Thumbnail.SIDE;

    private final float[] values;
    private final boolean flat;

    private Appearance(float[] values, boolean flat) {
        this.values = values;
        this.flat = flat;
    }

    static Appearance of(Thumbnail thumbnail) {
        double[] centred = new double[Thumbnail.LENGTH];
        double squares = 0;
        for (int c = 0; c < 3; c++) {
            double mean = 0;
            for (int i = 0; i < PIXELS; i++) {
                mean += thumbnail.at(i / Thumbnail.SIDE, i % Thumbnail.SIDE, c) / (double) PIXELS;
            }
            for (int i = 0; i < PIXELS; i++) {
                double value = thumbnail.at(i / Thumbnail.SIDE, i % Thumbnail.SIDE, c) - mean;
                centred[3 * i + c] = value;
                squares += value * value;
            }
        }
        double length = Math.sqrt(squares);
        float[] values = new float[Thumbnail.LENGTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = length == 0 ? 0 : (float) (centred[i] / length);
        }
        return new Appearance(values, length < LEAST_CONTRAST * Math.sqrt(Thumbnail.LENGTH));
    }

    /** Whether there is too little in the image to compare. */
    boolean flat() {
        return flat;
    }

    /** A number that a re-encoded image shares but for little: how far below and to the right its light is. */
    double slope() {
        double sum = 0;
        for (int i = 0; i < Thumbnail.LENGTH; i++) {
            int pixel = i / 3;
            sum += values[i] * (2.0 * (pixel / Thumbnail.SIDE) + pixel % Thumbnail.SIDE);
        }
        return sum;
    }

    /** 1 less the correlation: 0 where nothing but brightness and contrast differ, about 1 for unrelated images, 2 at most. */
    double distance(Appearance that) {
        // Half of the squared difference is the same number, and exact where it is small. Four sums in turn let the
        // processor work on four products at once.
        float[] a = values;
        float[] b = that.values;
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int i = 0; i < Thumbnail.LENGTH; i += 4) {
            double difference0 = a[i] - b[i];
            double difference1 = a[i + 1] - b[i + 1];
            double difference2 = a[i + 2] - b[i + 2];
            double difference3 = a[i + 3] - b[i + 3];
            sum0 += difference0 * difference0;
            sum1 += difference1 * difference1;
            sum2 += difference2 * difference2;
            sum3 += difference3 * difference3;
        }
        return (sum0 + sum1 + (sum2 + sum3)) / 2;
    }
}
