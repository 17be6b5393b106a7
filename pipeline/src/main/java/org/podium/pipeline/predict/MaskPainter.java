package org.podium.pipeline.predict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.podium.ensemble.PostProcessing;

/** Makes masks of an image's probabilities, for one threshold or for several at once. */
public final class MaskPainter implements PixelPredictor.Sink {
    private final int width;
    private final int height;
    private final int classes;
    private final OptionalInt background;
    private final Map<OptionalDouble, byte[]> masks = new LinkedHashMap<>();
    private int painted;

    /**
     * @param classes at most 255
     * @param background index of the class that is no object, if there is one
     * @param thresholds of the foreground; none is for the likeliest class
     */
    public MaskPainter(int width, int height, int classes, OptionalInt background, List<OptionalDouble> thresholds) {
        this.width = width;
        this.height = height;
        this.classes = classes;
        this.background = background;
        thresholds.forEach(threshold -> masks.put(threshold, new byte[Math.multiplyExact(width, height)]));
    }

    @Override
    public void rows(int rows, float[] probabilities) {
        int pixels = rows * width;
        masks.forEach((threshold, mask) -> {
            byte[] labels = new PostProcessing(threshold, 0, 0).decide(probabilities, pixels, classes, background);
            System.arraycopy(labels, 0, mask, painted, pixels);
        });
        painted += pixels;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /**
     * The mask after post-processing.
     *
     * @param setting with one of the thresholds
     * @return class indices, row-major
     */
    public byte[] mask(PostProcessing setting) {
        if (painted != width * height) {
            throw new IllegalStateException(painted + " of " + width * height + " pixels are painted");
        }
        return setting.clean(masks.get(setting.threshold()), width, height, background);
    }
}
