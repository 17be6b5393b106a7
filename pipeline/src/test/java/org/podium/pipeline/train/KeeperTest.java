package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.ensemble.Metrics;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.run.Seed;

/** What training tells on its way. */
class KeeperTest {
    @TempDir
    private static Path folder;

    private static final Trainer TRAINER =
            new Trainer(TinyProblem.model("epochs=3"), 0, new Seed(1), Numbers.FP32, Device.cpu(), 1, event -> {});

    @Test
    void everyEpochIsToldAsIfItWereTheLast() throws IOException {
        List<Fit> told = new ArrayList<>();
        Fit fit = TRAINER.fit(TinyProblem.examples(folder, 24), Metrics.named("accuracy"), told::add);
        assertThat(told).hasSize(3);
        for (int epoch = 1; epoch <= 3; epoch++) {
            Fit soFar = told.get(epoch - 1);
            assertThat(soFar.history()).isEqualTo(fit.history().subList(0, epoch));
            assertThat(soFar.history()).contains(soFar.best());
        }
        assertThat(told.get(2).best()).isEqualTo(fit.best());
        assertThat(told.get(2).weights()).isSameAs(fit.weights());
    }

    @Test
    void whatCannotBeKeptEndsTraining() {
        assertThatThrownBy(() -> TRAINER.fit(TinyProblem.examples(folder, 24), Metrics.named("accuracy"), soFar -> {
                    throw new IOException(
                            "disk full after epoch " + soFar.history().size());
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full after epoch 1");
    }
}
