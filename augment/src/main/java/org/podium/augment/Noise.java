package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Adds normally distributed noise, rounded and clamped to 0..255.
 *
 * @param deviation standard deviation in grey levels, 0 to 255
 * @param mean in grey levels, -255 to 255
 * @param perChannel whether red, green and blue each have noise of their own
 * @param seed what all of the noise follows from: the same seed gives the same noise
 */
public record Noise(double deviation, double mean, boolean perChannel, long seed) implements Tone {
    public Noise {
        Check.that(
                deviation >= 0 && deviation <= 255,
                "Noise: deviation is a number of grey levels from 0 to 255, got %s",
                deviation);
        Check.that(Math.abs(mean) <= 255, "Noise: mean is a number of grey levels from -255 to 255, got %s", mean);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        Mat changed = new Mat(image.rows(), image.cols(), CV_8UC3);
        byte[] row = new byte[3 * image.cols()];
        Normals normals = new Normals(seed, deviation, mean);
        int[] levels = new int[perChannel ? row.length : image.cols()];
        for (int y = 0; y < image.rows(); y++) {
            image.ptr(y).get(row);
            normals.fill(levels);
            add(levels, row);
            changed.ptr(y).put(row);
        }
        return changed;
    }

    private void add(int[] levels, byte[] row) {
        if (perChannel) {
            for (int i = 0; i < row.length; i++) {
                row[i] = plus(row[i], levels[i]);
            }
            return;
        }
        for (int i = 0; i < levels.length; i++) {
            row[3 * i] = plus(row[3 * i], levels[i]);
            row[3 * i + 1] = plus(row[3 * i + 1], levels[i]);
            row[3 * i + 2] = plus(row[3 * i + 2], levels[i]);
        }
    }

    private static byte plus(byte value, int level) {
        return (byte) Math.max(0, Math.min(255, (value & 0xff) + level));
    }
}
