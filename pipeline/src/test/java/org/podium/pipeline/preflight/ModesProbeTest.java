package org.podium.pipeline.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.preflight.ModesProbe.Seen;
import org.podium.pipeline.weights.Safetensors;

class ModesProbeTest {
    @TempDir
    private static Path folder;

    private static Seen look(String... settings) throws IOException {
        Workbench bench = Probed.bench(folder, settings);
        return ModesProbe.look(bench, bench.viewed(bench.spread(6)));
    }

    @Test
    void aResNetMovesItsStatisticsInTrainingOnly() throws IOException {
        Seen seen = look();
        assertThat(seen).isEqualTo(new Seen(24, 24, 0, false, false, true, 0, true, seen.leaning()));
        assertThat(seen.leaning()).isLessThan(1e-4);
        CheckLine line = ModesProbe.judge(seen);
        assertThat(line.status()).isEqualTo(Status.PASSED);
        assertThat(line.finding()).contains("all 24 running statistics").contains("there is no dropout");
    }

    @Test
    void dropoutIsSeenInTrainingOnlyHoweverLittle() throws IOException {
        Seen seen = look("dropout=0.0001");
        assertThat(seen.drops() && seen.dropped() && seen.repeated() && seen.steady())
                .isTrue();
        assertThat(ModesProbe.judge(seen).finding()).contains("only training drops features");
    }

    @Test
    void dropoutInsideANetworkWithoutNormalisation() throws IOException {
        String images = "[{resize: {size: 64, square: true}}]";
        Seen seen = look("network=alexnet", "width=0.125", "augment=" + images, "view=" + images);
        assertThat(seen.statistics()).isZero();
        assertThat(seen.dropped()).isTrue();
        assertThat(ModesProbe.judge(seen).status()).isEqualTo(Status.PASSED);
    }

    @Test
    void dropoutInsideFrozenLayersSleeps() throws IOException {
        String[] alexnet = {
            "network=alexnet",
            "width=0.125",
            "augment=[{resize: {size: 64, square: true}}]",
            "view=[{resize: {size: 64, square: true}}]"
        };
        Path weights = folder.resolve("alexnet.safetensors");
        Safetensors.write(weights, Probed.bench(folder, alexnet).start());
        String[] frozen = Arrays.copyOf(alexnet, alexnet.length + 2);
        frozen[alexnet.length] = "weights=" + weights;
        frozen[alexnet.length + 1] = "freeze=backbone";
        Seen seen = look(frozen);
        assertThat(seen.drops() || seen.dropped()).isFalse();
        assertThat(ModesProbe.judge(seen).status()).isEqualTo(Status.PASSED);
    }

    @Test
    void frozenStagesKeepTheirStatistics() throws IOException {
        Path weights = folder.resolve("start.safetensors");
        Safetensors.write(weights, Probed.bench(folder).start());
        Seen head = look("weights=" + weights, "freeze=backbone");
        assertThat(head.statistics()).isZero();
        assertThat(head.frozenMoved()).isZero();
        Seen half = look("weights=" + weights, "freeze={stages: 2}");
        assertThat(half.statistics()).isBetween(2, 22);
        assertThat(half.moved()).isEqualTo(half.statistics());
        assertThat(ModesProbe.judge(half).status()).isEqualTo(Status.PASSED);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(new Seen(24, 20, 0, false, false, true, 0, true, 0), "leaves 4 of 24"),
                Arguments.of(new Seen(8, 8, 2, false, false, true, 0, true, 0), "2 running statistics of frozen"),
                Arguments.of(new Seen(8, 8, 0, true, false, true, 0, true, 0), "dropout drops nothing"),
                Arguments.of(new Seen(8, 8, 0, false, true, true, 0, true, 0), "chance without dropout"),
                Arguments.of(new Seen(8, 8, 0, true, true, false, 0, true, 0), "does not repeat"),
                Arguments.of(new Seen(8, 8, 0, false, false, true, 3, true, 0), "prediction changes 3 tensors"),
                Arguments.of(new Seen(8, 8, 0, false, false, true, 0, false, 0), "two predictions"),
                Arguments.of(new Seen(8, 8, 0, false, false, true, 0, true, 0.2), "those beside it"),
                Arguments.of(new Seen(8, 8, 0, false, false, true, 0, true, Double.NaN), "those beside it"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachFaultIsNamed(Seen seen, String said) {
        CheckLine line = ModesProbe.judge(seen);
        assertThat(line.status()).isEqualTo(Status.FAILED);
        assertThat(List.of(line.finding().split("; "))).hasSize(1);
        assertThat(line.finding()).contains(said);
    }
}
