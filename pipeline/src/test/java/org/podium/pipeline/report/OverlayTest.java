package org.podium.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.podium.augment.HorizontalFlip;
import org.podium.augment.Mask;
import org.podium.augment.Sample;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.image.MaskFile;

@SuppressWarnings("try") // the scopes free what is made inside them
class OverlayTest {
    private static final int WIDTH = 9;
    private static final int HEIGHT = 4;
    private static final Overlay OVERLAY =
            new Overlay(new Palette(List.of(0x112233, 0x445566, 0x778899)), OptionalInt.of(1));

    /** Class 2 on the left, class 0 to the right of it, background, and two columns of no class. */
    private static byte[] indices() {
        byte[] indices = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < indices.length; i++) {
            int x = i % WIDTH;
            indices[i] = (byte) (x < 2 ? 2 : x < 5 ? 0 : x < 7 ? 1 : MaskCoding.IGNORED);
        }
        return indices;
    }

    private static int[] argb(Mat overlay) {
        int[] pixels = new int[Math.toIntExact(overlay.total())];
        byte[] bytes = new byte[4 * pixels.length];
        overlay.data().get(bytes);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(pixels);
        return pixels;
    }

    @Test
    void paintsEachClassWhereItIs() {
        try (PointerScope scope = new PointerScope()) {
            int[] painted = argb(OVERLAY.paint(MaskFile.mat(indices(), WIDTH, HEIGHT)));
            HashSet<Integer> stripes = new HashSet<>();
            for (int i = 0; i < painted.length; i++) {
                int x = i % WIDTH;
                if (x < 7) {
                    assertThat(painted[i]).as("x %d", x).isEqualTo(x < 2 ? 0xFF778899 : x < 5 ? 0xFF112233 : 0);
                } else {
                    stripes.add(painted[i]);
                }
            }
            assertThat(stripes).containsExactlyInAnyOrder(0xFF404040, 0xFFF0F0F0);
        }
    }

    @Test
    void aMovedMaskIsPaintedWhereItWent() {
        try (PointerScope scope = new PointerScope()) {
            Mask mask = new Mask(MaskFile.mat(indices(), WIDTH, HEIGHT), MaskCoding.IGNORED);
            Mat image = new Mat(HEIGHT, WIDTH, opencv_core.CV_8UC3);
            Sample flipped = new HorizontalFlip(1)
                    .draw(Sample.of(image, mask), new SplittableRandom(1))
                    .apply(Sample.of(image, mask));
            int[] painted = argb(OVERLAY.paint(flipped.mask().orElseThrow().labels()));
            assertThat(painted[WIDTH - 1]).isEqualTo(0xFF778899);
            assertThat(painted[WIDTH - 3]).isEqualTo(0xFF112233);
            assertThat(painted[2]).isZero();
        }
    }

    @Test
    void givesEveryClassAColourOfItsOwn() {
        List<Integer> colours = Palette.of(100).colours();
        assertThat(colours).hasSize(100).doesNotHaveDuplicates().allMatch(rgb -> rgb >= 0 && rgb <= 0xFFFFFF);
        assertThat(Palette.css(0x00072B)).isEqualTo("#00072b");
    }
}
