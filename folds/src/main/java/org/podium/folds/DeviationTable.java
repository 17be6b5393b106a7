package org.podium.folds;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Gathers the deviations of all classes with rows over the folds. */
final class DeviationTable {
    private final Categories classes;
    private final Balance.Deviation[] largest;
    private double sum;
    private long count;

    DeviationTable(Categories classes) {
        this.classes = classes;
        largest = new Balance.Deviation[classes.count()];
    }

    void add(int repeat, int fold, double[] deviations) {
        for (int c = 0; c < deviations.length; c++) {
            if (classes.size(c) == 0) {
                continue;
            }
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
        return Arrays.stream(largest)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingDouble(Balance.Deviation::deviation).reversed())
                .limit(limit)
                .toList();
    }
}
