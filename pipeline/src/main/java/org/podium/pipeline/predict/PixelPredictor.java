package org.podium.pipeline.predict;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.podium.augment.ImageSize;
import org.podium.augment.View;
import org.podium.ensemble.Averaging;
import org.podium.ensemble.PixelSums;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.SlidingWindow;
import org.podium.pipeline.network.Snapshot;

/**
 * Predicts the class of every pixel of images of any size, through a sliding window.
 *
 * <p>Memory is for one row of windows, not for the image: windows go from left to right and from the top to the bottom, and
 * rows of pixels that no further window reaches are handed on. Each window is seen in every view; what a view did is undone
 * on its prediction, and windows and views are averaged in one domain. An image smaller than a window is continued by its
 * mirror image.
 */
public final class PixelPredictor {
    private final Network network;
    private final Recipe.Model model;
    private final int batchSize;
    private final int classes;
    private final int span;
    private final double overlap;
    private final PixelViews views;
    private final Averaging averaging;
    private final float[] weights;

    /** What looks at windows. */
    @FunctionalInterface
    interface Network {
        /**
         * Class probabilities of every pixel.
         *
         * @param pixels rows x height x width x 3 bytes
         * @return rows x height x width x classes
         */
        float[] probabilities(ByteBuffer pixels, int rows, int height, int width);
    }

    /** Takes the probabilities of an image's rows, from the top. */
    @FunctionalInterface
    public interface Sink {
        /**
         * @param rows how many rows these are
         * @param probabilities rows x width x classes, from index 0 on; reused for the next ones
         */
        void rows(int rows, float[] probabilities) throws IOException;
    }

    /**
     * @param snapshot stays the caller's
     * @param views what each window is seen in
     * @param averaging the domain in which views and windows are averaged
     */
    public PixelPredictor(Snapshot snapshot, Recipe.Model model, int classes, PixelViews views, Averaging averaging) {
        this(
                (pixels, rows, height, width) -> snapshot.pixelProbabilities(pixels, rows, height, width, model.loss()),
                model,
                classes,
                views,
                averaging);
    }

    /** The same with anything that tells probabilities. */
    PixelPredictor(Network network, Recipe.Model model, int classes, PixelViews views, Averaging averaging) {
        SlidingWindow window = model.window();
        this.network = network;
        this.model = model;
        this.batchSize = model.batchSize();
        this.classes = classes;
        this.span = window.span(model.windowSize());
        this.overlap = window.overlap();
        this.views = views;
        this.averaging = averaging;
        this.weights = Windows.weights(span);
    }

    /**
     * Bytes of Java heap that predicting takes for images of that width.
     *
     * @param views what each window is seen in
     * @param width of the widest image in pixels
     */
    public static long heap(Recipe.Model model, PixelViews views, int classes, int width) {
        int span = model.window().span(model.windowSize());
        long side = views.scales().stream().mapToInt(model::windowSize).max().orElseThrow();
        // The sums, one row of windows more to hand on, and a batch of predictions.
        long pixels = 2L * span * Math.max(width, span) + 2L * model.batchSize() * side * side;
        return Float.BYTES * classes * pixels;
    }

    /** How many windows an image of that size in pixels is seen through, in each view. */
    public static int windows(Recipe.Model model, int width, int height) {
        int span = model.window().span(model.windowSize());
        double overlap = model.window().overlap();
        return new Windows(Math.max(width, span), span, overlap).count()
                * new Windows(Math.max(height, span), span, overlap).count();
    }

    /**
     * Predicts one image.
     *
     * @param image 8-bit RGB
     */
    @SuppressWarnings("try") // the scope frees what is made inside it
    public void predict(Mat image, Sink sink) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            new Pass(image, sink).run();
        }
    }

    /** One image under way. */
    private final class Pass {
        private final ImageSize size;
        private final Mat canvas;
        private final int left;
        private final int top;
        private final Windows across;
        private final Windows down;
        private final Sink sink;
        private final PixelSums sums;
        private final float[] band;
        private int done;

        Pass(Mat image, Sink sink) {
            this.size = ImageSize.of(image);
            int width = Math.max(size.width(), span);
            int height = Math.max(size.height(), span);
            this.left = (width - size.width()) / 2;
            this.top = (height - size.height()) / 2;
            this.canvas = mirrored(image, width, height);
            this.across = new Windows(width, span, overlap);
            this.down = new Windows(height, span, overlap);
            this.sink = sink;
            this.sums = new PixelSums(averaging, Math.multiplyExact(span, width), classes);
            this.band = new float[Math.multiplyExact(Math.multiplyExact(span, size.width()), classes)];
        }

        private Mat mirrored(Mat image, int width, int height) {
            if (width == size.width() && height == size.height()) {
                return image;
            }
            Mat larger = new Mat();
            opencv_core.copyMakeBorder(
                    image,
                    larger,
                    top,
                    height - size.height() - top,
                    left,
                    width - size.width() - left,
                    // Isolated, since the image may be part of a larger one.
                    opencv_core.BORDER_REFLECT_101 | opencv_core.BORDER_ISOLATED,
                    Scalar.all(0));
            return larger;
        }

        void run() throws IOException {
            for (int row = 0; row < down.count(); row++) {
                int y = down.start(row);
                for (double scale : views.scales()) {
                    for (View view : views.views()) {
                        windows(y, view, model.windowSize(scale));
                    }
                }
                int next = row + 1 < down.count() ? down.start(row + 1) : canvas.rows();
                handOn(y, next);
            }
        }

        /** Adds what one view sees in one row of windows. */
        private void windows(int y, View view, int networkSide) {
            int bytes = 3 * networkSide * networkSide;
            ByteBuffer pixels =
                    ByteBuffer.allocateDirect(Math.multiplyExact(Math.min(batchSize, across.count()), bytes));
            for (int from = 0; from < across.count(); from += batchSize) {
                int count = Math.min(batchSize, across.count() - from);
                for (int i = 0; i < count; i++) {
                    fill(pixels.slice(i * bytes, bytes), across.start(from + i), y, view, networkSide);
                }
                float[] probabilities =
                        network.probabilities(pixels.slice(0, count * bytes), count, networkSide, networkSide);
                for (int i = 0; i < count; i++) {
                    add(probabilities, i, across.start(from + i), view, networkSide);
                }
            }
        }

        @SuppressWarnings("try")
        private void fill(ByteBuffer into, int x, int y, View view, int networkSide) {
            try (PointerScope scope = new PointerScope()) {
                Mat seen = view.apply(given(new Mat(canvas, new Rect(x, y, span, span)), networkSide));
                Mat packed = seen.isContinuous() ? seen : seen.clone();
                into.put(new BytePointer(packed.data())
                        .capacity(into.remaining())
                        .asByteBuffer());
            }
        }

        @SuppressWarnings("try")
        private void add(float[] probabilities, int index, int x, View view, int networkSide) {
            int length = networkSide * networkSide * classes;
            float[] straight = probabilities;
            int from = index * length;
            if (networkSide != span || !view.equals(View.identity())) {
                try (PointerScope scope = new PointerScope()) {
                    Mat seen = new Mat(networkSide, networkSide, opencv_core.CV_32FC(classes));
                    FloatPointer numbers = new FloatPointer(seen.data());
                    numbers.put(probabilities, from, length);
                    // Area averaging is for four channels at most, and predictions are smooth.
                    Mat undone =
                            resized(view.undo(seen, ImageSize.square(networkSide)), span, opencv_imgproc.INTER_LINEAR);
                    Mat packed = undone.isContinuous() ? undone : undone.clone();
                    straight = new float[span * span * classes];
                    new FloatPointer(packed.data()).get(straight);
                    from = 0;
                }
            }
            for (int line = 0; line < span; line++) {
                sums.add(
                        line * canvas.cols() + x,
                        straight,
                        from + line * span * classes,
                        span,
                        weights,
                        0,
                        weights[line]);
            }
        }

        /** Hands on the rows from {@code y} to below {@code next}, which no other window reaches. */
        private void handOn(int y, int next) throws IOException {
            int first = Math.max(y, top);
            int last = Math.min(next, top + size.height());
            for (int line = first; line < last; line++) {
                // In place of each row of the canvas its part within the image.
                System.arraycopy(
                        row(line - y), 0, band, (line - first) * size.width() * classes, size.width() * classes);
            }
            if (last > first) {
                sink.rows(last - first, band);
                done += last - first;
            }
            if (next < canvas.rows()) {
                sums.dropFirst((next - y) * canvas.cols());
            } else if (done != size.height()) {
                throw new IllegalStateException("handed on " + done + " rows of " + size.height());
            }
        }

        private float[] row(int line) {
            float[] row = new float[size.width() * classes];
            sums.average(line * canvas.cols() + left, size.width(), row);
            return row;
        }
    }

    /**
     * A window as the network is given it.
     *
     * @param window a square part of an image, 8-bit RGB
     * @param side of what the network is given
     */
    public static Mat given(Mat window, int side) {
        return resized(window, side, opencv_imgproc.INTER_AREA);
    }

    /** @param shrinking how pixels are interpolated where there become fewer */
    private static Mat resized(Mat image, int side, int shrinking) {
        if (image.cols() == side && image.rows() == side) {
            return image;
        }
        Mat resized = new Mat();
        int interpolation = side < image.cols() ? shrinking : opencv_imgproc.INTER_LINEAR;
        opencv_imgproc.resize(image, resized, new Size(side, side), 0, 0, interpolation);
        return resized;
    }
}
