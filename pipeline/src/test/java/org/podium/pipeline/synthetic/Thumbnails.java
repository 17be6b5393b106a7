package org.podium.pipeline.synthetic;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Photos of 16 × 16 pixels, and what two simple learners make of them.
 *
 * @param pixels photo × value, from -1 (dark) to 1, row by row, blue, green, red
 * @param labels class of each photo
 */
record Thumbnails(List<float[]> pixels, int[] labels) {
    private static final int SIDE = 16;
    private static final int STEPS = 60;
    private static final float RATE = 0.05f;

    static Thumbnails of(Path folder, List<String> images, int[] labels) throws IOException {
        List<float[]> pixels = new ArrayList<>();
        for (String image : images) {
            pixels.add(shrink(folder.resolve(image)));
        }
        return new Thumbnails(pixels, labels);
    }

    private static float[] shrink(Path file) throws IOException {
        try (Mat photo = opencv_imgcodecs.imread(file.toString());
                Mat small = new Mat();
                Size size = new Size(SIDE, SIDE)) {
            opencv_imgproc.resize(photo, small, size, 0, 0, opencv_imgproc.INTER_AREA);
            byte[] bytes = new byte[SIDE * SIDE * 3];
            small.data().get(bytes);
            float[] values = new float[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                values[i] = (bytes[i] & 0xFF) / 127.5f - 1;
            }
            return values;
        }
    }

    /** Share of the held-out photos whose nearest neighbour among the others, by squared distance, has their label. */
    double nearestNeighbour(int[] training, int[] heldOut) {
        int right = 0;
        for (int row : heldOut) {
            int nearest = -1;
            float least = Float.MAX_VALUE;
            for (int other : training) {
                float distance = distance(pixels.get(row), pixels.get(other));
                if (distance < least) {
                    least = distance;
                    nearest = other;
                }
            }
            right += labels[nearest] == labels[row] ? 1 : 0;
        }
        return (double) right / heldOut.length;
    }

    private static float distance(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    /** Share of the held-out photos that softmax regression, fitted to the others photo by photo, labels rightly. */
    double softmaxRegression(int classes, int[] training, int[] heldOut) {
        int size = pixels.get(0).length;
        float[][] weights = new float[classes][size + 1];
        for (int step = 0; step < STEPS; step++) {
            float rate = RATE * (1 - (float) step / STEPS);
            for (int row : training) {
                float[] values = pixels.get(row);
                double[] shares = shares(weights, values);
                for (int c = 0; c < classes; c++) {
                    float slope = rate * (float) ((c == labels[row] ? 1 : 0) - shares[c]);
                    for (int i = 0; i < size; i++) {
                        weights[c][i] += slope * values[i];
                    }
                    weights[c][size] += slope;
                }
            }
        }
        int right = 0;
        for (int row : heldOut) {
            double[] shares = shares(weights, pixels.get(row));
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = shares[c] > shares[best] ? c : best;
            }
            right += best == labels[row] ? 1 : 0;
        }
        return (double) right / heldOut.length;
    }

    private static double[] shares(float[][] weights, float[] values) {
        double[] shares = new double[weights.length];
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < shares.length; c++) {
            float sum = weights[c][values.length];
            for (int i = 0; i < values.length; i++) {
                sum += weights[c][i] * values[i];
            }
            shares[c] = sum;
            most = Math.max(most, sum);
        }
        double total = 0;
        for (int c = 0; c < shares.length; c++) {
            shares[c] = StrictMath.exp(shares[c] - most);
            total += shares[c];
        }
        for (int c = 0; c < shares.length; c++) {
            shares[c] /= total;
        }
        return shares;
    }
}
