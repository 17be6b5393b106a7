package org.podium.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What post-processing is tried on out-of-fold masks, and which of it is the best by the counts that each came to. */
public final class PostProcessingSearch {
    private static final List<Double> THRESHOLDS = List.of(0.3, 0.4, 0.5, 0.6, 0.7);
    private static final List<Double> REGIONS = List.of(0.0, 0.0003, 0.001, 0.003);
    private static final List<Double> HOLES = List.of(0.0, 0.001, 0.003);

    private PostProcessingSearch() {}

    /**
     * A grid worth trying: 72 settings with a background (thresholds from 0.3 to 0.7 or none, regions from 0.03 % of the
     * area or none, holes from 0.1 % or none), 4 without one, as only regions can be removed then.
     */
    public static List<PostProcessing> candidates(boolean background) {
        List<OptionalDouble> thresholds = new ArrayList<>(List.of(OptionalDouble.empty()));
        if (background) {
            THRESHOLDS.forEach(threshold -> thresholds.add(OptionalDouble.of(threshold)));
        }
        List<PostProcessing> candidates = new ArrayList<>();
        for (OptionalDouble threshold : thresholds) {
            for (double region : REGIONS) {
                for (double hole : background ? HOLES : List.of(0.0)) {
                    candidates.add(new PostProcessing(threshold, region, hole));
                }
            }
        }
        return candidates;
    }

    /**
     * The setting of the best score; of equally good ones that which changes least.
     *
     * @param trials what each setting came to; not changed
     * @param gentlest one of them, which wins unless something is better: {@link PostProcessing#NONE} where nothing is
     *     settled yet
     * @throws IllegalArgumentException if it is not, or there is no pixel to score
     */
    public static PostProcessing best(
            Map<PostProcessing, PixelConfusion> trials, PostProcessing gentlest, MaskMetric metric) {
        if (!trials.containsKey(gentlest)) {
            throw new IllegalArgumentException(gentlest + " was not tried: there is nothing to be better than");
        }
        PostProcessing best = gentlest;
        double bestScore = metric.score(trials.get(best));
        List<PostProcessing> settings =
                trials.keySet().stream().sorted(PostProcessing.GENTLEST_FIRST).toList();
        for (PostProcessing setting : settings) {
            double score = metric.score(trials.get(setting));
            if (metric.higherIsBetter() ? score > bestScore : score < bestScore) {
                best = setting;
                bestScore = score;
            }
        }
        return best;
    }
}
