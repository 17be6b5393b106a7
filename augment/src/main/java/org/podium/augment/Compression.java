package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Writes a JPEG file and reads it: blocks of 8 × 8 pixels, colours at half the resolution.
 *
 * @param quality 1 to 100
 */
public record Compression(int quality) implements Tone {
    public Compression {
        Check.that(quality >= 1 && quality <= 100, "Compression: quality is from 1 to 100, got %d", quality);
    }

    @Override
    public Mat apply(Mat image) {
        Check.image(image);
        Mat bgr = new Mat();
        opencv_imgproc.cvtColor(image, bgr, COLOR_RGB2BGR);
        BytePointer file = new BytePointer();
        opencv_imgcodecs.imencode(".jpg", bgr, file, new IntPointer(IMWRITE_JPEG_QUALITY, quality));
        return opencv_imgcodecs.imdecode(new Mat(1, (int) file.limit(), CV_8UC1, file), IMREAD_COLOR_RGB);
    }
}
