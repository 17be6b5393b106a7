package org.podium.pipeline.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.podium.pipeline.network.Networks;

/** From tensors back to the network that has them. */
class FittingTest {
    private static List<WeightFile.Entry> entries(String network, double width, int classes) {
        List<WeightFile.Entry> entries = new ArrayList<>();
        Networks.named(network, width, classes)
                .shapes()
                .forEach((name, shape) -> entries.add(new WeightFile.Entry(name, "F16", shape)));
        entries.add(new WeightFile.Entry("bn1.num_batches_tracked", "I64", new long[0]));
        return entries;
    }

    static Stream<String> networks() {
        return Networks.names().stream();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNetworkIsFound(String network) {
        assertThat(Fitting.of(entries(network, 1, 13))).contains(new Fitting(network, 1, 13));
        assertThat(Fitting.of(entries(network, 2, 2))).contains(new Fitting(network, 2, 2));
    }

    @Test
    void aTensorMoreOrLessIsNoFit() {
        List<WeightFile.Entry> more = entries("resnet18", 1, 10);
        more.add(new WeightFile.Entry("layer1.0.se.weight", "F32", new long[] {1}));
        assertThat(Fitting.of(more)).isEmpty();
        List<WeightFile.Entry> less = entries("resnet18", 1, 10);
        less.remove(0);
        assertThat(Fitting.of(less)).isEmpty();
        assertThat(Fitting.of("resnet18", 1, less)).contains(new Fitting("resnet18", 1, 10));
        assertThat(Fitting.of(List.of())).isEmpty();
    }
}
