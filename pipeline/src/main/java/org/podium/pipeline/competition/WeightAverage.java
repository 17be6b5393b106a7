package org.podium.pipeline.competition;

import java.util.Map;
import org.podium.pipeline.config.Checks;
import org.podium.pipeline.config.Shorthand;

/** Weights averaged over training, to be kept in place of the last ones. */
public sealed interface WeightAverage {
    /** The kinds by the name they have in YAML. */
    Map<String, Class<? extends Record>> NAMES = Map.of("ema", Ema.class, "swa", Swa.class);

    /**
     * The share that weights have in the average once they are taken in; what was averaged before has the rest.
     *
     * @param averaged how many have been taken in before
     * @return 1 for the first
     */
    double share(long averaged);

    /** Adds that there are too few epochs for it, to the checks of a record whose component {@code average} this is. */
    default Checks check(Checks checks, int epochs) {
        return checks;
    }

    /**
     * Exponential moving average, taken in after every step.
     *
     * @param decay share of the old average, 0 to below 1. Early on it is less, (1 + n) / (10 + n) after n steps, as in
     *     TensorFlow's ExponentialMovingAverage, so that the average soon forgets how training began.
     */
    @Shorthand
    record Ema(double decay) implements WeightAverage {
        public static final Ema DEFAULTS = new Ema(0.999);

        public Ema {
            new Checks().below("decay", decay, 0, 1).verify();
        }

        @Override
        public double share(long averaged) {
            return averaged == 0 ? 1 : 1 - Math.min(decay, (1.0 + averaged) / (10.0 + averaged));
        }
    }

    /**
     * Stochastic weight averaging (Izmailov et al. 2018, https://arxiv.org/abs/1803.05407): the equal mean of the weights
     * after each of the last epochs. BatchNorm's statistics have to be taken anew for it.
     *
     * @param epochs how many, at least 1
     */
    @Shorthand
    record Swa(int epochs) implements WeightAverage {
        public static final Swa DEFAULTS = new Swa(3);

        public Swa {
            new Checks().atLeast("epochs", epochs, 1).verify();
        }

        @Override
        public double share(long averaged) {
            return 1.0 / (averaged + 1);
        }

        @Override
        public Checks check(Checks checks, int all) {
            return checks.that(
                    epochs <= all,
                    "swa over the last " + epochs + " of " + all + " epochs; take {swa: " + Math.max(all, 1)
                            + "} or more epochs",
                    "average");
        }

        /** Whether the weights after that epoch, counted from 1, are averaged in a training of {@code all} epochs. */
        public boolean takes(int epoch, int all) {
            return epoch > all - epochs;
        }
    }
}
