package org.podium.augment;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Shows a window of the image at its own scale, mirrored where it reaches beyond; undone to the bit where it does not. */
sealed interface PartialView extends View permits CropView, ShiftView, TileView {
    /** The window, which may begin and end outside the image. */
    Part window(ImageSize original);

    @Override
    default Mat apply(Mat image) {
        Part part = window(ImageSize.of(image));
        Border mirrored = new Border(Border.Mode.REFLECT_101, 0);
        return new Window(part.left(), part.top(), part.size(), part.size(), mirrored).apply(image);
    }

    @Override
    default ImageSize outputSize(ImageSize original) {
        return window(original).size();
    }

    @Override
    default Part covered(ImageSize original) {
        Part part = window(original);
        int left = Math.max(0, part.left());
        int top = Math.max(0, part.top());
        int right = Math.min(original.width(), part.left() + part.size().width());
        int bottom = Math.min(original.height(), part.top() + part.size().height());
        Check.that(
                left < right && top < bottom,
                "%s shows nothing of an image of %dx%d pixels",
                name(),
                original.width(),
                original.height());
        return new Part(left, top, new ImageSize(right - left, bottom - top));
    }

    @Override
    default Mat undo(Mat prediction, ImageSize original) {
        Part part = window(original);
        Check.prediction(prediction, part.size());
        Part covered = covered(original);
        Part seen = new Part(covered.left() - part.left(), covered.top() - part.top(), covered.size());
        Mat whole = new Mat(original.height(), original.width(), prediction.type(), Scalar.all(0));
        new Mat(prediction, seen.rect()).copyTo(new Mat(whole, covered.rect()));
        return whole;
    }
}
