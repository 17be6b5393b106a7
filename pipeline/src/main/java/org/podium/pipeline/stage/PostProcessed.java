package org.podium.pipeline.stage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntToLongFunction;
import java.util.random.RandomGenerator;
import org.podium.ensemble.MaskMetric;
import org.podium.ensemble.PixelConfusion;
import org.podium.ensemble.PostProcessing;
import org.podium.ensemble.PostProcessingSearch;
import org.podium.pipeline.competition.PostProcess;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.predict.MaskPainter;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Seed;

/**
 * What is done to masks, and how that was chosen: {@code post-processing.json}.
 *
 * @param threshold least probability of anything but the background; null: the likeliest class is taken
 * @param minRegion smaller regions are removed, as a share of the area; 0: none
 * @param maxHole smaller holes are filled, as a share of the area; 0: none
 * @param tried settings that were tried on out-of-fold masks; 0: the recipe gives all
 * @param images that they were tried on
 * @param heldOut images that these were drawn from
 */
record PostProcessed(
        Double threshold,
        @JsonProperty("min_region") double minRegion,
        @JsonProperty("max_hole") double maxHole,
        int tried,
        int images,
        @JsonProperty("held_out") int heldOut) {
    static final String FILE = "post-processing.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** About as many pixels as settings are tried on, of images drawn for it; more take minutes and change nothing. */
    private static final long MOST_PIXELS = 100_000_000;

    /** Settles what the recipe leaves open on the blend's out-of-fold masks. */
    static PostProcessed choose(RunConfig config, MaskJudge judge, Map<String, Double> shares, MaskMetric metric)
            throws IOException {
        PostProcess given = config.recipe().postProcess();
        OptionalInt background = config.competition().backgroundIndex();
        List<PostProcessing> candidates = PostProcessingSearch.candidates(background.isPresent()).stream()
                .map(candidate -> with(given, candidate))
                .distinct()
                .toList();
        PostProcessing gentlest = with(given, PostProcessing.NONE);
        if (!given.choose() || candidates.size() == 1) {
            return of(gentlest, 0, 0, 0);
        }
        int classes = config.competition().classes().size();
        Map<PostProcessing, PixelConfusion> trials = new LinkedHashMap<>();
        trials.put(gentlest, new PixelConfusion(classes, background));
        candidates.forEach(candidate -> trials.putIfAbsent(candidate, new PixelConfusion(classes, background)));
        List<OptionalDouble> thresholds = trials.keySet().stream()
                .map(PostProcessing::threshold)
                .distinct()
                .toList();
        RandomGenerator random = new Seed(config.recipe().seed()).stream("post-process");
        List<Integer> rows = drawn(judge.rows(), judge::pixels, MOST_PIXELS, random);
        judge.visit(rows, shares, thresholds, "post-processing", new MaskJudge.Visitor() {
            @Override
            public void fold(int row, int fold, byte[] truth, MaskPainter painted) {}

            @Override
            public void pooled(int row, byte[] truth, MaskPainter painted) {
                trials.forEach((setting, confusion) -> confusion.add(truth, painted.mask(setting)));
            }
        });
        return of(
                PostProcessingSearch.best(trials, gentlest, metric),
                trials.size(),
                rows.size(),
                judge.rows().size());
    }

    /**
     * Rows drawn until they have enough pixels, or all.
     *
     * @param pixels of a row
     * @param most pixels; the last row goes beyond
     * @return in ascending order
     */
    static List<Integer> drawn(List<Integer> rows, IntToLongFunction pixels, long most, RandomGenerator random) {
        List<Integer> left = new ArrayList<>(rows);
        List<Integer> drawn = new ArrayList<>();
        for (long sum = 0; sum < most && !left.isEmpty(); sum += pixels.applyAsLong(drawn.get(drawn.size() - 1))) {
            Collections.swap(left, random.nextInt(left.size()), left.size() - 1);
            drawn.add(left.remove(left.size() - 1));
        }
        return drawn.stream().sorted().toList();
    }

    /** A setting in which what the recipe gives is as given. */
    private static PostProcessing with(PostProcess given, PostProcessing setting) {
        return new PostProcessing(
                given.threshold().map(OptionalDouble::of).orElse(setting.threshold()),
                given.minRegion().orElse(setting.minRegion()),
                given.maxHole().orElse(setting.maxHole()));
    }

    private static PostProcessed of(PostProcessing setting, int tried, int images, int heldOut) {
        return new PostProcessed(
                setting.threshold().isPresent() ? setting.threshold().getAsDouble() : null,
                setting.minRegion(),
                setting.maxHole(),
                tried,
                images,
                heldOut);
    }

    PostProcessing setting() {
        return new PostProcessing(
                threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold), minRegion, maxHole);
    }

    /** In words. */
    String text() {
        List<String> steps = new ArrayList<>();
        if (threshold != null) {
            steps.add("threshold " + threshold);
        }
        if (minRegion > 0) {
            steps.add("no regions below " + minRegion + " of the area");
        }
        if (maxHole > 0) {
            steps.add("no holes below " + maxHole + " of the area");
        }
        String all = steps.isEmpty() ? "nothing" : String.join(", ", steps);
        return tried == 0
                ? all
                : all + ", the best of " + tried + " settings on " + images + " of " + heldOut + " images";
    }

    static PostProcessed read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), PostProcessed.class);
    }

    void write(Path file) throws IOException {
        AtomicFiles.write(file, temporary -> JSON.writeValue(temporary.toFile(), this));
    }
}
