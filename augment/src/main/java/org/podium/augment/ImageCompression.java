package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Loses what a JPEG file loses: albumentations' {@code ImageCompression} to JPEG, but with red as red. That one hands
 * images with red and blue exchanged to the encoder, which then spares the wrong one of them.
 *
 * @param qualityRange 1 to 100
 */
public record ImageCompression(IntRange qualityRange) implements Photometric {
    public static final ImageCompression DEFAULTS = new ImageCompression(new IntRange(99, 100));

    public ImageCompression {
        Check.that(
                qualityRange.within(1, 100), "ImageCompression: quality range is from 1 to 100, got %s", qualityRange);
    }

    @Override
    public Compression draw(Sample sample, RandomGenerator random) {
        return new Compression(qualityRange.uniform(random));
    }
}
