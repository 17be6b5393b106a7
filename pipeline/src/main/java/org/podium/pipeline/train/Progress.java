package org.podium.pipeline.train;

import java.util.List;
import java.util.Locale;
import org.podium.pipeline.run.Event;

/**
 * Tells how far a training is.
 *
 * @param metric name of the competition's metric
 * @param epochs in all
 * @param steps in all
 */
record Progress(Event.Sink events, String metric, int epochs, long steps) {
    /**
     * In the middle of an epoch.
     *
     * @param loss mean over the epoch's rows so far
     * @param history epochs before it
     */
    void within(int epoch, int step, double loss, List<Epoch> history, double imagesPerSecond) {
        String score = history.isEmpty()
                ? ""
                : text("  %s %.4f", metric, history.get(history.size() - 1).validMetric());
        events.tell(new Event.Progress(
                step,
                steps,
                text("epoch %d/%d  loss %.3f%s  %.0f img/s", epoch, epochs, loss, score, imagesPerSecond),
                false));
    }

    /** @param best whether it is the best so far */
    void after(Epoch epoch, boolean best) {
        String score =
                text("valid loss %.3f  %s %.4f%s", epoch.validLoss(), metric, epoch.validMetric(), best ? " *" : "");
        String line = epoch.ofAverage()
                ? "average  " + score
                : text(
                        "epoch %d/%d  loss %.3f  %s  %.0f img/s",
                        epoch.epoch(), epochs, epoch.trainLoss(), score, epoch.imagesPerSecond());
        events.tell(new Event.Progress(epoch.step(), steps, line, true));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
