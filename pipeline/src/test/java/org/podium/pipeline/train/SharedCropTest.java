package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.augment.Mask;
import org.podium.augment.Sample;
import org.podium.augment.Sequence;
import org.podium.ensemble.MaskMetric;
import org.podium.ensemble.MaskMetrics;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.image.MaskCounts;
import org.podium.pipeline.image.MaskFile;
import org.podium.pipeline.image.MaskedRows;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.run.Seed;

/** Image and mask are cropped at the same place, and what would come of it if they were not. */
class SharedCropTest {
    private static final int ROWS = 36;
    private static final int TRAINING = 32;
    private static final int SIDE = 64;
    private static final MaskMetric METRIC = MaskMetrics.named("mean-iou");

    @TempDir
    private Path folder;

    private MaskExamples examples() throws IOException {
        MaskCoding coding = new MaskCoding(false, List.of(0, 1, 2), Optional.of(TinyMasks.IGNORED));
        List<String> ids = new ArrayList<>();
        List<Path> images = new ArrayList<>();
        List<Path> masks = new ArrayList<>();
        List<MaskCounts> pixels = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            TinyMasks.Picture picture = TinyMasks.picture(i, SIDE, SIDE);
            ids.add("picture-" + i);
            images.add(folder.resolve("images/" + i + ".png"));
            masks.add(folder.resolve("masks/" + i + ".png"));
            picture.writeImage(images.get(i));
            picture.writeMask(masks.get(i));
            try (Mat mask = MaskFile.read(masks.get(i), coding)) {
                pixels.add(MaskCounts.of(mask, coding.classes()));
            }
        }
        return new MaskExamples(
                new MaskedRows(new ImageRows(ids, images), masks, coding),
                new int[ROWS],
                pixels,
                TinyMasks.CLASSES.size(),
                OptionalInt.of(0),
                IntStream.range(0, TRAINING).toArray(),
                IntStream.range(TRAINING, ROWS).toArray());
    }

    /** Each with random numbers of its own, as if there were a transform for images and one for masks. */
    private static Sample apart(MaskedRows rows, int row, Sequence transforms, ImageRows.Streams streams)
            throws IOException {
        String id = rows.images().ids().get(row);
        Sample read = rows.read(row);
        Sample image = transforms.apply(read, transform -> streams.stream(id, transform));
        Sample mask = transforms.apply(
                read,
                transform -> new SplittableRandom(streams.stream(id, transform).nextLong() ^ 1));
        Mask moved = mask.mask().orElseThrow();
        return Sample.of(image.image(), moved);
    }

    @Test
    void aCropThatIsNotSharedDestroysTheScore() throws IOException {
        MaskExamples examples = examples();
        Trainer trainer = new Trainer(TinyMasks.model(), 0, new Seed(1), Numbers.FP32, Device.cpu(), 1, event -> {});
        Fit shared = trainer.fit(examples, METRIC);
        Fit apart = trainer.fit(
                examples, METRIC, (transforms, streams) -> row -> apart(examples.rows(), row, transforms, streams));
        assertThat(last(shared)).isGreaterThan(0.8);
        assertThat(last(apart)).isLessThan(0.4);
    }

    /** The best epoch might be one by chance. */
    private static double last(Fit fit) {
        return fit.history().get(fit.history().size() - 1).validMetric();
    }
}
