package org.podium.pipeline.bench;

import ai.djl.Device;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Snapshot;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.train.Loss;
import org.podium.pipeline.train.TrainingStep;

/** What podium's workers do, from the bytes of a batch on. */
final class PodiumContender implements Contender {
    private static final Seed SEED = new Seed(1);

    private final Network network;
    private final TrainingStep step;
    private final Loss loss;
    private Snapshot snapshot;
    private final Map<List<Integer>, Batch> batches = new HashMap<>();

    private record Batch(ByteBuffer pixels, long[] labels) {}

    PodiumContender(Numbers numbers, Device device) {
        Recipe.Model model = RecipeFile.model("weight-decay=" + WEIGHT_DECAY, "clip-norm=1");
        Architecture resnet = Networks.named(model.network(), model.width(), CLASSES);
        network = new Network(
                resnet,
                resnet.initialise(name -> SEED.stream("weights", name)),
                numbers,
                model.mean(),
                model.sd(),
                device);
        step = new TrainingStep(network, model);
        loss = new Loss(model.loss(), model.labelSmoothing(), Optional.empty(), CLASSES, device);
    }

    private Batch batch(int size, int rows) {
        return batches.computeIfAbsent(List.of(size, rows), key -> {
            RandomGenerator random = SEED.stream("images", size, rows);
            byte[] pixels = new byte[rows * size * size * 3];
            random.nextBytes(pixels);
            return new Batch(
                    ByteBuffer.allocateDirect(pixels.length).put(pixels),
                    random.longs(rows, 0, CLASSES).toArray());
        });
    }

    @Override
    public void train(int size, int rows) {
        Batch batch = batch(size, rows);
        dropSnapshot();
        step.add(batch.pixels, rows, size, size, 0, loss.of(batch.labels));
        TrainingStep.Result result = step.update(LEARNING_RATE);
        if (!result.finite()) {
            throw new IllegalStateException("training diverged: " + result);
        }
    }

    @Override
    public void predict(int size, int rows) {
        if (snapshot == null) {
            snapshot = network.snapshot();
        }
        snapshot.logits(batch(size, rows).pixels, rows, size, size);
    }

    private void dropSnapshot() {
        if (snapshot != null) {
            snapshot.close();
            snapshot = null;
        }
    }

    @Override
    public void close() {
        dropSnapshot();
        loss.close();
        step.close();
        network.close();
    }
}
