package org.podium.ensemble;

import java.util.List;

/** The built-in metrics of masks. */
public final class MaskMetrics {
    private static final List<MaskMetric> ALL = List.of(
            new MeanOverlap("mean-iou", PixelConfusion::iou, false),
            new MeanIouWithIgnored(),
            new MeanOverlap("mean-dice", PixelConfusion::dice, false),
            new MeanOverlap("foreground-iou", PixelConfusion::iou, true),
            new MeanOverlap("foreground-dice", PixelConfusion::dice, true),
            new PixelAccuracy());

    private MaskMetrics() {}

    /** All of them. */
    public static List<MaskMetric> all() {
        return ALL;
    }

    /**
     * The metric of a name.
     *
     * @throws IllegalArgumentException if there is none; the message suggests the nearest name and lists all
     */
    public static MaskMetric named(String name) {
        return Names.find("metric", ALL, MaskMetric::name, name);
    }

    static void requirePixels(PixelConfusion confusion) {
        if (confusion.pixels() == 0) {
            throw new IllegalArgumentException("no pixels to score: at least one that is not ignored is needed");
        }
    }
}
