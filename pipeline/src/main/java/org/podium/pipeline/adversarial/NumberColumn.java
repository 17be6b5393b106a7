package org.podium.pipeline.adversarial;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Numbers, NaN for missing ones. */
record NumberColumn(String name, double[] train, double[] test) implements SharedColumn {
    /** Fewer numbers may grow from row to row by chance. */
    private static final int A_COUNT = 20;

    @Override
    public Optional<String> exclusion() {
        double[] all =
                DoubleStream.concat(Arrays.stream(train), Arrays.stream(test)).toArray();
        if (Arrays.stream(all).allMatch(value -> Double.compare(value, all[0]) == 0)) {
            return Optional.of("the same in all rows");
        }
        return counts(train) || counts(test)
                ? Optional.of("grows from row to row, as a row number does")
                : Optional.empty();
    }

    private static boolean counts(double[] values) {
        boolean grows = values.length >= A_COUNT;
        for (int row = 1; row < values.length && grows; row++) {
            grows = values[row] > values[row - 1];
        }
        return grows;
    }

    @Override
    public List<float[]> encoded(int mostLevels) {
        float[] values = new float[train.length + test.length];
        for (int row = 0; row < values.length; row++) {
            float value = (float) (row < train.length ? train[row] : test[row - train.length]);
            // The model takes no infinite numbers.
            values[row] = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
        }
        return List.of(values);
    }

    @Override
    public Difference difference() {
        double[] ofTrain = known(train);
        double[] ofTest = known(test);
        double missingTrain = 1 - (double) ofTrain.length / train.length;
        double missingTest = 1 - (double) ofTest.length / test.length;
        double gap = Math.abs(missingTest - missingTrain);
        double distance = distance(ofTrain, ofTest);
        if (gap >= distance) {
            return new Difference(
                    name,
                    gap,
                    String.format(
                            Locale.ROOT,
                            "missing in %.1f %% of the test rows, %.1f %% of the training rows",
                            100 * missingTest,
                            100 * missingTrain));
        }
        double middleTrain = quantile(ofTrain, 0.5);
        double middleTest = quantile(ofTest, 0.5);
        String medians = String.format(
                Locale.ROOT, "median %.4g in the test rows, %.4g in the training rows", middleTest, middleTrain);
        String spread = String.format(
                Locale.ROOT,
                "middle 80 %% from %.4g to %.4g in the test rows, from %.4g to %.4g in the training rows",
                quantile(ofTest, 0.1),
                quantile(ofTest, 0.9),
                quantile(ofTrain, 0.1),
                quantile(ofTrain, 0.9));
        // Of unlike distances, half may lie beside the middle: then it is the spread that differs.
        boolean shifted = share(ofTest, middleTrain) >= distance / 2;
        return new Difference(name, distance, shifted ? medians : spread);
    }

    /** How far the share of rows below a value, ties half, is from a half. */
    private static double share(double[] sorted, double value) {
        double below = Arrays.stream(sorted)
                .map(v -> v < value ? 1 : v == value ? 0.5 : 0)
                .sum();
        return Math.abs(below / sorted.length - 0.5);
    }

    /** Kolmogorov and Smirnov's distance of two sorted samples; 0 if one is empty. */
    static double distance(double[] first, double[] second) {
        double most = 0;
        int i = 0;
        int j = 0;
        while (i < first.length && j < second.length) {
            double value = Math.min(first[i], second[j]);
            while (i < first.length && first[i] == value) {
                i++;
            }
            while (j < second.length && second[j] == value) {
                j++;
            }
            most = Math.max(most, Math.abs((double) i / first.length - (double) j / second.length));
        }
        return most;
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int low = (int) place;
        int high = Math.min(sorted.length - 1, low + 1);
        return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
    }

    private static double[] known(double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }
}
