package org.podium.pipeline.preflight;

import java.util.Locale;
import org.podium.pipeline.competition.OptimizerChoice;
import org.podium.pipeline.competition.Recipe;

/**
 * Peak learning rates that an optimizer is used with, by order of magnitude.
 *
 * <p>SGD from scratch: 0.1 for 256 rows an update (He et al. 2015, https://arxiv.org/abs/1512.03385; Goyal et al. 2017,
 * https://arxiv.org/abs/1706.02677), which grows with the rows; fine-tuned: 1e-3 to 1e-2 (Kornblith et al. 2019,
 * https://arxiv.org/abs/1805.08974, and torchvision's tutorial). Both with a momentum of 0.9, and in proportion to 1 -
 * momentum otherwise. Adam and AdamW: 1e-3 from scratch, which is their papers' default, and up to a tenth less or more
 * fine-tuned. RMSprop moves every weight by several rates in its first steps, so its are lower; Adagrad's shrink as it
 * goes, so they are higher. In the first steps of a ResNet-10 the loss exploded at 0.1 for AdamW and Adagrad, 0.01 for
 * RMSprop and 1 for SGD, fine-tuned and from scratch.
 *
 * <p>Networks that tell the class of every pixel are held to the rates of the residual networks that they are built on,
 * "fine-tuning" being with weights for these and a new decoder: SGD is used with 1e-3 to 2e-2 for them (Chen et al. 2017,
 * https://arxiv.org/abs/1706.05587, with 7e-3; torchvision's references, with 1e-2 to 2e-2), Adam with 1e-4 to 1e-3.
 *
 * @param what the setting in words
 * @param low least rate that is usual
 * @param high largest rate that is usual
 */
record UsualRate(String what, double low, double high) {
    private static final int LARGE_UPDATE = 256;

    /** So that 0.1 is not above 0.1. */
    private static final double ROUNDING = 1.001;

    private static final double HEAD_ALONE = 10;

    static UsualRate of(Recipe.Model model, boolean pretrained, boolean headOnly) {
        UsualRate usual = byOptimizer(model.optimizer(), pretrained && !headOnly);
        double rows = Math.max(1, (double) model.batchSize() * model.accumulate() / LARGE_UPDATE);
        boolean linear = model.optimizer() instanceof OptimizerChoice.Sgd;
        double factor = linear ? rows : Math.sqrt(rows);
        if (headOnly) {
            factor *= HEAD_ALONE;
        } else if (pretrained) {
            // What was trained before is never trained at more than this share of the rate.
            factor /= model.layerDecay();
        }
        return new UsualRate(
                (headOnly ? "training a head" : pretrained ? "fine-tuning" : "training from scratch") + " with "
                        + usual.what(),
                usual.low(),
                usual.high() * factor);
    }

    private static UsualRate byOptimizer(OptimizerChoice optimizer, boolean pretrained) {
        if (optimizer instanceof OptimizerChoice.Sgd sgd) {
            double reach = (1 - sgd.momentum()) / (1 - 0.9);
            return pretrained
                    ? new UsualRate("sgd", 1e-4 * reach, 3e-2 * reach)
                    : new UsualRate("sgd", 1e-3 * reach, 0.2 * reach);
        }
        if (optimizer instanceof OptimizerChoice.RmsProp rmsProp) {
            double reach = 1 - rmsProp.momentum();
            return pretrained
                    ? new UsualRate("rmsprop", 1e-6 * reach, 1e-3 * reach)
                    : new UsualRate("rmsprop", 1e-5 * reach, 5e-3 * reach);
        }
        if (optimizer instanceof OptimizerChoice.Adagrad) {
            return pretrained ? new UsualRate("adagrad", 1e-4, 1e-2) : new UsualRate("adagrad", 1e-3, 5e-2);
        }
        String name = optimizer instanceof OptimizerChoice.Adam ? "adam" : "adamw";
        return pretrained ? new UsualRate(name, 1e-5, 5e-3) : new UsualRate(name, 5e-5, 1e-2);
    }

    boolean tooHigh(double rate) {
        return rate > high * ROUNDING;
    }

    boolean tooLow(double rate) {
        return rate < low / ROUNDING;
    }

    /** The rate beside what is usual. */
    String compared(double rate) {
        String where = tooHigh(rate) ? "above" : tooLow(rate) ? "below" : "within";
        return text(rate) + " is " + where + " the " + text(low) + " to " + text(high) + " that are usual for " + what;
    }

    /** In the upper half of the usual, on a logarithmic scale. */
    double suggestion() {
        return Math.pow(low, 1 / 3.0) * Math.pow(high, 2 / 3.0);
    }

    /** Two digits, such as {@code 0.002} or {@code 1e-5}. */
    static String text(double rate) {
        return String.valueOf(Double.parseDouble(String.format(Locale.ROOT, "%.1e", rate)))
                .replace(".0E", "e")
                .replace("E", "e");
    }
}
