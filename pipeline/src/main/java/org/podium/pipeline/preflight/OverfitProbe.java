package org.podium.pipeline.preflight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.OptimizerChoice;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.train.TrainingStep;

/**
 * Whether the network can learn a few images by heart: with the recipe's optimizer at a rate that suits it, and without
 * anything that is there to keep it from doing so. One that cannot will not learn the others either.
 */
final class OverfitProbe {
    static final String NAME = "overfitting one batch";

    /** Share of what there is to learn that counts as near to zero. */
    private static final double NEAR_ZERO = 0.02;

    /** With many classes that would be much; a cross-entropy of 0.05 gives the right class 95 %. */
    private static final double MOST_LEFT = 0.05;

    /** Share of it below which learning is slow rather than impossible. */
    private static final double HALF = 0.5;

    /** Steps after which a rate is given up if the loss has hardly moved, to {@link #STUCK} of the first. */
    private static final int FAIR_TRIAL = 30;

    private static final double STUCK = 0.9;

    private static final int MOST_STEPS = 120;

    /** What the rate is multiplied by when the loss has fallen, and when it has risen. */
    private static final double GROWTH = 1.1;

    private static final double SHRINKAGE = 0.5;

    /** As many times its first value the rate may become. */
    private static final double MOST_GROWN = 10;

    /** Fewer steps than these prove nothing against a network. */
    private static final int FEWEST_STEPS = 15;

    /** Multiples of the rate that are tried, one after the other, as long as there is time. */
    private static final List<Double> ATTEMPTS = List.of(1.0, 0.1, 5.0);

    private static final Right NOT_LOOKED_AT = new Right(0, 1, 0);

    private final Workbench bench;
    private final Recipe.Model model;
    private final Images images;
    private final long end;
    private final long extra;

    private OverfitProbe(Workbench bench, Images images, double seconds) {
        this.bench = bench;
        this.model = bench.model().unregularised();
        this.images = images;
        this.end = System.nanoTime() + (long) (seconds * 1e9);
        this.extra = (long) (seconds / 2 * 1e9);
    }

    /**
     * How it went.
     *
     * @param weights that know the images by heart, with running statistics of these images; empty where there are none
     */
    record Outcome(CheckLine line, Optional<Map<String, Tensor>> weights) {}

    /**
     * What came of one rate.
     *
     * @param losses before each step
     * @param byHeart whether training arrived near zero, with every class right, or with most pixels
     * @param named what evaluation then gave its own class; looked at only where training has that right
     */
    private record Attempt(
            double rate, List<Double> losses, boolean byHeart, Right named, Map<String, Tensor> weights) {
        double last() {
            return losses.get(losses.size() - 1);
        }

        /** Of the first loss, what is left of it; infinite where the loss was lost. */
        double share() {
            return Double.isFinite(last()) ? last() / losses.get(0) : Double.POSITIVE_INFINITY;
        }
    }

    /** @param seconds that it may take, about */
    static Outcome of(Workbench bench, Images images, double seconds) {
        OverfitProbe probe = new OverfitProbe(bench, images, seconds);
        double rate = rate(probe.model.optimizer(), bench.headOnly());
        List<Attempt> attempts = new ArrayList<>();
        for (double factor : ATTEMPTS) {
            boolean done = attempts.stream().anyMatch(Attempt::byHeart);
            if (attempts.isEmpty() || !done && System.nanoTime() < probe.end) {
                attempts.add(probe.attempt(rate * factor));
            }
        }
        return probe.judge(attempts);
    }

    /**
     * A learning rate at which the optimizer moves weights fast, but not wildly. SGD's goes by its momentum, of which a step
     * gets 1 / (1 - momentum) times as far.
     */
    static double rate(OptimizerChoice optimizer, boolean headOnly) {
        double rate;
        if (optimizer instanceof OptimizerChoice.Sgd sgd) {
            rate = 0.2 * (1 - sgd.momentum());
        } else if (optimizer instanceof OptimizerChoice.RmsProp rmsProp) {
            rate = 3e-3 * (1 - rmsProp.momentum());
        } else if (optimizer instanceof OptimizerChoice.Adagrad) {
            rate = 1e-2;
        } else {
            rate = 2e-3;
        }
        return headOnly ? 10 * rate : rate;
    }

    private Attempt attempt(double rate) {
        int size = images.size();
        List<Double> losses = new ArrayList<>();
        try (Network network = bench.network(WithoutDropout.of(bench.architecture()), bench.start());
                TrainingStep update = new TrainingStep(network, model);
                Criterion loss = bench.plainLoss()) {
            update.freeze(bench.frozenStages());
            Capture capture = new Capture(loss.of(images));
            double near = nearZero(loss);
            double driven = rate;
            boolean byHeart = false;
            Right named = NOT_LOOKED_AT;
            boolean goesOn = true;
            while (goesOn) {
                update.add(images.pixels(), images.rows(), size, size, 0, capture);
                TrainingStep.Result result = update.update(driven);
                losses.add(result.loss());
                driven = driven(driven, rate, losses);
                boolean right = Right.of(capture.scores(), images).byHeart();
                byHeart = right && result.loss() <= near;
                boolean over = !result.finite() || isOver(losses);
                named = right && (byHeart || over) ? named(network) : NOT_LOOKED_AT;
                goesOn = !over && !(byHeart && named.stillKnown());
            }
            return new Attempt(rate, losses, byHeart, named, named.stillKnown() ? network.tensors() : Map.of());
        }
    }

    /**
     * The next step's rate: a little more as long as the loss falls, half as much when it has risen. The last bit down to
     * zero would take many steps at a rate that never changes: cross-entropy's gradient fades with it, L1's never does. After
     * Vogl and others, <i>Accelerating the convergence of the back-propagation method</i>, Biological Cybernetics 59, 1988.
     */
    private static double driven(double rate, double first, List<Double> losses) {
        int steps = losses.size();
        boolean falls = steps < 2 || losses.get(steps - 1) < losses.get(steps - 2);
        return falls ? Math.min(MOST_GROWN * first, GROWTH * rate) : SHRINKAGE * rate;
    }

    /**
     * The loss that counts as near to zero, which every loss reaches without smoothing; any loss with masks, where a network
     * may know all but edges that are finer than its maps. What there is to learn is the loss of
     * scores of 0, about what a new head begins with; a network that knows the images from before has less to learn.
     */
    private double nearZero(Criterion loss) {
        if (images.masked()) {
            return Double.POSITIVE_INFINITY;
        }
        double toLearn = loss.first(images).orElse(1.0 / bench.examples().classes());
        return Math.min(NEAR_ZERO * toLearn, MOST_LEFT);
    }

    private boolean isOver(List<Double> losses) {
        double left = losses.get(losses.size() - 1) / losses.get(0);
        // Half as much time again where it would be a pity.
        long now = System.nanoTime();
        return now >= (left < HALF ? end + extra : end)
                || losses.size() == MOST_STEPS
                || losses.size() == FAIR_TRIAL && left > STUCK;
    }

    /**
     * Images whose class evaluation names. It is to see what training saw, so the running statistics become those of the
     * images: after a few steps they would lag far behind.
     */
    private Right named(Network network) {
        int size = images.size();
        network.resetStatistics(bench.frozenStages());
        network.observe(images.pixels(), images.rows(), size, size, bench.frozenStages(), 1);
        return Right.of(network.logits(images.pixels(), images.rows(), size, size), images);
    }

    private Outcome judge(List<Attempt> attempts) {
        Attempt best = attempts.stream()
                .min(Comparator.comparing(Attempt::byHeart).reversed().thenComparing(Attempt::share))
                .orElseThrow();
        String what = images.rows() + " images" + (bench.headOnly() ? " (the head alone: the rest is frozen)" : "");
        String course = String.format(
                Locale.ROOT,
                "loss %.3g to %.3g in %d steps, from a rate of %.1g on",
                best.losses().get(0),
                best.last(),
                best.losses().size(),
                best.rate());
        Optional<Map<String, Tensor>> weights = Optional.of(best.weights()).filter(tensors -> !tensors.isEmpty());
        return new Outcome(line(best, what, course, attempts), weights);
    }

    private String pixels(Right named) {
        return images.masked() ? ", with " + named.percent() + " right" : "";
    }

    private CheckLine line(Attempt best, String what, String course, List<Attempt> attempts) {
        if (best.byHeart() && best.named().stillKnown()) {
            return CheckLine.passed(NAME, "learned " + what + " by heart" + pixels(best.named()) + ": " + course);
        }
        if (best.byHeart()) {
            return CheckLine.failed(
                    NAME,
                    "learned " + what + " by heart in training, but evaluation names only "
                            + (images.masked()
                                    ? best.named().percent()
                                    : best.named().right()) + ": " + course,
                    "find out what the network computes otherwise in evaluation: its running statistics, or its dropout");
        }
        int steps = attempts.stream().mapToInt(a -> a.losses().size()).sum();
        if (steps < FEWEST_STEPS) {
            return CheckLine.skipped(NAME, "there was time for " + steps + " steps only: " + course);
        }
        if (bench.headOnly() && Double.isFinite(best.share())) {
            return CheckLine.warned(
                    NAME,
                    "did not learn " + what + " by heart, which a head alone may not be able to: " + course,
                    "thaw more of the network, or use weights that were trained on images like these");
        }
        String todo =
                "look at the images as training sees them, at mean and sd and at the weights, before hours are spent";
        return best.share() < HALF
                ? CheckLine.warned(NAME, "did not quite learn " + what + " by heart: " + course, todo)
                : CheckLine.failed(NAME, "the network cannot even learn " + what + " by heart: " + course, todo);
    }
}
