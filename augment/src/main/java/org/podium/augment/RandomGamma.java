package org.podium.augment;

import java.util.random.RandomGenerator;

/**
 * Raises all values to a power: albumentations' {@code RandomGamma}, rounded where that cuts off.
 *
 * @param gammaLimit the power in percent, above 0: 50 makes dark parts lighter, 200 darker, 100 changes nothing
 */
public record RandomGamma(Range gammaLimit) implements Photometric {
    public static final RandomGamma DEFAULTS = new RandomGamma(new Range(80, 120));

    public RandomGamma {
        Check.that(gammaLimit.low() > 0, "RandomGamma: gamma limit is a percentage above 0, got %s", gammaLimit);
    }

    @Override
    public Gamma draw(Sample sample, RandomGenerator random) {
        return new Gamma(gammaLimit.uniform(random) / 100);
    }
}
