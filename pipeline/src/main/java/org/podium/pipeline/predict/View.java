package org.podium.pipeline.predict;

import java.util.ArrayList;
import java.util.List;
import org.podium.augment.HorizontalFlip;
import org.podium.augment.RandomResizedCrop;
import org.podium.augment.Sequence;
import org.podium.augment.Transform;
import org.podium.pipeline.competition.Recipe;

/**
 * One way to look at an image at test time.
 *
 * @param name what random streams are derived from
 */
record View(String name, Sequence transforms) {
    /** The views that a recipe asks for, the plain one first. */
    static List<View> of(Recipe.Model model, Recipe.Tta tta) {
        List<View> views = new ArrayList<>();
        views.add(new View("identity", new Sequence(model.view())));
        if (tta.horizontalFlip()) {
            List<Transform> mirrored = new ArrayList<>(model.view());
            mirrored.add(new HorizontalFlip(1));
            views.add(new View("horizontal-flip", new Sequence(mirrored)));
        }
        for (int i = 0; i < tta.randomCrops(); i++) {
            views.add(new View(
                    "random-crop-" + i,
                    new Sequence(List.of(new RandomResizedCrop(
                            model.viewSize(), tta.cropScale(), RandomResizedCrop.DEFAULTS.ratio())))));
        }
        return views;
    }
}
