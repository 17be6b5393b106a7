package org.podium.pipeline.adversarial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.podium.pipeline.check.Cells;

/** A column that training and test rows have both. */
sealed interface SharedColumn permits NumberColumn, LevelColumn {
    String name();

    /** Why the column cannot be a fair feature, if it cannot. */
    Optional<String> exclusion();

    /**
     * As the model sees it: feature × row, training rows first, NaN for missing values.
     *
     * @param mostLevels how many features a column of texts may become, 1 to {@link LevelColumn#MOST_LEVELS}
     */
    List<float[]> encoded(int mostLevels);

    /** How training and test rows differ in this column alone. */
    Difference difference();

    /** The columns that both have, in the order of the training rows' columns. */
    static List<SharedColumn> of(Features train, Features test) {
        List<SharedColumn> shared = new ArrayList<>();
        Map<String, double[]> numbers = new LinkedHashMap<>(train.numbers());
        numbers.keySet().retainAll(test.numbers().keySet());
        numbers.forEach((name, values) ->
                shared.add(new NumberColumn(name, values, test.numbers().get(name))));
        train.texts().forEach((name, cells) -> {
            List<String> testCells = test.texts().get(name);
            if (testCells != null) {
                shared.add(ofTexts(name, cells, testCells));
            }
        });
        return shared;
    }

    private static SharedColumn ofTexts(String name, List<String> train, List<String> test) {
        boolean numeric =
                Cells.isNumeric(Stream.concat(train.stream(), test.stream()).toList());
        return numeric ? new NumberColumn(name, numbers(train), numbers(test)) : new LevelColumn(name, train, test);
    }

    private static double[] numbers(List<String> cells) {
        return cells.stream().mapToDouble(Cells::number).toArray();
    }

    /** Values by how often they occur, the most common first, then by name. */
    static List<String> byFrequency(Stream<String> values) {
        return values.collect(Collectors.groupingBy(Function.identity(), Collectors.counting())).entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
