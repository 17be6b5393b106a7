package org.podium.pipeline.predict;

import java.util.List;
import java.util.stream.Stream;
import org.podium.augment.View;
import org.podium.pipeline.competition.Recipe;

/**
 * How a segmentation network looks at each window.
 *
 * @param views symmetries, the identity first
 * @param scales factors of the window's size, each for all views, 1 first
 */
public record PixelViews(List<View> views, List<Double> scales) {
    /** Each window as it is. */
    public static final PixelViews PLAIN = new PixelViews(List.of(View.identity()), List.of(1.0));

    public PixelViews {
        views = List.copyOf(views);
        scales = List.copyOf(scales);
    }

    /** About how many times as long all of them take as {@link #PLAIN}: larger windows by their pixels. */
    public double cost() {
        return views.size()
                * scales.stream().mapToDouble(scale -> scale * scale).sum();
    }

    /** Those that a recipe asks for. */
    public static PixelViews of(Recipe.Tta tta) {
        boolean both = tta.horizontalFlip() && tta.verticalFlip();
        // Turned by half is flipped both ways.
        List<View> views = tta.d4()
                ? View.d4()
                : View.d4().stream()
                        .filter(view -> view.equals(View.identity())
                                || tta.horizontalFlip() && view.equals(View.horizontalFlip())
                                || tta.verticalFlip() && view.equals(View.verticalFlip())
                                || both && view.name().equals("rotate-180"))
                        .toList();
        List<Double> scales =
                Stream.concat(Stream.of(1.0), tta.scales().stream()).toList();
        return new PixelViews(views, scales);
    }
}
