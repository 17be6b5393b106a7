package org.podium.augment;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REFLECT_101;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;

import org.bytedeco.opencv.opencv_core.Scalar;

/**
 * How an image goes on beyond its edges. A mask knows nothing there, whatever the image shows.
 *
 * @param mode albumentations' {@code border_mode}
 * @param fill the grey level of a constant border, 0 to 255
 */
public record Border(Mode mode, int fill) {
    public static final Border DEFAULTS = new Border(Mode.CONSTANT, 0);

    /** Ways to go on. */
    public enum Mode {
        /** One grey level. */
        CONSTANT(BORDER_CONSTANT),
        /** Mirrored around the outermost pixels, which appear once: {@code dcb|abcd|cba}. */
        REFLECT_101(BORDER_REFLECT_101),
        /** The outermost pixels over and over. */
        REPLICATE(BORDER_REPLICATE);

        private final int code;

        Mode(int code) {
            this.code = code;
        }
    }

    public Border {
        Check.that(fill >= 0 && fill <= 255, "a border's fill is a grey level from 0 to 255, got %d", fill);
    }

    /** OpenCV's number. */
    int code() {
        return mode.code;
    }

    Scalar colour() {
        return Scalar.all(fill);
    }
}
