package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Looks at the image from aside: four points near its corners become the corners. albumentations' {@code Perspective}
 * with {@code p=1}, without its second enlargement by the size of the four points. (torchvision's {@code
 * RandomPerspective} goes the other way, from the corners to points inside.)
 *
 * @param scale standard deviations, as parts of the image's sides, of which one is drawn uniformly; how far inside a
 *     point lies is then normal with it, without its sign and modulo 0.32. At least 0
 * @param border what appears beyond the image
 */
public record Perspective(Range scale, Border border) implements Geometric {
    public static final Perspective DEFAULTS = new Perspective(new Range(0.05, 0.1), Border.DEFAULTS);

    /** Keeps the four points apart, and the horizon off the image. */
    private static final double FARTHEST = 0.32;

    public Perspective {
        Check.that(scale.low() >= 0, "Perspective: scale is a part of the image's sides, at least 0, got %s", scale);
    }

    @Override
    public Tilt draw(Sample sample, RandomGenerator random) {
        double deviation = scale.uniform(random);
        double width = sample.size().width();
        double height = sample.size().height();
        Keypoint topLeft = new Keypoint(width * inside(deviation, random), height * inside(deviation, random));
        Keypoint topRight = new Keypoint(width * (1 - inside(deviation, random)), height * inside(deviation, random));
        Keypoint bottomRight =
                new Keypoint(width * (1 - inside(deviation, random)), height * (1 - inside(deviation, random)));
        Keypoint bottomLeft = new Keypoint(width * inside(deviation, random), height * (1 - inside(deviation, random)));
        Matrix onto =
                Matrix.ofUnitSquare(topLeft, topRight, bottomRight, bottomLeft).inverse();
        return new Tilt(Matrix.scaling(width, height).after(onto), border);
    }

    private static double inside(double deviation, RandomGenerator random) {
        return Math.abs(random.nextGaussian() * deviation) % FARTHEST;
    }
}
