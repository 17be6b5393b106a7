package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.opencv.opencv_core.Mat;

/** The largest difference and the average one in grey levels, and the peak signal-to-noise ratio in decibels. */
record Difference(int max, double mean, double psnr) {
    static Difference between(Mat actual, Mat expected) {
        assertThat(ImageSize.of(actual)).isEqualTo(ImageSize.of(expected));
        byte[] a = Images.bytes(actual);
        byte[] b = Images.bytes(expected);
        int max = 0;
        long sum = 0;
        long squares = 0;
        for (int i = 0; i < a.length; i++) {
            int difference = Math.abs((a[i] & 0xff) - (b[i] & 0xff));
            max = Math.max(max, difference);
            sum += difference;
            squares += (long) difference * difference;
        }
        double psnr = 10 * Math.log10(255.0 * 255.0 * a.length / squares);
        return new Difference(max, (double) sum / a.length, psnr);
    }
}
