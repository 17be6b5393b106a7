package org.podium.pipeline.preflight;

import java.util.List;
import java.util.OptionalDouble;
import org.podium.pipeline.network.LossFunction;
import org.podium.pipeline.train.Loss;
import org.podium.pipeline.train.PixelLoss;

/** What training makes small for some images: by their classes, or by those of their pixels. */
interface Criterion extends AutoCloseable {
    /** The loss of a batch. */
    LossFunction of(Images images);

    /** The loss of a batch where every score is 0; empty where nothing can be said. */
    OptionalDouble first(Images images);

    /**
     * What the losses of the parts of an update are scaled by, as training does it.
     *
     * @param parts classes of the rows of each
     */
    double[] shares(List<long[]> parts);

    @Override
    void close();

    /** By the classes of images. */
    record OfImages(Loss loss) implements Criterion {
        @Override
        public LossFunction of(Images images) {
            return loss.of(images.labels());
        }

        @Override
        public OptionalDouble first(Images images) {
            return loss.first(images.labels());
        }

        @Override
        public double[] shares(List<long[]> parts) {
            return loss.shares(parts);
        }

        @Override
        public void close() {
            loss.close();
        }
    }

    /** By the classes of pixels. */
    record OfPixels(PixelLoss loss) implements Criterion {
        @Override
        public LossFunction of(Images images) {
            return loss.of(images.masks(), images.rows(), images.size(), images.size());
        }

        @Override
        public OptionalDouble first(Images images) {
            return OptionalDouble.of(loss.first(images.masks(), images.rows(), images.size(), images.size()));
        }

        /** By rows, so that an update is the mean of its batches' means: masks are read too late for more. */
        @Override
        public double[] shares(List<long[]> parts) {
            double rows = parts.stream().mapToInt(part -> part.length).sum();
            return parts.stream().mapToDouble(part -> part.length / rows).toArray();
        }

        @Override
        public void close() {
            loss.close();
        }
    }
}
