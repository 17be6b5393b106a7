package org.podium.pipeline.image;

import java.nio.ByteBuffer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How an image is turned to be as a viewer shows it (EXIF 2.32, tag 0x0112). OpenCV does it by itself; this is for what it
 * does not decode.
 *
 * @param value 1 to 8
 */
record Orientation(int value) {
    private static final Orientation UPRIGHT = new Orientation(1);
    private static final int EXIF = 0x65584966; // "eXIf"
    private static final int PIXELS = 0x49444154; // "IDAT"
    private static final int SIGNATURE = 8;

    /** Length, name and checksum of a chunk. */
    private static final int FRAME = 12;

    /** What a PNG or TIFF file says; upright if it says nothing or what cannot be. */
    static Orientation of(byte[] file) {
        try {
            int value =
                    switch (ImageHeader.of(file).format()) {
                        case "tiff" -> Tiff.orientation(ByteBuffer.wrap(file));
                        case "png" -> png(file);
                        default -> 1;
                    };
            return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
        } catch (IndexOutOfBoundsException e) {
            return UPRIGHT; // a directory cut short
        }
    }

    private static int png(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        int at = SIGNATURE;
        while (in.getInt(at + 4) != EXIF) {
            if (in.getInt(at + 4) == PIXELS || in.getInt(at) < 0) {
                return 1;
            }
            at += FRAME + in.getInt(at);
        }
        return Tiff.orientation(in.slice(at + 8, in.getInt(at)));
    }

    /** The image turned; itself if it is upright, else a new one in its place, which is freed. */
    Mat apply(Mat image) {
        if (value == 1) {
            return image;
        }
        Mat turned = new Mat();
        if (value > 4) {
            opencv_core.transpose(image, turned);
        } else {
            image.copyTo(turned);
        }
        image.close();
        switch (value) {
            case 2, 6 -> opencv_core.flip(turned, turned, 1);
            case 3, 7 -> opencv_core.flip(turned, turned, -1);
            case 4, 8 -> opencv_core.flip(turned, turned, 0);
            default -> {}
        }
        return turned;
    }
}
