package org.podium.folds;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Gathers the deviations of all classes over the folds. */
final class DeviationTable {
    private final Balance.Deviation[] largest;
    private double sum;
    private long count;

    DeviationTable(int classes) {
        largest = new Balance.Deviation[classes];
    }

    void add(int repeat, int fold, double[] deviations) {
        for (int c = 0; c < deviations.length; c++) {
            sum += deviations[c];
            count++;
            if (largest[c] == null || deviations[c] > largest[c].deviation()) {
                largest[c] = new Balance.Deviation(c, repeat, fold, deviations[c]);
            }
        }
    }

    double mean() {
        return count == 0 ? 0 : sum / count;
    }

    /** The classes that deviate most, each in the first fold where it does so most, equals by index. */
    List<Balance.Deviation> worst(int limit) {
        return IntStream.range(0, largest.length)
                .mapToObj(c -> largest[c])
                .sorted(Comparator.comparingDouble(Balance.Deviation::deviation).reversed())
                .limit(limit)
                .toList();
    }
}
