package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Images for tests, and their bytes. */
final class Images {
    private Images() {}

    static Mat of(int width, int height, byte[] rgb) {
        Mat image = new Mat(height, width, CV_8UC3);
        image.data().put(rgb);
        return image;
    }

    /** A size to draw for. */
    static Sample outline(int width, int height) {
        return Sample.outline(new ImageSize(width, height), Optional.empty());
    }

    static Mat noise(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        new Random(width * 31L + height).nextBytes(rgb);
        return of(width, height, rgb);
    }

    /** Red, green and blue alike. */
    static Mat grey(int width, int height) {
        byte[] rgb = bytes(noise(width, height));
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = rgb[i - i % 3];
        }
        return of(width, height, rgb);
    }

    /** One colour all over. */
    static Mat plain(int width, int height, int red, int green, int blue) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) red;
            rgb[i + 1] = (byte) green;
            rgb[i + 2] = (byte) blue;
        }
        return of(width, height, rgb);
    }

    static Mat golden(String name) {
        Mat rgb = new Mat();
        opencv_imgproc.cvtColor(read(name, IMREAD_COLOR), rgb, opencv_imgproc.COLOR_BGR2RGB);
        return rgb;
    }

    /** Labels, to be filled with 255. */
    static Mask goldenMask(String name) {
        return new Mask(read(name + "_mask", IMREAD_GRAYSCALE), 255);
    }

    private static Mat read(String name, int mode) {
        try (InputStream file = Images.class.getResourceAsStream("/golden/" + name + ".png")) {
            assertThat(file).as("golden %s", name).isNotNull();
            return opencv_imgcodecs.imdecode(new Mat(new BytePointer(file.readAllBytes()), false), mode);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Row by row, three bytes a pixel. */
    static byte[] bytes(Mat image) {
        assertThat(image.type()).isEqualTo(CV_8UC3);
        Mat packed = image.isContinuous() ? image : image.clone();
        byte[] rgb = new byte[3 * image.cols() * image.rows()];
        packed.data().get(rgb);
        return rgb;
    }

    /** Row by row, a byte a pixel. */
    static byte[] labels(Mask mask) {
        Mat narrow = new Mat();
        mask.labels().convertTo(narrow, CV_8UC1);
        byte[] labels = new byte[Math.toIntExact(narrow.total())];
        narrow.data().get(labels);
        return labels;
    }
}
