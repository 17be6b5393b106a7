package org.podium.pipeline.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.predict.Averages;
import org.podium.pipeline.run.AtomicFiles;

/**
 * How models are blended: {@code ensemble.json}.
 *
 * @param method as in the recipe
 * @param domain what is averaged
 * @param weights share of each model, summing to one; models without a share are not there
 */
record Blend(Recipe.Blend.Method method, Recipe.Domain domain, Map<String, Double> weights) {
    static final String FILE = "ensemble.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    Blend {
        weights = new LinkedHashMap<>(weights);
    }

    /**
     * As a recipe asks for it.
     *
     * @param models out-of-fold scores, in the recipe's order
     */
    static Blend of(Recipe.Blend choice, boolean higherIsBetter, Map<String, Scores.Score> models) {
        Map<String, Double> weights = new LinkedHashMap<>();
        switch (choice.method()) {
            case MEAN -> models.keySet().forEach(model -> weights.put(model, 1.0 / models.size()));
            case BEST -> {
                String best = null;
                for (String model : models.keySet()) {
                    // The first of equals, in the recipe's order.
                    if (best == null || better(higherIsBetter, models.get(model), models.get(best))) {
                        best = model;
                    }
                }
                weights.put(best, 1.0);
            }
        }
        return new Blend(choice.method(), choice.domain(), weights);
    }

    private static boolean better(boolean higherIsBetter, Scores.Score a, Scores.Score b) {
        return higherIsBetter ? a.oof() > b.oof() : a.oof() < b.oof();
    }

    double[][] of(Map<String, double[][]> predictions) {
        List<double[][]> parts = new ArrayList<>();
        weights.keySet().forEach(model -> parts.add(predictions.get(model)));
        double[] shares =
                weights.values().stream().mapToDouble(Double::doubleValue).toArray();
        return Averages.in(domain).average(parts, shares);
    }

    static Blend read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Blend.class);
    }

    void write(Path file) throws IOException {
        AtomicFiles.write(file, temporary -> JSON.writeValue(temporary.toFile(), this));
    }
}
