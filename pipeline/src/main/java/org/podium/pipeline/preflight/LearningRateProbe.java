package org.podium.pipeline.preflight;

import java.util.Locale;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.Recipe;

/**
 * Whether the peak learning rate is of an order of magnitude that the optimizer is used with, and what the first steps say:
 * the same batches at the rate and at a tenth of it, both without warm-up.
 */
final class LearningRateProbe {
    static final String NAME = "learning rate";

    /** A loss of so many times the first one is an explosion. Rates ten times too high gave 3 to 10. */
    private static final double EXPLODED = 3;

    /** Share of the loss with a tenth of the rate that a rate has to come to, to be good for something. */
    private static final double LOWER = 0.98;

    /** So many times the largest usual rate, nine steps that go well prove nothing. */
    private static final double ABSURD = 3;

    /** So far below what is usual, nothing is learned. */
    private static final double DEAD = 100;

    private LearningRateProbe() {}

    /** @param atTenth steps with the same batches at a tenth of the rate */
    static CheckLine of(Workbench bench, FirstSteps atRate, FirstSteps atTenth) {
        return judge(bench.model(), UsualRate.of(bench.model(), bench.pretrained(), bench.headOnly()), atRate, atTenth);
    }

    /** The recipe's peak rate; it belongs to all rows of an update. */
    static double peak(Recipe.Model model) {
        return model.lr().forRows(model.batchSize() * model.accumulate());
    }

    static CheckLine judge(Recipe.Model model, UsualRate usual, FirstSteps atRate, FirstSteps atTenth) {
        double peak = peak(model);
        double first = atRate.losses().get(0);
        boolean exploded = !atRate.finite() || atRate.largest() > EXPLODED * first;
        int common = Math.min(atRate.losses().size(), atTenth.losses().size());
        boolean fruitful = atRate.finite()
                && atRate.first(common).late() < LOWER * atTenth.first(common).late();
        String finding = String.format(
                Locale.ROOT,
                "%s; in %d steps without warm-up the loss goes from %.3g to %s, with a tenth of the rate to %s",
                usual.compared(peak),
                atRate.losses().size(),
                first,
                course(atRate),
                course(atTenth));
        double rate = exploded ? Math.min(usual.suggestion(), peak / 10) : usual.suggestion();
        String todo = "set lr: " + UsualRate.text(rate) + ", and raise it from there as long as the score rises";
        if (peak > ABSURD * usual.high() || peak < usual.low() / DEAD) {
            return CheckLine.failed(NAME, finding, todo);
        }
        int rows = model.batchSize() * model.accumulate();
        if (exploded && !saved(model, usual, atRate) || usual.tooHigh(peak) && !fruitful) {
            // A peak belongs to updates of the recipe's size: smaller ones are noisier.
            return atRate.rows() < rows
                    ? CheckLine.warned(
                            NAME, finding + ", in updates of " + atRate.rows() + " rows instead of " + rows, todo)
                    : CheckLine.failed(NAME, finding, todo);
        }
        if (exploded || usual.tooHigh(peak) || usual.tooLow(peak)) {
            return CheckLine.warned(NAME, finding, todo);
        }
        return CheckLine.passed(NAME, finding);
    }

    /** A usual rate with a warm-up does not begin like this. */
    private static boolean saved(Recipe.Model model, UsualRate usual, FirstSteps atRate) {
        return model.warmUp() > 0 && !usual.tooHigh(peak(model)) && atRate.finite();
    }

    private static String course(FirstSteps steps) {
        if (!steps.finite()) {
            return "no number at all";
        }
        String end = String.format(Locale.ROOT, "%.3g", steps.late());
        return steps.largest() > 1.5 * steps.losses().get(0)
                ? String.format(Locale.ROOT, "%s by way of %.3g", end, steps.largest())
                : end;
    }
}
