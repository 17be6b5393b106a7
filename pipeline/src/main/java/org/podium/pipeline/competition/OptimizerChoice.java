package org.podium.pipeline.competition;

import java.util.Map;
import org.podium.pipeline.config.Checks;

/**
 * How gradients become changes of weights, with torch's defaults but for {@link Sgd}. Weight decay is a key of the model:
 * decoupled in {@link AdamW}, a term of the gradient (L2) in all others.
 */
public sealed interface OptimizerChoice {
    /** The optimizers by the name they have in YAML. */
    Map<String, Class<? extends Record>> NAMES = Map.of(
            "sgd", Sgd.class,
            "adagrad", Adagrad.class,
            "rmsprop", RmsProp.class,
            "adam", Adam.class,
            "adamw", AdamW.class);

    /**
     * Stochastic gradient descent.
     *
     * @param momentum share of the last update that goes into the next, 0 to below 1
     * @param nesterov whether the gradient counts as taken after the momentum's step (Sutskever et al. 2013,
     *     https://proceedings.mlr.press/v28/sutskever13.html); needs momentum
     */
    record Sgd(double momentum, boolean nesterov) implements OptimizerChoice {
        public static final Sgd DEFAULTS = new Sgd(0.9, true);

        public Sgd {
            new Checks()
                    .below("momentum", momentum, 0, 1)
                    .that(
                            !nesterov || momentum > 0,
                            "nesterov needs a momentum above 0; set nesterov: false",
                            "momentum",
                            "nesterov")
                    .verify();
        }
    }

    /**
     * Adagrad (Duchi et al. 2011, https://jmlr.org/papers/v12/duchi11a.html).
     *
     * @param lrDecay the rate of step t, from 0, is divided by 1 + lrDecay t
     * @param epsilon added to the root of the summed squares
     */
    record Adagrad(double lrDecay, double epsilon) implements OptimizerChoice {
        public static final Adagrad DEFAULTS = new Adagrad(0, 1e-10);

        public Adagrad {
            new Checks()
                    .atLeast("lrDecay", lrDecay, 0)
                    .above("epsilon", epsilon, 0)
                    .verify();
        }
    }

    /**
     * RMSprop (Hinton 2012, https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf).
     *
     * @param alpha share of the past in the running mean of squares, 0 to below 1
     * @param momentum 0 to below 1
     * @param epsilon added to the root of the mean square
     * @param centered whether the squared mean is taken off the mean square
     */
    record RmsProp(double alpha, double momentum, double epsilon, boolean centered) implements OptimizerChoice {
        public static final RmsProp DEFAULTS = new RmsProp(0.99, 0, 1e-8, false);

        public RmsProp {
            new Checks()
                    .below("alpha", alpha, 0, 1)
                    .below("momentum", momentum, 0, 1)
                    .above("epsilon", epsilon, 0)
                    .verify();
        }
    }

    /**
     * Adam (Kingma and Ba 2014, https://arxiv.org/abs/1412.6980).
     *
     * @param beta1 share of the past in the running mean of gradients, 0 to below 1
     * @param beta2 share of the past in the running mean of squares, 0 to below 1
     * @param epsilon added to the root of the mean square
     */
    record Adam(double beta1, double beta2, double epsilon) implements OptimizerChoice {
        public static final Adam DEFAULTS = new Adam(0.9, 0.999, 1e-8);

        public Adam {
            checkMoments(beta1, beta2, epsilon);
        }
    }

    /**
     * Adam with decoupled weight decay (Loshchilov and Hutter 2017, https://arxiv.org/abs/1711.05101).
     *
     * @param beta1 share of the past in the running mean of gradients, 0 to below 1
     * @param beta2 share of the past in the running mean of squares, 0 to below 1
     * @param epsilon added to the root of the mean square
     */
    record AdamW(double beta1, double beta2, double epsilon) implements OptimizerChoice {
        public static final AdamW DEFAULTS = new AdamW(0.9, 0.999, 1e-8);

        public AdamW {
            checkMoments(beta1, beta2, epsilon);
        }
    }

    private static void checkMoments(double beta1, double beta2, double epsilon) {
        new Checks()
                .below("beta1", beta1, 0, 1)
                .below("beta2", beta2, 0, 1)
                .above("epsilon", epsilon, 0)
                .verify();
    }
}
