package org.podium.pipeline.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.weights.Safetensors;

class OverfitProbeTest {
    /** More than it takes, so that only steps end it. */
    private static final double PATIENCE = 120;

    private static final Pattern LOSSES = Pattern.compile("loss (\\S+) to (\\S+) in");

    @TempDir
    private static Path folder;

    private static OverfitProbe.Outcome outcome(Workbench bench, double seconds) throws IOException {
        return OverfitProbe.of(bench, bench.viewed(bench.spread(8)), seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer=adamw",
                "optimizer=adam",
                "optimizer=sgd",
                "optimizer=rmsprop",
                "optimizer=adagrad",
                "loss=binary-cross-entropy",
                "loss=hinge;label-smoothing=0",
                "loss=mse;label-smoothing=0",
                "loss=l1;label-smoothing=0",
                "lr=1e-9",
                "label-smoothing=0.5;dropout=0.5;weight-decay=10;mixing={mixup: 1.0}",
            })
    void aSoundNetworkLearnsAFewImagesByHeartWhateverTheRecipe(String settings) throws IOException {
        OverfitProbe.Outcome outcome = outcome(Probed.bench(folder, settings.split(";")), PATIENCE);
        assertThat(outcome.line().status()).as(outcome.line().finding()).isEqualTo(Status.PASSED);
        assertThat(outcome.line().finding()).startsWith("learned 8 images by heart");
        Matcher losses = LOSSES.matcher(outcome.line().finding());
        assertThat(losses.find()).isTrue();
        // Of two classes, scores of 0 have a cross-entropy of ln 2, an MSE and an L1 of 1/2, and a hinge loss of 1.
        boolean measures = settings.contains("mse") || settings.contains("l1");
        double nothing = settings.contains("hinge") ? 1 : measures ? 0.5 : Math.log(2);
        assertThat(Double.parseDouble(losses.group(1))).isBetween(0.9 * nothing, 1.1 * nothing);
        assertThat(Double.parseDouble(losses.group(2))).isLessThanOrEqualTo(0.0201 * nothing);
        assertThat(outcome.weights()).isPresent();
    }

    @Test
    void whatIsKnownFromBeforeNeedNotBeLearnedAgain() throws IOException {
        Workbench fresh = Probed.bench(folder);
        Workbench knowing = new Workbench(
                fresh.subject(),
                fresh.architecture(),
                outcome(fresh, PATIENCE).weights().orElseThrow());
        CheckLine line = outcome(knowing, PATIENCE).line();
        assertThat(line.status()).as(line.finding()).isEqualTo(Status.PASSED);
        assertThat(line.finding()).contains("in 1 steps");
    }

    @Test
    void aDeadNetworkFails() throws IOException {
        Workbench dead = Probed.changed(Probed.bench(folder), weights -> Tensor.filled(0, weights.shape()));
        OverfitProbe.Outcome outcome = outcome(dead, PATIENCE);
        assertThat(outcome.line().status()).as(outcome.line().finding()).isEqualTo(Status.FAILED);
        assertThat(outcome.line().finding()).startsWith("the network cannot even learn 8 images by heart");
        assertThat(outcome.weights()).isEmpty();
    }

    @Test
    void aNetworkOfNoNumbersFailsOrIsLeftOut() throws IOException {
        Workbench broken =
                Probed.changed(Probed.bench(folder), "conv1", weights -> Tensor.filled(Float.NaN, weights.shape()));
        CheckLine line = outcome(broken, PATIENCE).line();
        assertThat(line.status()).isNotEqualTo(Status.PASSED);
        assertThat(line.finding()).contains("NaN");
    }

    @Test
    void aFrozenNetworkLearnsWithItsHeadAlone() throws IOException {
        Path weights = folder.resolve("frozen.safetensors");
        Safetensors.write(weights, Probed.bench(folder).start());
        OverfitProbe.Outcome outcome = outcome(Probed.bench(folder, "weights=" + weights, "freeze=backbone"), PATIENCE);
        assertThat(outcome.line().finding()).contains("the head alone: the rest is frozen");
    }

    /** Features that are the same for every image leave a head nothing to tell them by, which is no fault of the recipe. */
    @Test
    void aFrozenNetworkThatCannotLearnIsWarnedOf() throws IOException {
        Path weights = folder.resolve("blind.safetensors");
        Workbench blind = Probed.changed(Probed.bench(folder), tensor -> Tensor.filled(0, tensor.shape()));
        Safetensors.write(weights, blind.start());
        OverfitProbe.Outcome outcome = outcome(Probed.bench(folder, "weights=" + weights, "freeze=backbone"), PATIENCE);
        assertThat(outcome.line().status()).as(outcome.line().finding()).isEqualTo(Status.WARNED);
        assertThat(outcome.line().finding())
                .startsWith("did not learn 8 images (the head alone: the rest is frozen) by heart, which a head alone "
                        + "may not be able to");
        assertThat(outcome.line().todo()).startsWith("thaw more of the network");
    }

    @Test
    void withoutTimeNothingIsSaidAgainstIt() throws IOException {
        Workbench dead = Probed.changed(Probed.bench(folder), weights -> Tensor.filled(0, weights.shape()));
        CheckLine line = outcome(dead, 0).line();
        assertThat(line.status()).isEqualTo(Status.SKIPPED);
        assertThat(line.finding()).contains("time for 1 steps");
    }
}
