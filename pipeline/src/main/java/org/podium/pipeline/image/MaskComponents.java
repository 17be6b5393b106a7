package org.podium.pipeline.image;

import java.nio.IntBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** The connected parts of a class in a mask. */
public final class MaskComponents {
    private MaskComponents() {}

    /**
     * Numbers the parts of a class.
     *
     * @param mask class indices, row-major, width × height of them
     * @param connectivity 8 if pixels that touch at a corner are of one part, 4 if not
     * @return the number of each pixel's part, from 1 in no order that means anything; 0 where it is of another class
     */
    public static int[] label(byte[] mask, int width, int height, int index, int connectivity) {
        byte[] inside = new byte[mask.length];
        for (int i = 0; i < mask.length; i++) {
            inside[i] = (byte) ((mask[i] & 0xFF) == index ? 1 : 0);
        }
        try (Mat image = new Mat(height, width, opencv_core.CV_8UC1);
                Mat labels = new Mat()) {
            image.data().put(inside);
            opencv_imgproc.connectedComponents(image, labels, connectivity, opencv_core.CV_32S);
            int[] numbers = new int[mask.length];
            labels.<IntBuffer>createBuffer().get(numbers);
            return numbers;
        }
    }
}
