package org.podium.pipeline.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.podium.pipeline.competition.LossChoice;
import org.podium.pipeline.train.PixelLoss;

/** FCN and U-Net. */
class SegmenterTest {
    private static final int CLASSES = 7;
    private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> SD = List.of(0.229, 0.224, 0.225);

    /** Against references.py, in double precision, on images whose sides are no multiples of anything. */
    private enum Case {
        FCN("fcn.json", new Fcn(resnet(true))),
        UNET("unet.json", new UNet(resnet(false)));

        private final String file;
        private final Architecture shape;

        Case(String file, Architecture shape) {
            this.file = file;
            this.shape = shape;
        }
    }

    private static ResNet resnet(boolean bottleneck) {
        return new ResNet(List.of(1, 1, 1, 1), bottleneck, 0.125, CLASSES);
    }

    private static Network network(Architecture shape, Map<String, Tensor> weights, Numbers numbers) {
        return new Network(shape, weights, numbers, MEAN, SD, Device.cpu());
    }

    private static Network formula(Architecture shape, Numbers numbers) {
        return network(shape, Formula.weights(shape), numbers);
    }

    private static Map<String, Tensor> drawn(Architecture shape) {
        return shape.initialise(tensor -> new SplittableRandom(tensor.hashCode()));
    }

    private static float pass(Network network, Batch batch, Mode mode) {
        try (PixelLoss loss = new PixelLoss(LossChoice.CROSS_ENTROPY, 0, Optional.empty(), CLASSES, Device.cpu())) {
            return network.backward(
                    batch.pixels,
                    batch.rows,
                    batch.height,
                    batch.width,
                    mode,
                    loss.of(batch.masks, batch.rows, batch.height, batch.width));
        }
    }

    private record Batch(ByteBuffer pixels, ByteBuffer masks, int rows, int height, int width) {
        static Batch of(String images, int rows, int height, int width) {
            return new Batch(
                    Formula.images(images, rows, height, width),
                    Formula.masks("masks", rows * height * width, CLASSES),
                    rows,
                    height,
                    width);
        }

        static Batch of(Golden golden) {
            return of(
                    golden.get("images").asText(),
                    golden.get("rows").asInt(),
                    golden.get("height").asInt(),
                    golden.get("width").asInt());
        }

        /** Scores, rows x (classes x height x width). */
        float[][] scores(Network network) {
            return network.logits(pixels, rows, height, width);
        }
    }

    @ParameterizedTest
    @EnumSource
    void predictsAsTheReference(Case of) throws IOException {
        Golden golden = Golden.read(of.file);
        ReferenceTest.assertShapes(of.shape, golden);
        try (Network network = formula(of.shape, Numbers.FP32)) {
            float[][] rows = Batch.of(golden).scores(network);
            int size = rows[0].length;
            JsonNode expected = golden.get("logits");
            double most = 0;
            for (JsonNode logit : expected) {
                most = Math.max(most, Math.abs(logit.asDouble()));
            }
            for (int k = 0; k < expected.size(); k++) {
                int at = (int) ((long) k * (rows.length * size - 1) / (expected.size() - 1));
                assertThat((double) rows[at / size][at % size])
                        .isCloseTo(expected.get(k).asDouble(), Offset.offset(Golden.TOLERANCE * most));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void lossGradientsAndStatisticsAreTheReferences(Case of) throws IOException {
        Golden golden = Golden.read(of.file);
        try (Network network = formula(of.shape, Numbers.FP32)) {
            assertThat((double) pass(network, Batch.of(golden), Mode.PLAIN))
                    .isCloseTo(golden.get("loss").asDouble(), withinPercentage(100 * Golden.TOLERANCE));
            ReferenceTest.assertGradientsAndStatistics(network, golden, Golden.TOLERANCE);
        }
    }
}
