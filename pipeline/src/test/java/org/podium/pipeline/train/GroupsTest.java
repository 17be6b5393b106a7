package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Tensor;

class GroupsTest {
    /** Three stages and a head, whose tensors begin with their stage. */
    private static final class Small implements Architecture {
        @Override
        public List<String> program() {
            return List.of("none");
        }

        @Override
        public Map<String, long[]> shapes() {
            Map<String, long[]> shapes = new LinkedHashMap<>();
            shapes.put("0.kernel", new long[] {8, 3, 3, 3});
            shapes.put("0.scale", new long[] {8});
            shapes.put("0.running_var", new long[] {8});
            shapes.put("1.kernel", new long[] {8, 8, 3, 3});
            shapes.put("2.kernel", new long[] {8, 8, 1, 1});
            shapes.put("2.bias", new long[] {8});
            shapes.put("3.weight", new long[] {5, 8});
            shapes.put("3.bias", new long[] {5});
            return shapes;
        }

        @Override
        public Map<String, Tensor> initialise(Function<String, RandomGenerator> streams) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int stages() {
            return 4;
        }

        @Override
        public int stage(String tensor) {
            return Character.digit(tensor.charAt(0), 10);
        }
    }

    private static List<Group> groups(double layerDecay, double headRate, int frozen) {
        return new Groups(0.1, layerDecay, headRate).of(new Small(), frozen);
    }

    @Test
    void biasesAndNormalisationAreNotDecayed() {
        assertThat(groups(1, 1, 0))
                .containsExactly(
                        new Group(1, 0.1, List.of("0.kernel", "1.kernel", "2.kernel", "3.weight")),
                        new Group(1, 0, List.of("0.scale", "2.bias", "3.bias")));
    }

    @Test
    void ratesFallFromTheHeadToTheStem() {
        assertThat(groups(0.5, 1, 0))
                .containsExactly(
                        new Group(0.125, 0.1, List.of("0.kernel")),
                        new Group(0.125, 0, List.of("0.scale")),
                        new Group(0.25, 0.1, List.of("1.kernel")),
                        new Group(0.5, 0.1, List.of("2.kernel")),
                        new Group(0.5, 0, List.of("2.bias")),
                        new Group(1, 0.1, List.of("3.weight")),
                        new Group(1, 0, List.of("3.bias")));
    }

    @Test
    void theHeadHasItsOwnRate() {
        assertThat(groups(0.5, 10, 2))
                .containsExactly(
                        new Group(0.5, 0.1, List.of("2.kernel")),
                        new Group(0.5, 0, List.of("2.bias")),
                        new Group(10, 0.1, List.of("3.weight")),
                        new Group(10, 0, List.of("3.bias")));
    }

    @Test
    void frozenStagesAreInNoGroup() {
        assertThat(groups(1, 1, 1))
                .containsExactly(
                        new Group(1, 0.1, List.of("1.kernel", "2.kernel", "3.weight")),
                        new Group(1, 0, List.of("2.bias", "3.bias")));
        assertThat(groups(1, 1, 3))
                .containsExactly(new Group(1, 0.1, List.of("3.weight")), new Group(1, 0, List.of("3.bias")));
    }

    @Test
    void everyTrainedTensorOfANetworkIsInOneGroup() {
        Architecture resnet = Networks.named("resnet50", 1, 10);
        List<Group> groups = new Groups(0.1, 0.75, 10).of(resnet, 0);
        assertThat(groups.stream().flatMap(group -> group.tensors().stream()))
                .containsExactlyInAnyOrderElementsOf(resnet.shapes().keySet().stream()
                        .filter(Architecture::trained)
                        .toList());
        assertThat(groups).hasSize(2 * resnet.stages());
        assertThat(groups.get(0).lrFactor()).isEqualTo(StrictMath.pow(0.75, 5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.01, Double.NaN})
    void aLayerDecayIsAShare(double layerDecay) {
        assertThatThrownBy(() -> groups(layerDecay, 1, 0)).hasMessageContaining("layer decay of " + layerDecay);
    }

    @Test
    void aGroupHasARateADecayAndTensors() {
        assertThatThrownBy(() -> new Group(0, 0, List.of("a"))).hasMessageContaining("rate factor 0.0");
        assertThatThrownBy(() -> new Group(1, -1, List.of("a"))).hasMessageContaining("decay -1.0");
        assertThatThrownBy(() -> new Group(1, 0, List.of())).hasMessageContaining("tensors []");
    }
}
