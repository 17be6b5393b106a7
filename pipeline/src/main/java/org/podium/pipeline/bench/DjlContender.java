package org.podium.pipeline.bench;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.podium.pipeline.run.Seed;

/**
 * What DJL offers by itself: its blocks, its {@link Trainer}, its AdamW.
 *
 * <p>The step is the one that DJL's {@code EasyTrain} takes, without the listeners that it adds by default, which compute
 * the loss once more. Images are fp32 tensors already, scaled and in (rows, RGB, height, width) order: reading and scaling
 * bytes, which podium is measured with, costs this side nothing. Its process has podium's thread settings, but not its
 * allocator settings: those come with podium's launcher, while DJL leaves them as they are.
 */
final class DjlContender implements Contender {
    private static final Seed SEED = new Seed(1);

    private final Model model;
    private final Trainer trainer;
    private final Map<List<Integer>, Batch> batches = new HashMap<>();

    private record Batch(NDArray images, NDArray labels) {}

    DjlContender(Device device) {
        model = Model.newInstance("resnet18", device, "PyTorch");
        model.setBlock(DjlResNet.resnet18(CLASSES));
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optDevices(new Device[] {device})
                .optOptimizer(Optimizer.adamW()
                        .optLearningRateTracker(Tracker.fixed((float) LEARNING_RATE))
                        .optWeightDecays(WEIGHT_DECAY)
                        .build()));
        trainer.initialize(new Shape(1, 3, 224, 224));
    }

    private Batch batch(int size, int rows) {
        return batches.computeIfAbsent(List.of(size, rows), key -> {
            RandomGenerator random = SEED.stream("images", size, rows);
            float[] images = new float[rows * 3 * size * size];
            for (int i = 0; i < images.length; i++) {
                images[i] = 4 * random.nextFloat() - 2;
            }
            NDManager manager = trainer.getManager();
            return new Batch(
                    manager.create(images, new Shape(rows, 3, size, size)),
                    manager.create(random.longs(rows, 0, CLASSES).toArray()));
        });
    }

    @Override
    public void train(int size, int rows) {
        Batch batch = batch(size, rows);
        try (NDManager step = trainer.getManager().newSubManager()) {
            batch.images.tempAttach(step);
            batch.labels.tempAttach(step);
            try (GradientCollector collector = trainer.newGradientCollector()) {
                NDList scores = trainer.forward(new NDList(batch.images));
                collector.backward(trainer.getLoss().evaluate(new NDList(batch.labels), scores));
            }
            trainer.step();
        }
    }

    @Override
    public void predict(int size, int rows) {
        Batch batch = batch(size, rows);
        try (NDManager call = trainer.getManager().newSubManager()) {
            batch.images.tempAttach(call);
            trainer.evaluate(new NDList(batch.images)).singletonOrThrow().toFloatArray();
        }
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
