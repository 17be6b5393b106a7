package org.podium.pipeline.weights;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.podium.pipeline.network.Networks;

/**
 * A network that weights are those of.
 *
 * @param network its name
 * @param width multiplier of its channels
 * @param classes its outputs
 */
public record Fitting(String network, double width, int classes) {
    private static final int MOST_CLASSES = 1_000_000;

    /** Widths that are tried; those that round to the same channels are one. */
    private static final List<Double> WIDTHS = List.of(1.0, 0.125, 0.25, 0.375, 0.5, 0.75, 1.25, 1.5, 2.0);

    /**
     * The first network all of whose tensors are in a file, and no others.
     *
     * @param entries the file's tensors; those of whole numbers have no say
     */
    public static Optional<Fitting> of(List<WeightFile.Entry> entries) {
        Map<String, long[]> shapes = shapes(entries);
        for (String network : Networks.names()) {
            for (double width : WIDTHS) {
                Optional<Fitting> fitting = of(network, width, entries).filter(found -> found.isAllOf(shapes));
                if (fitting.isPresent()) {
                    return fitting;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * That network with as many classes as the head in a file has; empty when there is no such head. Nothing is said of
     * the other tensors.
     */
    public static Optional<Fitting> of(String network, double width, List<WeightFile.Entry> entries) {
        Map<String, long[]> one = Networks.named(network, width, 1).shapes();
        Map<String, long[]> two = Networks.named(network, width, 2).shapes();
        Map<String, long[]> found = shapes(entries);
        return one.keySet().stream()
                .filter(name -> !Arrays.equals(one.get(name), two.get(name)))
                .map(found::get)
                .filter(shape -> shape != null && shape.length > 0 && shape[0] > 0 && shape[0] <= MOST_CLASSES)
                .findFirst()
                .map(shape -> new Fitting(network, width, (int) shape[0]));
    }

    private static Map<String, long[]> shapes(List<WeightFile.Entry> entries) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> entry.dtype().matches("B?F\\d+"))
                .forEach(entry -> shapes.put(entry.name(), entry.shape()));
        return shapes;
    }

    private boolean isAllOf(Map<String, long[]> found) {
        Map<String, long[]> asked = Networks.named(network, width, classes).shapes();
        return asked.keySet().equals(found.keySet())
                && asked.entrySet().stream()
                        .allMatch(entry -> Arrays.equals(entry.getValue(), found.get(entry.getKey())));
    }
}
