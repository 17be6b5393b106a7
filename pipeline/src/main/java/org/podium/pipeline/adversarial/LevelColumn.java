package org.podium.pipeline.adversarial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Names of kinds. An empty cell is a kind of its own. */
record LevelColumn(String name, List<String> train, List<String> test) implements SharedColumn {
    /** The model sees this many of the commonest at most, each as a column of 0 and 1. */
    static final int MOST_LEVELS = 32;

    @Override
    public Optional<String> exclusion() {
        int levels = levels().size();
        if (levels == 1) {
            return Optional.of("the same in all rows");
        }
        return levels > (train.size() + test.size()) / 2
                ? Optional.of("nearly every row has a text of its own")
                : Optional.empty();
    }

    @Override
    public List<float[]> encoded(int mostLevels) {
        List<float[]> columns = new ArrayList<>();
        for (String level : levels().stream().limit(mostLevels).toList()) {
            float[] column = new float[train.size() + test.size()];
            for (int row = 0; row < column.length; row++) {
                String cell = row < train.size() ? train.get(row) : test.get(row - train.size());
                column[row] = cell.equals(level) ? 1 : 0;
            }
            columns.add(column);
        }
        return columns;
    }

    @Override
    public Difference difference() {
        String telling = "";
        double most = -1;
        for (String level : levels().stream().limit(MOST_LEVELS).toList()) {
            double apart = Math.abs(share(test, level) - share(train, level));
            if (apart > most) {
                most = apart;
                telling = level;
            }
        }
        return new Difference(
                name,
                most,
                String.format(
                        Locale.ROOT,
                        "'%s' in %.1f %% of the test rows, %.1f %% of the training rows",
                        telling,
                        100 * share(test, telling),
                        100 * share(train, telling)));
    }

    private List<String> levels() {
        return SharedColumn.byFrequency(Stream.concat(train.stream(), test.stream()));
    }

    private static double share(List<String> cells, String level) {
        return (double) Collections.frequency(cells, level) / cells.size();
    }
}
