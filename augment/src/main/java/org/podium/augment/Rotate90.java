package org.podium.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Turns by no, one, two or three quarters, each as likely. albumentations' {@code RandomRotate90} with {@code p=1}.
 */
public record Rotate90() implements Geometric {
    public static final Rotate90 DEFAULTS = new Rotate90();

    @Override
    public Symmetry draw(Sample sample, RandomGenerator random) {
        return Symmetry.turned(random.nextInt(4));
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return input.filter(ImageSize::isSquare);
    }
}
