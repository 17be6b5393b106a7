package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;

import java.util.Locale;
import org.bytedeco.opencv.opencv_core.Mat;

/** The image larger or smaller; predictions are interpolated linearly on the way back. */
record ScaleView(double factor) implements View {
    ScaleView {
        Check.that(
                factor > 0 && factor < Double.POSITIVE_INFINITY,
                "a view is scaled by a factor above 0, got %s",
                factor);
    }

    @Override
    public String name() {
        return String.format(Locale.ROOT, "scale-%s", factor);
    }

    @Override
    public Mat apply(Mat image) {
        return Window.whole(ImageSize.of(image), outputSize(ImageSize.of(image)))
                .apply(image);
    }

    @Override
    public ImageSize outputSize(ImageSize original) {
        return new ImageSize(side(original.width()), side(original.height()));
    }

    @Override
    public Mat undo(Mat prediction, ImageSize original) {
        Check.prediction(prediction, outputSize(original));
        return Window.scale(prediction, original, INTER_LINEAR);
    }

    private int side(int side) {
        return Math.toIntExact(Math.max(1, Math.round(side * factor)));
    }
}
