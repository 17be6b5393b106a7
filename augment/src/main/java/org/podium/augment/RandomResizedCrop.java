package org.podium.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Cuts a random part and scales it to a fixed size: the crop of Szegedy et al., "Going Deeper with Convolutions" (2015),
 * drawn as torchvision's {@code RandomResizedCrop} does. Area and aspect ratio are drawn up to ten times until the part
 * fits; then a central crop, as large as the aspect ratios allow, takes its place.
 *
 * @param size side of the resulting square in pixels
 * @param scale area of the part as a share of the image, above 0 and at most 1
 * @param ratio width over height of the part, above 0, drawn log-uniformly
 * @param height rows of the result, instead of {@code size}
 * @param width columns of the result, instead of {@code size}
 */
public record RandomResizedCrop(int size, Range scale, Range ratio, Optional<Integer> height, Optional<Integer> width)
        implements Geometric {
    public static final RandomResizedCrop DEFAULTS =
            new RandomResizedCrop(224, new Range(0.08, 1), new Range(3.0 / 4, 4.0 / 3));

    private static final int ATTEMPTS = 10;

    public RandomResizedCrop {
        Target.of("RandomResizedCrop", size, height, width);
        Check.that(
                scale.low() > 0 && scale.high() <= 1,
                "RandomResizedCrop: scale is a share of the area, above 0 and at most 1, got %s",
                scale);
        Check.that(ratio.low() > 0, "RandomResizedCrop: ratio is width over height, above 0, got %s", ratio);
    }

    /** Scaled to a square. */
    public RandomResizedCrop(int size, Range scale, Range ratio) {
        this(size, scale, ratio, Optional.empty(), Optional.empty());
    }

    @Override
    public Window draw(Sample sample, RandomGenerator random) {
        ImageSize image = sample.size();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double area = image.area() * scale.uniform(random);
            double aspect = ratio.logUniform(random);
            long width = Math.round(Math.sqrt(area * aspect));
            long height = Math.round(Math.sqrt(area / aspect));
            if (width >= 1 && width <= image.width() && height >= 1 && height <= image.height()) {
                ImageSize part = new ImageSize((int) width, (int) height);
                int top = random.nextInt(image.height() - part.height() + 1);
                int left = random.nextInt(image.width() - part.width() + 1);
                return new Window(left, top, part, target());
            }
        }
        ImageSize part = largest(image);
        return new Window((image.width() - part.width()) / 2, (image.height() - part.height()) / 2, part, target());
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return Optional.of(target());
    }

    private ImageSize target() {
        return Target.of("RandomResizedCrop", size, height, width);
    }

    /** The largest part of the image whose aspect ratio is allowed, one pixel at least. */
    private ImageSize largest(ImageSize image) {
        if (image.ratio() < ratio.low()) {
            return new ImageSize(image.width(), (int) Math.max(1, Math.round(image.width() / ratio.low())));
        }
        if (image.ratio() > ratio.high()) {
            return new ImageSize((int) Math.max(1, Math.round(image.height() * ratio.high())), image.height());
        }
        return image;
    }
}
