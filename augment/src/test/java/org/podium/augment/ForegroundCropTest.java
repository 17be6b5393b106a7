package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class ForegroundCropTest {
    private static final int DRAWS = 400;

    private static RandomForegroundCrop crop(int size, double share, Optional<Integer> background, int attempts) {
        return new RandomForegroundCrop(
                size, Optional.empty(), Optional.empty(), share, background, attempts, Border.DEFAULTS);
    }

    /** An image of 60x40 pixels of class 0, with a rectangle of another. */
    private static Sample withObject(Rect object, int label) {
        Mat labels = new Mat(40, 60, CV_8UC1, Scalar.all(0));
        opencv_imgproc.rectangle(labels, object, Scalar.all(label), opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
        return Sample.of(Images.plain(60, 40, 9, 9, 9), new Mask(labels, 255));
    }

    private static long count(Sample sample, int label) {
        int count = 0;
        for (byte each : Images.labels(sample.mask().orElseThrow())) {
            count += (each & 0xff) == label ? 1 : 0;
        }
        return count;
    }

    @Test
    void aSmallObjectIsAlwaysSeenAndAnywhereInTheCrop() {
        Sample sample = withObject(new Rect(30, 20, 1, 1), 3);
        RandomGenerator random = new SplittableRandom(1);
        double[] places = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            Window window = crop(16, 0.1, Optional.of(0), 2).draw(sample, random);
            assertThat(count(window.apply(sample), 3)).isOne();
            places[i] = 30 - window.left();
        }
        // Uniform over 0 to 15, with a standard error of 0.23.
        assertThat(Arrays.stream(places).average().orElseThrow()).isCloseTo(7.5, within(1.0));
    }

    @Test
    void atTheEdgeTheCropStaysOnTheImage() {
        Sample sample = withObject(new Rect(59, 0, 1, 1), 3);
        RandomGenerator random = new SplittableRandom(1);
        for (int i = 0; i < DRAWS; i++) {
            assertThat(crop(16, 0, Optional.of(0), 0).draw(sample, random))
                    .isEqualTo(Window.unscaled(44, 0, ImageSize.square(16)));
        }
    }

    @Test
    void theMinimumIsKeptWhereItIsFoundInTime() {
        Sample sample = withObject(new Rect(10, 10, 20, 20), 3);
        RandomGenerator random = new SplittableRandom(2);
        for (int i = 0; i < DRAWS; i++) {
            Sample seen =
                    crop(16, 0.4, Optional.of(0), 1000).draw(sample, random).apply(sample);
            assertThat(count(seen, 3)).isGreaterThanOrEqualTo(Math.round(0.4 * 16 * 16));
        }
    }

    @Test
    void whatIsIgnoredIsNoForegroundAndWithoutABackgroundAllElseIs() {
        Sample ignored = withObject(new Rect(30, 20, 4, 4), 255);
        RandomCrop plain = new RandomCrop(16);

        assertThat(crop(16, 0.5, Optional.of(0), 5).draw(ignored, new SplittableRandom(4)))
                .isEqualTo(plain.draw(ignored, new SplittableRandom(4)));
        Sample unknown = withObject(new Rect(0, 0, 60, 40), 255);
        unknown.mask().orElseThrow().labels().ptr(5, 50).put((byte) 0);
        Window aimed = crop(16, 0.5, Optional.empty(), 5).draw(unknown, new SplittableRandom(4));
        assertThat(count(aimed.apply(unknown), 0)).isOne();
    }

    @Test
    void withoutAMaskItIsAPlainCrop() {
        Sample image = Images.outline(60, 40);

        assertThat(RandomForegroundCrop.DEFAULTS.draw(image, new SplittableRandom(3)))
                .isEqualTo(RandomCrop.DEFAULTS.draw(image, new SplittableRandom(3)));
    }

    @Test
    void theMaskIsMovedBeforeItIsLookedAt() {
        Sample sample = withObject(new Rect(0, 0, 3, 3), 1);
        Sequence sequence = new Sequence(List.of(
                new HorizontalFlip(1),
                new VerticalFlip(1),
                new Sometimes(1, new SomeOf(1, List.of(crop(12, 0.01, Optional.of(0), 0))))));

        for (int i = 0; i < 50; i++) {
            RandomGenerator random = new SplittableRandom(i);
            Chain drawn = sequence.draw(sample, random);
            assertThat(count(drawn.apply(sample), 1)).isPositive();
            assertThat(count(sequence.apply(sample, transform -> random), 1)).isPositive();
        }
    }
}
