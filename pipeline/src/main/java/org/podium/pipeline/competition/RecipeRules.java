package org.podium.pipeline.competition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.podium.pipeline.config.Nearest;
import org.podium.pipeline.error.UserError;

/** Which choices of a recipe go with the task of a competition. */
public final class RecipeRules {
    private RecipeRules() {}

    /** @throws UserError with all that do not */
    public static void check(Recipe recipe, Competition competition) {
        List<String> problems = new ArrayList<>();
        boolean masks = competition.task().masks();
        for (Recipe.Model model : recipe.models()) {
            String where = "model " + model.name() + ": ";
            (masks ? segmentation(model, recipe.tta()) : classification(model))
                    .forEach(problem -> problems.add(where + problem));
        }
        Recipe.Tta tta = recipe.tta();
        if (masks && tta.randomCrops() > 0) {
            problems.add("tta.random-crops is for image-classification: masks are predicted by a sliding window; use"
                    + " tta.scales or d4");
        }
        if (!masks && !tta.scales().isEmpty()) {
            problems.add("tta.scales is for semantic-segmentation; use tta.random-crops");
        }
        if (masks
                && recipe.postProcess().needsBackground()
                && competition.backgroundIndex().isEmpty()) {
            problems.add(
                    "post-process: threshold and max-hole are about what is not background, but no class is; name it"
                            + " with background: NAME in competition.yaml");
        }
        if (!masks && !recipe.postProcess().equals(PostProcess.DEFAULTS)) {
            problems.add("post-process is for semantic-segmentation");
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    private static List<String> segmentation(Recipe.Model model, Recipe.Tta tta) {
        List<String> problems = new ArrayList<>();
        if (!model.segments()) {
            problems.add("network " + model.network() + " classifies whole images, but the task is"
                    + " semantic-segmentation; " + Nearest.hint("unet-" + model.network(), Recipe.Model.SEGMENTERS));
        }
        if (model.mixing().isPresent()) {
            problems.add("mixing is for image-classification: a mask is not mixed");
        }
        if (!model.view().equals(Recipe.Model.DEFAULTS.view())) {
            problems.add("view is for image-classification: masks are predicted over whole images; use window, with"
                    + " its scale to resize them");
        }
        twins(model, tta)
                .ifPresent(twins ->
                        problems.add("tta.scales: " + twins.get(0) + " and " + twins.get(1) + " of a window of "
                                + model.windowSize() + " px both are " + model.windowSize(twins.get(0))
                                + " px; leave one out, or choose one further away"));
        return problems;
    }

    /** The first two scales at which windows are of the same size. */
    private static Optional<List<Double>> twins(Recipe.Model model, Recipe.Tta tta) {
        Map<Integer, Double> scales = new HashMap<>(Map.of(model.windowSize(), 1.0));
        for (double scale : tta.scales()) {
            Double before = scales.putIfAbsent(model.windowSize(scale), scale);
            if (before != null) {
                return Optional.of(List.of(before, scale));
            }
        }
        return Optional.empty();
    }

    private static List<String> classification(Recipe.Model model) {
        List<String> problems = new ArrayList<>();
        if (model.segments()) {
            problems.add("network " + model.network() + " gives every pixel a class, but the task is"
                    + " image-classification; use " + model.network().replaceFirst("^[a-z]+-", ""));
        }
        if (!model.window().equals(SlidingWindow.DEFAULTS)) {
            problems.add("window is for semantic-segmentation; use view");
        }
        return problems;
    }
}
