package org.podium.pipeline.preflight;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.network.Mode;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.train.FirstLoss;

/** Whether a network with a new head begins with the loss of one that knows nothing. */
final class FirstLossProbe {
    static final String NAME = "first loss";

    /** Factor from the expected loss on which something is wrong for sure. */
    private static final double FAR = 2;

    private FirstLossProbe() {}

    /** Fewer rows than these say little: the loss of two is a matter of luck. */
    static final int ROWS = 32;

    /**
     * @param images as training sees them
     * @param batch rows that are passed through the network at a time, which divides their number
     */
    static CheckLine of(Workbench bench, Images images, int batch) {
        try (Network network = bench.network(bench.start());
                Criterion loss = bench.loss()) {
            // Dropout widens the scores' spread; what is asked here is what the head begins with.
            Mode mode = new Mode(0, bench.frozenStages(), 0);
            List<Images> parts = images.parts(batch);
            double[] shares = loss.shares(parts.stream().map(Images::labels).toList());
            double first = 0;
            OptionalDouble expected = OptionalDouble.of(0);
            for (int i = 0; i < shares.length; i++) {
                Images part = parts.get(i);
                first += shares[i] * Pass.of(network, part, mode, loss.of(part)).loss();
                expected = sum(expected, shares[i], loss.first(part));
            }
            String kind = bench.model().loss().name().toLowerCase(Locale.ROOT).replace('_', '-');
            return judge(kind, first, expected, bench.examples().classes());
        }
    }

    private static OptionalDouble sum(OptionalDouble before, double share, OptionalDouble part) {
        return part.isEmpty() ? part : OptionalDouble.of(before.orElseThrow() + share * part.getAsDouble());
    }

    static CheckLine judge(String kind, double first, OptionalDouble expected, int classes) {
        if (!Double.isFinite(first)) {
            return CheckLine.failed(
                    NAME,
                    kind + " begins with " + first,
                    "look for weights that are not numbers, and try precision: fp32");
        }
        if (expected.isEmpty()) {
            return CheckLine.skipped(
                    NAME,
                    String.format(
                            Locale.ROOT,
                            "%s begins with %.4g; what it should begin with depends on how large a new head's scores are",
                            kind,
                            first));
        }
        double nothing = expected.getAsDouble();
        String finding = String.format(
                Locale.ROOT,
                "%s begins with %.3f; a network that knows nothing of %d classes has %.3f",
                kind,
                first,
                classes,
                nothing);
        if (FirstLoss.isNear(first, nothing)) {
            return CheckLine.passed(NAME, finding);
        }
        boolean far = first > FAR * nothing || first < nothing / FAR;
        String todo = first < nothing
                ? "find out how the network can know the labels before it is trained"
                : "check mean and sd, the weights and the images: training starts by unlearning what the scores are";
        return far ? CheckLine.failed(NAME, finding, todo) : CheckLine.warned(NAME, finding, todo);
    }
}
