package org.podium.pipeline.adversarial;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the training rows, or of the test rows: columns of numbers and of texts. Immutable.
 *
 * <p>Ids, image paths, labels and times are no features: they tell the two apart by what they are.
 */
public final class Features {
    private final int rows;
    private final Map<String, double[]> numbers;
    private final Map<String, List<String>> texts;
    private final Optional<List<String>> groups;

    private Features(
            int rows, Map<String, double[]> numbers, Map<String, List<String>> texts, Optional<List<String>> groups) {
        this.rows = rows;
        this.numbers = numbers;
        this.texts = texts;
        this.groups = groups;
    }

    /** Rows of which nothing is known yet. */
    public static Features of(int rows) {
        return new Features(rows, Map.of(), Map.of(), Optional.empty());
    }

    /**
     * With a column of numbers, NaN where one is missing.
     *
     * @throws IllegalArgumentException if the number of rows is another, or the name is taken
     */
    public Features withNumbers(String name, double[] values) {
        requireNew(name, values.length);
        Map<String, double[]> more = new LinkedHashMap<>(numbers);
        more.put(name, values.clone());
        return new Features(rows, more, texts, groups);
    }

    /**
     * With a column of a table: numbers if all cells, of training and test rows, are numbers or missing, and names of
     * kinds otherwise.
     *
     * @throws IllegalArgumentException if the number of rows is another, or the name is taken
     */
    public Features withTexts(String name, List<String> cells) {
        requireNew(name, cells.size());
        Map<String, List<String>> more = new LinkedHashMap<>(texts);
        more.put(name, List.copyOf(cells));
        return new Features(rows, numbers, more, groups);
    }

    /**
     * With a group for each row. Rows of a group are alike for reasons of their own: they are kept together when the model
     * is judged.
     */
    public Features withGroups(List<String> names) {
        requireNew("groups", names.size());
        return new Features(rows, numbers, texts, Optional.of(List.copyOf(names)));
    }

    private void requireNew(String name, int size) {
        if (size != rows) {
            throw new IllegalArgumentException("'" + name + "' has " + size + " rows, but there are " + rows);
        }
        if (numbers.containsKey(name) || texts.containsKey(name)) {
            throw new IllegalArgumentException("there are two columns '" + name + "'");
        }
    }

    int rows() {
        return rows;
    }

    Map<String, double[]> numbers() {
        return numbers;
    }

    Map<String, List<String>> texts() {
        return texts;
    }

    Optional<List<String>> groups() {
        return groups;
    }

    /** The named rows, in that order. */
    Features select(int[] chosen) {
        Map<String, double[]> fewerNumbers = new LinkedHashMap<>();
        numbers.forEach((name, values) -> fewerNumbers.put(
                name, Arrays.stream(chosen).mapToDouble(row -> values[row]).toArray()));
        Map<String, List<String>> fewerTexts = new LinkedHashMap<>();
        texts.forEach((name, cells) -> fewerTexts.put(name, select(cells, chosen)));
        return new Features(chosen.length, fewerNumbers, fewerTexts, groups.map(names -> select(names, chosen)));
    }

    private static List<String> select(List<String> all, int[] chosen) {
        return Arrays.stream(chosen).mapToObj(all::get).toList();
    }
}
