package org.podium.pipeline.competition;

import java.util.List;
import org.podium.ensemble.MaskMetric;
import org.podium.ensemble.MaskMetrics;
import org.podium.ensemble.Metric;
import org.podium.ensemble.Metrics;

/** What a competition asks for. */
public enum Task {
    /** One class an image. */
    IMAGE_CLASSIFICATION,
    /** One class a pixel. */
    SEMANTIC_SEGMENTATION;

    /** Whether every pixel has a class, rather than every image. */
    public boolean masks() {
        return this == SEMANTIC_SEGMENTATION;
    }

    /** The names of the metrics that score it. */
    public List<String> metrics() {
        return this == SEMANTIC_SEGMENTATION
                ? MaskMetrics.all().stream().map(MaskMetric::name).toList()
                : Metrics.all().stream().map(Metric::name).toList();
    }
}
