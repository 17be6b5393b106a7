package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Scales, turns, slants and then shifts the image around its middle; the size stays. albumentations' {@code Affine} with
 * {@code p=1}, but that a shift is not cut to whole pixels. Every number is drawn uniformly. Changes nothing unless
 * asked to.
 *
 * @param scale factors above 0, of which one is drawn for each axis; more than 1 enlarges
 * @param keepRatio whether both axes get the same factor
 * @param translatePercent parts of the width and of the height, of which one is drawn for each axis; more than 0 shifts
 *     right and down
 * @param rotate degrees, counter-clockwise
 * @param shear degrees, above -90 and below 90, of which one is drawn for each axis
 * @param border what appears at the edges
 */
public record Affine(Range scale, boolean keepRatio, Range translatePercent, Range rotate, Range shear, Border border)
        implements Geometric {
    public static final Affine DEFAULTS =
            new Affine(new Range(1, 1), false, new Range(0, 0), new Range(0, 0), new Range(0, 0), Border.DEFAULTS);

    public Affine {
        Check.that(scale.low() > 0, "Affine: scale is a factor above 0, got %s", scale);
        Check.that(shear.low() > -90 && shear.high() < 90, "Affine: shear is in degrees from -90 to 90, got %s", shear);
    }

    @Override
    public Warp draw(Sample sample, RandomGenerator random) {
        ImageSize size = sample.size();
        double right = translatePercent.uniform(random) * size.width();
        double down = translatePercent.uniform(random) * size.height();
        Matrix slanted = Matrix.shear(-shear.uniform(random), -shear.uniform(random));
        double wider = scale.uniform(random);
        double higher = keepRatio ? wider : scale.uniform(random);
        Matrix scaled = Matrix.scaling(wider, higher);
        Matrix turned = Matrix.rotation(rotate.uniform(random));
        Matrix matrix =
                Matrix.translation(right, down).after(slanted).after(turned).after(scaled);
        return new Warp(matrix.around(size), border);
    }
}
