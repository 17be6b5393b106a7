package org.podium.pipeline.synthetic;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Writes JPEG files without metadata. */
final class Jpeg {

    private static final int QUALITY = 88;

    private Jpeg() {}

    /**
     * @param bgr rows of pixels, each as blue, green and red bytes
     * @param side width and height in pixels
     */
    static byte[] encode(byte[] bgr, int side) {
        return encode(bgr, side, side);
    }

    /**
     * @param bgr rows of pixels, each as blue, green and red bytes
     * @param width in pixels
     * @param height in pixels
     */
    static byte[] encode(byte[] bgr, int width, int height) {
        try (BytePointer pixels = new BytePointer(bgr);
                Mat image = new Mat(height, width, opencv_core.CV_8UC3, pixels);
                BytePointer file = new BytePointer();
                IntPointer options = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, QUALITY)) {
            if (!opencv_imgcodecs.imencode(".jpg", image, file, options)) {
                throw new IllegalStateException("OpenCV could not encode a JPEG of " + width + " × " + height);
            }
            byte[] bytes = new byte[(int) file.limit()];
            file.get(bytes);
            return bytes;
        }
    }
}
