package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Blends in edges: albumentations' {@code Sharpen} with {@code method="kernel"}.
 *
 * @param alpha how much of it, 0 to 1
 * @param lightness how much of the image itself is in what is blended in, 0 or more: below 1 the image becomes darker
 */
public record Sharpen(Range alpha, Range lightness) implements Photometric {
    public static final Sharpen DEFAULTS = new Sharpen(new Range(0.2, 0.5), new Range(0.5, 1));

    public Sharpen {
        Check.that(alpha.within(0, 1), "Sharpen: alpha is a share from 0 to 1, got %s", alpha);
        Check.that(lightness.low() >= 0, "Sharpen: lightness is 0 or more, got %s", lightness);
    }

    @Override
    public Sharpening draw(Sample sample, RandomGenerator random) {
        return new Sharpening(alpha.uniform(random), lightness.uniform(random));
    }
}
