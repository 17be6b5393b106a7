package org.podium.pipeline.report;

import java.util.Base64;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A picture that stands in the page itself.
 *
 * @param uri {@code data:} and what follows
 * @param width in pixels
 * @param height in pixels
 */
public record Picture(String uri, int width, int height) {
    /** Longest side; what is larger is made smaller. */
    static final int LARGEST = 448;

    /** Up to this side pixels are worth seeing as they are. */
    private static final int SMALL = 96;

    private static final int QUALITY = 88;

    /**
     * A photo, shrunk to what a page can show: JPEG, or if it is small PNG.
     *
     * @param rgb {@code CV_8UC3}
     */
    public static Picture photo(Mat rgb) {
        Mat bgr = new Mat();
        opencv_imgproc.cvtColor(shrunk(rgb, opencv_imgproc.INTER_AREA), bgr, opencv_imgproc.COLOR_RGB2BGR);
        return Math.max(bgr.cols(), bgr.rows()) <= SMALL
                ? of("png", bgr)
                : of("jpeg", bgr, opencv_imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY);
    }

    /**
     * What lies over a photo of the same size: PNG.
     *
     * @param mask {@code CV_8UC1}, class indices
     */
    public static Picture mask(Mat mask, Overlay overlay) {
        // The same size as the photo's, and labels are not mixed.
        return of("png", overlay.paint(shrunk(mask, opencv_imgproc.INTER_NEAREST_EXACT)));
    }

    /** Whether a page may show it larger, pixel by pixel. */
    public boolean small() {
        return Math.max(width, height) <= SMALL;
    }

    private static Mat shrunk(Mat pixels, int interpolation) {
        int longer = Math.max(pixels.cols(), pixels.rows());
        if (longer <= LARGEST) {
            return pixels;
        }
        double scale = (double) LARGEST / longer;
        Size size = new Size((int) Math.max(1, Math.rint(scale * pixels.cols())), (int)
                Math.max(1, Math.rint(scale * pixels.rows())));
        Mat shrunk = new Mat();
        opencv_imgproc.resize(pixels, shrunk, size, 0, 0, interpolation);
        return shrunk;
    }

    private static Picture of(String format, Mat pixels, int... settings) {
        try (BytePointer out = new BytePointer();
                IntPointer parameters = settings.length == 0 ? new IntPointer(0L) : new IntPointer(settings)) {
            if (!opencv_imgcodecs.imencode("." + format, pixels, out, parameters)) {
                throw new IllegalStateException("OpenCV cannot write a " + format);
            }
            byte[] bytes = new byte[(int) out.limit()];
            out.get(bytes);
            String uri =
                    "data:image/" + format + ";base64," + Base64.getEncoder().encodeToString(bytes);
            return new Picture(uri, pixels.cols(), pixels.rows());
        }
    }
}
