package org.podium.pipeline.train;

import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.run.Seed;

/** What training images are changed by. */
public final class Augmentation {
    private Augmentation() {}

    /**
     * The random streams of a model's {@code augment}: what a row looks like follows from these alone, so that it can be
     * shown before anything is trained.
     *
     * @param epoch counted from 1
     */
    public static ImageRows.Streams streams(Seed seed, Recipe.Model model, int fold, int epoch) {
        return (id, transform) -> seed.stream("augment", model.name(), fold, epoch, id, transform);
    }
}
