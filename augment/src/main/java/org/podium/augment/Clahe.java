package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Contrast-limited adaptive histogram equalization (Zuiderveld, Graphics Gems IV, 1994): albumentations' {@code CLAHE},
 * with as many tiles across as down.
 *
 * @param clipLimit how often a value may count, in multiples of the mean count of all values; 1 or more
 * @param tileGridSize number of tiles along each side, at least 1
 */
public record Clahe(Range clipLimit, int tileGridSize) implements Photometric {
    public static final Clahe DEFAULTS = new Clahe(new Range(1, 4), 8);

    public Clahe {
        Check.that(clipLimit.low() >= 1, "Clahe: clip limit is 1 or more, got %s", clipLimit);
        Check.that(tileGridSize >= 1, "Clahe: tile grid size is at least 1, got %d", tileGridSize);
    }

    @Override
    public LocalEqualization draw(Sample sample, RandomGenerator random) {
        return new LocalEqualization(clipLimit.uniform(random), tileGridSize);
    }
}
