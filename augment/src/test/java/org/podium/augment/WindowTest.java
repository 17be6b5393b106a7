package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
    @Test
    void theWholeImageAtItsOwnSizeIsTheImageItself() {
        Mat image = Images.noise(7, 5);

        assertThat(Window.whole(ImageSize.of(image), ImageSize.of(image)).apply(image))
                .isSameAs(image);
    }

    @Test
    void cutsThePixelsOfTheWindow() {
        byte[] rgb = new byte[3 * 4 * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3);
        }
        Mat cut = Window.unscaled(1, 1, new ImageSize(2, 2)).apply(Images.of(4, 3, rgb));

        assertThat(Images.bytes(cut)).containsExactly(5, 5, 5, 6, 6, 6, 9, 9, 9, 10, 10, 10);
    }

    @Test
    void isBlackBeyondTheImageEvenIfTheImageIsAViewIntoALargerOne() {
        Mat larger = Images.plain(9, 9, 200, 200, 200);
        Mat view = new Mat(larger, new Rect(3, 3, 3, 3));

        byte[] cut = Images.bytes(Window.unscaled(-1, -1, new ImageSize(2, 2)).apply(view));

        byte lit = (byte) 200;
        assertThat(cut).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, lit, lit, lit);
    }

    @ParameterizedTest
    @CsvSource({"-4,0", "8,0", "0,-4", "0,6"})
    void refusesToLookPastTheImage(int left, int top) {
        Window window = Window.unscaled(left, top, ImageSize.square(4));
        Mat image = Images.noise(8, 6);

        assertThatThrownBy(() -> window.apply(image))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outside the image of 8x6 pixels");
    }

    /** Stripes finer than the output can show are grey; picking or interpolating neighbours would keep them. */
    @ParameterizedTest
    @ValueSource(ints = {10, 50, 70})
    void shrinkingDoesNotAlias(int height) {
        byte[] rgb = new byte[3 * 50 * 50];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3 % 50 % 2 * 255);
        }
        Mat shrunk =
                Window.whole(ImageSize.square(50), new ImageSize(10, height)).apply(Images.of(50, 50, rgb));

        for (byte value : Images.bytes(shrunk)) {
            assertThat(value & 0xff).isBetween(100, 155);
        }
    }

    @ParameterizedTest
    @CsvSource({"500,375,298,224", "375,500,224,298", "224,224,224,224", "1,1,224,224", "3,1000,224,74666"})
    void resizeKeepsTheAspectRatioAndRoundsDown(int width, int height, int resizedWidth, int resizedHeight) {
        Change change = Resize.DEFAULTS.draw(Images.outline(width, height), new SplittableRandom(0));

        assertThat(change.outputSize(new ImageSize(width, height)))
                .isEqualTo(new ImageSize(resizedWidth, resizedHeight));
    }
}
