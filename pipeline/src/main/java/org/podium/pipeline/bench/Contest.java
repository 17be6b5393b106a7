package org.podium.pipeline.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How fast two contenders did the same work, in turns.
 *
 * <p>The ratio is taken within each round, where both met the same load of the machine; what is told is the median of the
 * rounds.
 *
 * @param work {@code train} or {@code predict}
 * @param size height and width of the images, in pixels
 * @param batch images a call
 */
public record Contest(String work, int size, int batch, Side first, Side second) {
    /**
     * One of the two.
     *
     * @param rounds images per second in each round
     */
    public record Side(
            String name,
            @JsonProperty("rounds_images_per_second") List<Double> rounds) {
        public Side {
            rounds = List.copyOf(rounds);
        }

        @JsonProperty("images_per_second")
        public double imagesPerSecond() {
            return median(rounds.stream().mapToDouble(x -> x));
        }
    }

    public Contest {
        if (first.rounds.isEmpty() || first.rounds.size() != second.rounds.size()) {
            throw new IllegalArgumentException("both sides need the same number of rounds, at least one, not "
                    + first.rounds.size() + " and " + second.rounds.size());
        }
    }

    /** How many times as fast the first is. */
    @JsonProperty("ratio")
    public double ratio() {
        return median(ratios());
    }

    @JsonProperty("lowest_ratio")
    public double lowestRatio() {
        return ratios().min().orElseThrow();
    }

    @JsonProperty("highest_ratio")
    public double highestRatio() {
        return ratios().max().orElseThrow();
    }

    private DoubleStream ratios() {
        return IntStream.range(0, first.rounds.size()).mapToDouble(i -> first.rounds.get(i) / second.rounds.get(i));
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
