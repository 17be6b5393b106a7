package org.podium.pipeline.competition;

import java.util.List;
import java.util.Optional;
import org.podium.augment.OneOf;
import org.podium.augment.RandomForegroundCrop;
import org.podium.augment.Sequence;
import org.podium.augment.SomeOf;
import org.podium.augment.Sometimes;
import org.podium.augment.Transform;
import org.podium.pipeline.config.Records;

/** What transforms take for foreground: all that is not the background of the competition, where a recipe says no other. */
public final class Foreground {
    private Foreground() {}

    /** The recipe with the competition's background, if it has one, in every transform that looks for foreground. */
    public static Recipe of(Recipe recipe, Competition competition) {
        if (competition.backgroundIndex().isEmpty()) {
            return recipe;
        }
        int background = competition.backgroundIndex().getAsInt();
        return Records.with(
                recipe,
                "models",
                recipe.models().stream()
                        .map(model -> Records.with(model, "augment", all(model.augment(), background)))
                        .toList());
    }

    private static List<Transform> all(List<Transform> transforms, int background) {
        return transforms.stream().map(one -> one(one, background)).toList();
    }

    private static Transform one(Transform transform, int background) {
        if (transform instanceof RandomForegroundCrop crop && crop.background().isEmpty()) {
            return Records.with(crop, "background", Optional.of(background));
        }
        if (transform instanceof Sequence sequence) {
            return new Sequence(all(sequence.transforms(), background));
        }
        if (transform instanceof OneOf oneOf) {
            return new OneOf(all(oneOf.transforms(), background), oneOf.weights());
        }
        if (transform instanceof SomeOf someOf) {
            return new SomeOf(someOf.n(), all(someOf.transforms(), background));
        }
        if (transform instanceof Sometimes sometimes) {
            return new Sometimes(sometimes.p(), one(sometimes.transform(), background));
        }
        return transform;
    }
}
