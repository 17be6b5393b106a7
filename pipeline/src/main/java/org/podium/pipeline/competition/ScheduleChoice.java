package org.podium.pipeline.competition;

import java.util.List;
import java.util.Map;
import org.podium.pipeline.config.Checks;
import org.podium.pipeline.config.Shorthand;

/**
 * How the learning rate goes from its peak, with torch's defaults but for {@link ReduceOnPlateau},
 * whose patience is made for trainings of some ten epochs. The model's warm-up comes before it and rises in equal
 * steps to the rate with which the schedule goes on. {@link Step} and {@link MultiStep} count the epochs of the run, warm-up
 * and all; the others begin when the warm-up is over.
 */
public sealed interface ScheduleChoice {
    /** The schedules by the name they have in YAML. */
    Map<String, Class<? extends Record>> NAMES = Map.of(
            "constant", Constant.class,
            "step", Step.class,
            "multi-step", MultiStep.class,
            "exponential", Exponential.class,
            "cosine", Cosine.class,
            "one-cycle", OneCycle.class,
            "polynomial", Polynomial.class,
            "reduce-on-plateau", ReduceOnPlateau.class);

    /**
     * Adds that the rate could never change as it is asked to, in a training of so many epochs, to the checks of a record
     * whose component {@code schedule} this is.
     */
    default Checks check(Checks checks, int epochs) {
        return checks;
    }

    /** Always the peak. */
    record Constant() implements ScheduleChoice {}

    /**
     * Falls every few epochs.
     *
     * @param every epochs between two falls, at least 1
     * @param factor of the rate at each fall, above 0 and at most 1
     */
    @Shorthand
    record Step(int every, double factor) implements ScheduleChoice {
        public static final Map<String, Object> DEFAULTS = Map.of("factor", 0.1);

        public Step {
            checkFactor(new Checks().atLeast("every", every, 1), factor).verify();
        }

        @Override
        public Checks check(Checks checks, int epochs) {
            return checkFall(checks, every, epochs);
        }
    }

    /**
     * Falls at chosen moments.
     *
     * @param at epochs after which the rate falls, rising, each at least 1
     * @param factor of the rate at each fall, above 0 and at most 1
     */
    @Shorthand
    record MultiStep(List<Integer> at, double factor) implements ScheduleChoice {
        public static final Map<String, Object> DEFAULTS = Map.of("factor", 0.1);

        public MultiStep {
            at = List.copyOf(at);
            checkFactor(new Checks().notEmpty("at", at), factor)
                    .that(rising(at), at + ", expected rising epochs, each at least 1", "at")
                    .verify();
        }

        @Override
        public Checks check(Checks checks, int epochs) {
            return checkFall(checks, at.get(at.size() - 1), epochs);
        }

        private static boolean rising(List<Integer> epochs) {
            int last = 0;
            for (int epoch : epochs) {
                if (epoch <= last) {
                    return false;
                }
                last = epoch;
            }
            return true;
        }
    }

    /**
     * Falls after every epoch.
     *
     * @param factor of the rate after each epoch, above 0 and at most 1
     */
    @Shorthand
    record Exponential(double factor) implements ScheduleChoice {
        public Exponential {
            checkFactor(new Checks(), factor).verify();
        }
    }

    /**
     * Half a cosine from step to step (Loshchilov and Hutter 2016, https://arxiv.org/abs/1608.03983, without restarts).
     *
     * @param floor where it ends, as a share of the peak, 0 to below 1
     */
    @Shorthand
    record Cosine(double floor) implements ScheduleChoice {
        public static final Cosine DEFAULTS = new Cosine(0);

        public Cosine {
            new Checks().below("floor", floor, 0, 1).verify();
        }
    }

    /**
     * Up and down once, both by half a cosine from step to step (Smith and Topin 2017, https://arxiv.org/abs/1708.07120),
     * the momentum staying as it is. It rises by itself: a warm-up leads to its first rate.
     *
     * @param rising share of the steps until the peak, above 0 and below 1
     * @param startDivisor peak over first rate, at least 1
     * @param finalDivisor first rate over last rate, at least 1
     */
    record OneCycle(double rising, double startDivisor, double finalDivisor) implements ScheduleChoice {
        public static final OneCycle DEFAULTS = new OneCycle(0.3, 25, 1e4);

        public OneCycle {
            new Checks()
                    .that(rising > 0 && rising < 1, rising + ", expected a share between 0 and 1", "rising")
                    .atLeast("startDivisor", startDivisor, 1)
                    .atLeast("finalDivisor", finalDivisor, 1)
                    .verify();
        }
    }

    /**
     * To zero from step to step, as a power of the share of steps that are left.
     *
     * @param power above 0; 1 is a straight line
     */
    @Shorthand
    record Polynomial(double power) implements ScheduleChoice {
        public static final Polynomial DEFAULTS = new Polynomial(1);

        public Polynomial {
            new Checks().above("power", power, 0).verify();
        }
    }

    /**
     * Falls when the validation metric no longer gets better.
     *
     * @param factor of the rate at each fall, above 0 and below 1
     * @param patience epochs without improvement that are borne; the rate falls after one more
     * @param threshold how much better counts, as a share of the best score so far
     * @param floor least rate, as a share of the peak, 0 to below 1
     */
    record ReduceOnPlateau(double factor, int patience, double threshold, double floor) implements ScheduleChoice {
        public static final ReduceOnPlateau DEFAULTS = new ReduceOnPlateau(0.1, 2, 1e-4, 0);

        public ReduceOnPlateau {
            new Checks()
                    .that(factor > 0 && factor < 1, factor + ", expected a factor between 0 and 1", "factor")
                    .atLeast("patience", patience, 0)
                    .below("threshold", threshold, 0, 1)
                    .below("floor", floor, 0, 1)
                    .verify();
        }

        /** The first epoch sets the score to beat, and one more than the patience has to miss it. */
        @Override
        public Checks check(Checks checks, int epochs) {
            long first = patience + 2L;
            return checks.that(
                    first < epochs,
                    "with patience " + patience + " the rate falls after epoch " + first + " at the earliest, of "
                            + epochs + " epochs; take less patience or more epochs",
                    "schedule");
        }
    }

    private static Checks checkFall(Checks checks, int epoch, int epochs) {
        return checks.that(
                epoch < epochs,
                "the rate falls after epoch " + epoch + ", of " + epochs
                        + " epochs; let it fall earlier, or take more epochs",
                "schedule");
    }

    private static Checks checkFactor(Checks checks, double factor) {
        return checks.that(factor > 0 && factor <= 1, factor + ", expected more than 0, at most 1", "factor");
    }
}
