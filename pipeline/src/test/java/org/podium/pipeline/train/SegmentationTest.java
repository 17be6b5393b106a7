package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.pipeline.competition.LossChoice;
import org.podium.pipeline.network.Mode;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;

/** Networks of pixels' classes with their losses. */
class SegmentationTest {
    private static final int CLASSES = 5;
    private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> SD = List.of(0.229, 0.224, 0.225);

    private static ByteBuffer noise(int length, int bound) {
        SplittableRandom random = new SplittableRandom(length);
        ByteBuffer bytes = ByteBuffer.allocateDirect(length);
        for (int i = 0; i < length; i++) {
            bytes.put(i, (byte) random.nextInt(bound));
        }
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"fcn-resnet10,FP32", "fcn-resnet50,BF16", "unet-resnet10,FP32", "unet-resnet50,BF16"})
    void startsWithTheLossOfAGuess(String name, Numbers numbers) {
        int height = 45;
        int width = 70;
        var architecture = Networks.named(name, 0.25, CLASSES);
        for (LossChoice choice : LossChoice.values()) {
            if (!choice.ofPixels()) {
                continue;
            }
            try (Network network = new Network(
                            architecture,
                            architecture.initialise(tensor -> new SplittableRandom(tensor.hashCode())),
                            numbers,
                            MEAN,
                            SD,
                            Device.cpu());
                    PixelLoss loss = new PixelLoss(choice, 0, Optional.empty(), CLASSES, Device.cpu())) {
                ByteBuffer masks = noise(4 * height * width, CLASSES);
                float value = network.backward(
                        noise(4 * height * width * 3, 256),
                        4,
                        height,
                        width,
                        Mode.PLAIN,
                        loss.of(masks, 4, height, width));
                double first = loss.first(masks, 4, height, width);
                assertThat((double) value).isCloseTo(first, within(0.25 * first));
                float[] p = network.snapshot()
                        .pixelProbabilities(noise(4 * height * width * 3, 256), 4, height, width, choice);
                assertThat(p).hasSize(4 * height * width * CLASSES);
            }
        }
    }
}
