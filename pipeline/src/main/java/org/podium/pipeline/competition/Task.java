package org.podium.pipeline.competition;

import java.util.List;
import org.podium.ensemble.Metric;
import org.podium.ensemble.Metrics;

/** What a competition asks for. */
public enum Task {
    /** One class an image. */
    IMAGE_CLASSIFICATION,
    /** One class a pixel. */
    SEMANTIC_SEGMENTATION;

    private static final List<String> MASK_METRICS = List.of(
            "mean-iou", "mean-iou-with-ignored", "mean-dice", "foreground-iou", "foreground-dice", "pixel-accuracy");

    /** The names of the metrics that score it. */
    public List<String> metrics() {
        return this == SEMANTIC_SEGMENTATION
                ? MASK_METRICS
                : Metrics.all().stream().map(Metric::name).toList();
    }
}
