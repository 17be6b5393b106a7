package org.podium.augment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Varies brightness, contrast, saturation and hue, in random order. torchvision's {@code ColorJitter} given single
 * numbers: each factor is drawn uniformly from {@code [max(0, 1 - x), 1 + x]}, the hue shift from {@code [-hue, hue]}.
 * Every step rounds and clamps to 8 bits before the next. What is 0 is left out. torchvision and
 * albumentations also take ranges in place of numbers, {@code [0.8, 1.2]} for 0.2; this does not.
 *
 * @param brightness at least 0
 * @param contrast at least 0
 * @param saturation at least 0
 * @param hue in turns around the colour wheel, 0 to 0.5
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue) implements Photometric {
    /** Varies nothing: like torchvision's, each of the four is asked for by name. */
    public static final ColorJitter DEFAULTS = new ColorJitter(0, 0, 0, 0);

    public ColorJitter {
        Check.factor("ColorJitter: brightness", brightness);
        Check.factor("ColorJitter: contrast", contrast);
        Check.factor("ColorJitter: saturation", saturation);
        Check.that(hue >= 0 && hue <= 0.5, "ColorJitter: hue is a part of a turn from 0 to 0.5, got %s", hue);
    }

    @Override
    public Chain draw(Sample sample, RandomGenerator random) {
        List<Change> tones = new ArrayList<>(4);
        if (brightness > 0) {
            tones.add(new Brightness(factors(brightness).uniform(random)));
        }
        if (contrast > 0) {
            tones.add(new Contrast(factors(contrast).uniform(random)));
        }
        if (saturation > 0) {
            tones.add(new Saturation(factors(saturation).uniform(random)));
        }
        if (hue > 0) {
            tones.add(new Hue(new Range(-hue, hue).uniform(random)));
        }
        shuffle(tones, random);
        return new Chain(tones);
    }

    private static Range factors(double variation) {
        return new Range(Math.max(0, 1 - variation), 1 + variation);
    }

    /** Fisher and Yates; {@code Collections.shuffle} takes no {@link RandomGenerator} in Java 17. */
    private static void shuffle(List<Change> tones, RandomGenerator random) {
        for (int last = tones.size() - 1; last > 0; last--) {
            Collections.swap(tones, last, random.nextInt(last + 1));
        }
    }
}
