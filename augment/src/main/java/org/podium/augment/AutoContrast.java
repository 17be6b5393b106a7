package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Stretches each channel to the whole range of values, sometimes: torchvision's {@code RandomAutocontrast},
 * albumentations' {@code AutoContrast} with {@code method="pil"}.
 *
 * @param p probability, 0 to 1
 */
public record AutoContrast(double p) implements Photometric {
    public static final AutoContrast DEFAULTS = new AutoContrast(0.5);

    public AutoContrast {
        Check.probability("AutoContrast", p);
    }

    @Override
    public Change draw(Sample sample, RandomGenerator random) {
        return Chain.sometimes(p, new Stretch(), random);
    }
}
