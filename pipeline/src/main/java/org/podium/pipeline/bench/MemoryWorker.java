package org.podium.pipeline.bench;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.ensemble.Metrics;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Environment;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.train.Examples;
import org.podium.pipeline.train.Trainer;

/** Trains ResNet-18 on JPEGs of noise as a run's worker does: reading ahead, augmenting, validating every epoch. */
public final class MemoryWorker {
    /** Steps come in multiples of it. */
    public static final int STEPS_PER_EPOCH = 10;

    static final int CLASSES = 10;

    private static final Seed SEED = new Seed(1);

    private MemoryWorker() {}

    /** The network, for so many epochs. */
    static Recipe.Model model(int size, int batch, int epochs) {
        return RecipeFile.model(
                "epochs=" + epochs,
                "batch-size=" + batch,
                "lr=1e-4",
                "warm-up=0",
                "augment=[{random-resized-crop: {size: " + size + "}}, horizontal-flip]",
                "view=[{resize: {size: " + size * 8 / 7 + "}}, {center-crop: {size: " + size + "}}]");
    }

    /**
     * Trains, telling each step.
     *
     * @param steps a multiple of {@value #STEPS_PER_EPOCH}
     */
    public static void train(int size, int batch, int steps, Event.Sink events) throws IOException {
        Path folder = Files.createTempDirectory("podium-memory");
        try {
            int training = batch * STEPS_PER_EPOCH;
            List<String> ids = new ArrayList<>();
            List<Path> files = new ArrayList<>();
            for (int i = 0; i < training + batch; i++) {
                ids.add(Integer.toString(i));
                files.add(folder.resolve(i + ".jpg"));
                write(files.get(i), size * 8 / 7, i);
            }
            Examples examples = new Examples(
                    new ImageRows(ids, files),
                    IntStream.range(0, ids.size()).map(i -> i % CLASSES).toArray(),
                    CLASSES,
                    IntStream.range(0, training).toArray(),
                    IntStream.range(training, ids.size()).toArray());
            new Trainer(
                            model(size, batch, steps / STEPS_PER_EPOCH),
                            0,
                            SEED,
                            Environment.cpuMultipliesBf16() ? Numbers.BF16 : Numbers.FP32,
                            Device.cpu(),
                            1,
                            events)
                    .fit(examples, Metrics.named("accuracy"));
        } finally {
            AtomicFiles.deleteTree(folder);
        }
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    private static void write(Path file, int size, int number) {
        byte[] noise = new byte[size * size * 3];
        SEED.stream("image", number).nextBytes(noise);
        try (PointerScope scope = new PointerScope()) {
            Mat image = new Mat(size, size, opencv_core.CV_8UC3);
            image.data().put(noise);
            opencv_imgcodecs.imwrite(file.toString(), image);
        }
    }
}
