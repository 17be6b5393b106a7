package org.podium.pipeline.predict;

import java.util.ArrayList;
import java.util.List;
import org.podium.augment.RandomResizedCrop;
import org.podium.augment.Sequence;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.image.RowImage;

/**
 * One way to look at an image at test time.
 *
 * @param name what random streams are derived from
 * @param transforms what is done first
 * @param symmetry how the square that comes out is laid then
 */
record View(String name, Sequence transforms, org.podium.augment.View symmetry) {
    /** The views that a recipe asks for, the plain one first. */
    static List<View> of(Recipe.Model model, Recipe.Tta tta) {
        List<View> views = new ArrayList<>();
        for (org.podium.augment.View symmetry : PixelViews.of(tta).views()) {
            views.add(new View(symmetry.name(), new Sequence(model.view()), symmetry));
        }
        for (int i = 0; i < tta.randomCrops(); i++) {
            views.add(new View(
                    "random-crop-" + i,
                    new Sequence(List.of(new RandomResizedCrop(
                            model.viewSize(), tta.cropScale(), RandomResizedCrop.DEFAULTS.ratio()))),
                    org.podium.augment.View.identity()));
        }
        return views;
    }

    /** The rows' images in this view. */
    RowImage of(ImageRows rows, ImageRows.Streams streams) {
        RowImage straight = rows.through(transforms, streams);
        return row -> symmetry.apply(straight.image(row));
    }
}
