package org.podium.augment;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Exchanges rows and columns, sometimes: mirrors at the diagonal from the upper left corner. albumentations' {@code
 * Transpose}.
 *
 * @param p probability, 0 to 1
 */
public record Transpose(double p) implements Geometric {
    public static final Transpose DEFAULTS = new Transpose(0.5);

    public Transpose {
        Check.probability("Transpose", p);
    }

    @Override
    public Symmetry draw(Sample sample, RandomGenerator random) {
        return new Symmetry(random.nextDouble() < p, false, false);
    }

    @Override
    public Optional<ImageSize> outputSize(Optional<ImageSize> input) {
        return p == 1 ? input.map(ImageSize::transposed) : input.filter(size -> p == 0 || size.isSquare());
    }
}
