package org.podium.pipeline.predict;

import org.podium.ensemble.Averaging;
import org.podium.pipeline.competition.Recipe;

/** From a recipe's words to the ensemble library's. */
public final class Averages {
    private Averages() {}

    public static Averaging in(Recipe.Domain domain) {
        return switch (domain) {
            case PROBABILITY -> Averaging.PROBABILITY;
            case LOGIT -> Averaging.LOGIT;
        };
    }
}
