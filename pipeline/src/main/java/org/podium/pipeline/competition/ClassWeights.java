package org.podium.pipeline.competition;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.podium.pipeline.config.Checks;
import org.podium.pipeline.config.Shorthand;
import org.podium.pipeline.error.UserError;

/** How much each class counts in the loss. */
public sealed interface ClassWeights {
    /** The kinds by the name they have in YAML. */
    Map<String, Class<? extends Record>> NAMES = Map.of("balanced", Balanced.class, "listed", Listed.class);

    /**
     * The weight of every class.
     *
     * @param counts rows of every class, or pixels where these have classes, those that are trained on
     * @throws UserError if the weights do not fit the classes
     */
    double[] values(long[] counts);

    /**
     * Every class as much as any other: n / (C n_c) for n rows, C classes and n_c rows of the class, which is
     * scikit-learn's rule. Over the rows the weights average 1, if no class is without rows.
     */
    record Balanced() implements ClassWeights {
        public static final Balanced DEFAULTS = new Balanced();

        /** A class without rows has weight 0: no row asks for it. */
        @Override
        public double[] values(long[] counts) {
            long rows = LongStream.of(counts).sum();
            return LongStream.of(counts)
                    .mapToDouble(count -> count == 0 ? 0 : rows / ((double) counts.length * count))
                    .toArray();
        }
    }

    /**
     * Weights of the user's own.
     *
     * @param weights one a class, in the order of the classes, above 0
     */
    @Shorthand
    record Listed(List<Double> weights) implements ClassWeights {
        public Listed {
            weights = List.copyOf(weights);
            new Checks()
                    .notEmpty("weights", weights)
                    .that(
                            weights.stream().allMatch(weight -> weight > 0 && Double.isFinite(weight)),
                            weights + ", expected numbers above 0",
                            "weights")
                    .verify();
        }

        @Override
        public double[] values(long[] counts) {
            if (weights.size() != counts.length) {
                throw new UserError("class-weights lists " + weights.size() + " weights, but there are " + counts.length
                        + " classes; give one weight a class");
            }
            return weights.stream().mapToDouble(Double::doubleValue).toArray();
        }
    }
}
