package org.podium.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A {@link RandomCrop} that keeps a minimum of foreground: of pixels whose class is known and not the background. Crops
 * are drawn until one has enough of it; after {@code attempts} in vain, one is cut around a pixel of the foreground,
 * every one as likely and anywhere in the crop as far as the image reaches. So rare small objects are seen, which
 * albumentations' {@code CropNonEmptyMaskIfExists} does with a single pixel as the minimum. An image without foreground
 * or without a mask is cropped at random.
 *
 * @param size side of the square in pixels
 * @param height rows of the part, instead of {@code size}
 * @param width columns of the part, instead of {@code size}
 * @param minForeground the share of the crop's pixels that is foreground, 0 to 1; at least one pixel is
 * @param background the class that is no foreground; empty, the default, if all known ones are. Nothing here knows which
 *     class that is: the pipeline fills in the competition's where a recipe leaves it out
 * @param attempts how many crops are drawn at most before one is aimed, at least 0
 * @param border what too small an image is padded with
 */
public record RandomForegroundCrop(
        int size,
        Optional<Integer> height,
        Optional<Integer> width,
        double minForeground,
        Optional<Integer> background,
        int attempts,
        Border border)
        implements Geometric {
    public static final RandomForegroundCrop DEFAULTS = new RandomForegroundCrop(
            224, Optional.empty(), Optional.empty(), 0.1, Optional.empty(), 10, Border.DEFAULTS);

    public RandomForegroundCrop {
        Target.of("RandomForegroundCrop", size, height, width);
        Check.that(
                minForeground >= 0 && minForeground <= 1,
                "RandomForegroundCrop: min-foreground is a share of the crop from 0 to 1, got %s",
                minForeground);
        Check.that(attempts >= 0, "RandomForegroundCrop: attempts is a number from 0 up, got %d", attempts);
    }

    @Override
    @SuppressWarnings("try") // the scope frees what is made inside it
    public Window draw(Sample sample, RandomGenerator random) {
        try (PointerScope scope = new PointerScope()) {
            return sample.mask()
                    .map(this::foreground)
                    .filter(foreground -> opencv_core.countNonZero(foreground) > 0)
                    .map(foreground -> draw(sample, foreground, random))
                    .orElseGet(() -> crop().draw(sample, random));
        }
    }

    @Override
    public boolean readsMask() {
        return true;
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return crop().outputSize(input);
    }

    private RandomCrop crop() {
        return new RandomCrop(size, height, width, border);
    }

    private Window draw(Sample sample, Mat foreground, RandomGenerator random) {
        RandomCrop crop = crop();
        double needed = Math.max(1, minForeground * crop.target().area());
        for (int attempt = 0; attempt < attempts; attempt++) {
            Window window = crop.draw(sample, random);
            if (opencv_core.countNonZero(window.seen(foreground)) >= needed) {
                return window;
            }
        }
        return aimed(crop.draw(sample, random), foreground, random);
    }

    /** The window moved until a pixel of the foreground lies in it. */
    private Window aimed(Window window, Mat foreground, RandomGenerator random) {
        byte[] pixels = new byte[Math.toIntExact(foreground.total())];
        foreground.data().get(pixels);
        int left = random.nextInt(opencv_core.countNonZero(foreground));
        int index = 0;
        while (pixels[index] == 0 || left-- > 0) {
            index++;
        }
        ImageSize size = window.source();
        int column = index % foreground.cols();
        int row = index / foreground.cols();
        return new Window(
                offset(window.left(), column, size.width(), foreground.cols(), random),
                offset(window.top(), row, size.height(), foreground.rows(), random),
                size,
                size,
                border);
    }

    /** Somewhere around the pixel, but inside the image; what is padded stays where it is. */
    private static int offset(int drawn, int pixel, int cut, int side, RandomGenerator random) {
        return side < cut ? drawn : Math.max(0, Math.min(side - cut, pixel - random.nextInt(cut)));
    }

    /** 255 where the mask has foreground, else 0. */
    private Mat foreground(Mask mask) {
        Mat known = opencv_core.notEquals(mask.labels(), mask.fill()).asMat();
        return background
                .map(index -> opencv_core
                        .and(known, opencv_core.notEquals(mask.labels(), index).asMat())
                        .asMat())
                .orElse(known);
    }
}
