package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.pipeline.competition.LossChoice;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Snapshot;
import org.podium.pipeline.run.Seed;

/** Networks of pixels' classes learn by their losses. */
class SegmentationTest {
    private static final int CLASSES = 3;
    private static final int ROWS = 4;
    private static final int HEIGHT = 48;
    private static final int WIDTH = 41;

    /** A red and a green bar on grey, elsewhere in each image; at the left edge nothing is known. */
    private static final ByteBuffer MASKS = masks();

    private static final ByteBuffer PIXELS = pixels();

    private static ByteBuffer masks() {
        ByteBuffer masks = ByteBuffer.allocateDirect(ROWS * HEIGHT * WIDTH);
        for (int i = 0; i < masks.capacity(); i++) {
            int x = i % WIDTH;
            int y = i / WIDTH % HEIGHT;
            int row = i / (WIDTH * HEIGHT);
            boolean red = x / 10 == row % 4;
            boolean green = y / 10 == (row + 2) % 4;
            masks.put(i, (byte) (x < 2 ? 255 : green ? 2 : red ? 1 : 0));
        }
        return masks;
    }

    private static ByteBuffer pixels() {
        ByteBuffer pixels = ByteBuffer.allocateDirect(3 * MASKS.capacity());
        for (int i = 0; i < pixels.capacity(); i++) {
            int label = MASKS.get(i / 3) & 0xff;
            boolean bright = label == 255 || label == 0 || label == i % 3 + 1;
            pixels.put(i, (byte) (bright ? 150 + i % 7 : 40 + i % 5));
        }
        return pixels;
    }

    @ParameterizedTest
    @CsvSource({
        "fcn-resnet10,CROSS_ENTROPY,BF16",
        "unet-resnet10,CROSS_ENTROPY,BF16",
        "unet-resnet10,DICE,BF16",
        "unet-resnet10,BCE_DICE,FP32",
        "unet-resnet10,FOCAL,BF16"
    })
    void beginsWithAGuessAndLearnsABatchByHeart(String name, LossChoice choice, Numbers numbers) {
        Recipe.Model model = RecipeFile.model("network=" + name, "width=0.125", "weight-decay=0");
        Architecture architecture = Networks.of(model, CLASSES);
        Seed seed = new Seed(3);
        try (Network network = new Network(
                        architecture,
                        architecture.initialise(tensor -> seed.stream("segmentation test", tensor)),
                        numbers,
                        model.mean(),
                        model.sd(),
                        Device.cpu());
                PixelLoss loss = new PixelLoss(choice, 0, Optional.empty(), CLASSES, Device.cpu());
                TrainingStep step = new TrainingStep(network, model)) {
            double expected = loss.first(MASKS, ROWS, HEIGHT, WIDTH);
            for (int i = 0; i < 20; i++) {
                step.add(PIXELS, ROWS, HEIGHT, WIDTH, 0, loss.of(MASKS, ROWS, HEIGHT, WIDTH));
                TrainingStep.Result result = step.update(i < 15 ? 1e-2 : 3e-3);
                if (i == 0) {
                    assertThat(result.loss()).isCloseTo(expected, within(0.1 * expected));
                }
            }
            // FCN's finest scores are 8 pixels apart.
            assertThat(right(network, choice)).isGreaterThan(name.startsWith("fcn") ? 0.85 : 0.97);
        }
    }

    /** Share of the pixels whose class is told, of those that have one, by the statistics of this batch. */
    private static double right(Network network, LossChoice choice) {
        network.observe(PIXELS, ROWS, HEIGHT, WIDTH, 0, 1);
        try (Snapshot snapshot = network.snapshot()) {
            float[] p = snapshot.pixelProbabilities(PIXELS, ROWS, HEIGHT, WIDTH, choice);
            int right = 0;
            int all = 0;
            for (int i = 0; i < MASKS.capacity(); i++) {
                int label = MASKS.get(i);
                if (label >= 0) {
                    all++;
                    float of = p[i * CLASSES + label];
                    right += of > p[i * CLASSES + (label + 1) % CLASSES] && of > p[i * CLASSES + (label + 2) % CLASSES]
                            ? 1
                            : 0;
                }
            }
            return (double) right / all;
        }
    }
}
