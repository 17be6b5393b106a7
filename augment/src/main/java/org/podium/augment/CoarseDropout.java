package org.podium.augment;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Cuts upright holes out of the image. albumentations' {@code CoarseDropout} with {@code p=1} and sizes as shares of the
 * image; one hole is torchvision's {@code RandomErasing}. Boxes and keypoints stay, also under holes.
 *
 * @param numHolesRange how many, at least 1
 * @param holeHeightRange their height as a share of the image's, 0 to 1; a hole has one pixel at least
 * @param holeWidthRange their width as a share of the image's, 0 to 1
 * @param fill grey level of the holes, 0 to 255
 * @param fillMask whether the mask, too, gets its fill there, so that nothing is asked about what cannot be seen
 */
public record CoarseDropout(
        IntRange numHolesRange, Range holeHeightRange, Range holeWidthRange, int fill, boolean fillMask)
        implements Geometric {
    public static final CoarseDropout DEFAULTS =
            new CoarseDropout(new IntRange(1, 2), new Range(0.1, 0.2), new Range(0.1, 0.2), 0, false);

    public CoarseDropout {
        Check.that(numHolesRange.low() >= 1, "CoarseDropout: at least 1 hole, got %s", numHolesRange);
        Stream.of(holeHeightRange, holeWidthRange)
                .forEach(range -> Check.that(
                        range.low() >= 0 && range.high() <= 1,
                        "CoarseDropout: a hole's sides are shares of the image's from 0 to 1, got %s",
                        range));
        Check.that(fill >= 0 && fill <= 255, "CoarseDropout: fill is a grey level from 0 to 255, got %d", fill);
    }

    @Override
    public Holes draw(Sample sample, RandomGenerator random) {
        ImageSize image = sample.size();
        List<Part> holes = Stream.generate(() -> hole(image, random))
                .limit(numHolesRange.uniform(random))
                .toList();
        return new Holes(holes, fill, fillMask);
    }

    private Part hole(ImageSize image, RandomGenerator random) {
        int height = side(image.height(), holeHeightRange, random);
        int width = side(image.width(), holeWidthRange, random);
        int top = random.nextInt(image.height() - height + 1);
        int left = random.nextInt(image.width() - width + 1);
        return new Part(left, top, new ImageSize(width, height));
    }

    private static int side(int side, Range share, RandomGenerator random) {
        return Math.max(1, (int) (side * share.uniform(random)));
    }
}
