package org.podium.pipeline.preflight;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Mode;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Tensor;

/**
 * Whether training and evaluation compute differently where they should and nowhere else: training normalises by the batch,
 * moves the running statistics of what is not frozen and drops features; evaluation changes nothing, leaves nothing to
 * chance, and looks at each row alone.
 */
final class ModesProbe {
    static final String NAME = "training and evaluation mode";

    /** What a row's scores may move when its neighbours do, as a share of the largest: sums of another order. */
    private static final double TOLERANCE = 0.01;

    /** Dropout that a few images show for sure. */
    private static final double VISIBLE = 0.2;

    private ModesProbe() {}

    /**
     * What two training passes and three predictions of one batch showed.
     *
     * @param statistics tensors with running statistics that training should move
     * @param moved of these, how many a training pass moved
     * @param frozenMoved tensors with running statistics that are frozen, and moved nevertheless
     * @param drops whether the recipe or the network asks for dropout
     * @param dropped whether two passes with other seeds differed
     * @param repeated whether two passes with the same seed were equal
     * @param changed tensors that a prediction changed
     * @param steady whether two predictions were equal
     * @param leaning how far a row's scores moved with its neighbours, as a share of the largest score
     */
    record Seen(
            int statistics,
            int moved,
            int frozenMoved,
            boolean drops,
            boolean dropped,
            boolean repeated,
            int changed,
            boolean steady,
            double leaning) {}

    static CheckLine of(Workbench bench, Images images) {
        return judge(look(bench, images));
    }

    static Seen look(Workbench bench, Images images) {
        Architecture architecture = bench.architecture();
        int frozen = bench.frozenStages();
        double asked = bench.model().dropout();
        double dropout = asked > 0 ? Math.max(asked, VISIBLE) : 0;
        // What is inside a network belongs to its hidden layers, and sleeps where these are frozen.
        boolean inside = architecture.dropout() > 0 && !bench.headOnly();
        try (Network network = bench.network(bench.start());
                Criterion loss = bench.loss()) {
            Pass first = Pass.of(network, images, new Mode(dropout, frozen, 1), loss.of(images));
            Map<String, Tensor> trained = network.tensors();
            int statistics = 0;
            int moved = 0;
            int frozenMoved = 0;
            for (String name : trained.keySet()) {
                boolean changed = !trained.get(name).equals(bench.start().get(name));
                boolean still = architecture.stage(name) < frozen;
                if (!Architecture.trained(name)) {
                    statistics += still ? 0 : 1;
                    moved += !still && changed ? 1 : 0;
                    frozenMoved += still && changed ? 1 : 0;
                }
            }
            Pass again = Pass.of(network, images, new Mode(dropout, frozen, 1), loss.of(images));
            Pass other = Pass.of(network, images, new Mode(dropout, frozen, 2), loss.of(images));
            Map<String, Tensor> before = network.tensors();
            float[][] scores = scores(network, images);
            float[][] twice = scores(network, images);
            Map<String, Tensor> after = network.tensors();
            return new Seen(
                    statistics,
                    moved,
                    frozenMoved,
                    dropout > 0 || inside,
                    !Arrays.deepEquals(first.scores(), other.scores()),
                    Arrays.deepEquals(first.scores(), again.scores()),
                    (int) before.keySet().stream()
                            .filter(name -> !before.get(name).equals(after.get(name)))
                            .count(),
                    Arrays.deepEquals(scores, twice),
                    leaning(scores[0], scores(network, withOtherNeighbours(images))[0]));
        }
    }

    private static float[][] scores(Network network, Images images) {
        return network.logits(images.pixels(), images.rows(), images.size(), images.size());
    }

    /** The first image as it is, the others as negatives. */
    private static Images withOtherNeighbours(Images images) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(images.pixels().capacity());
        for (int i = 0; i < pixels.capacity(); i++) {
            byte value = images.pixels().get(i);
            pixels.put(i, i < images.length() ? value : (byte) ~value);
        }
        return new Images(pixels, images.size(), images.labels(), images.masks());
    }

    private static double leaning(float[] scores, float[] others) {
        double largest = 0;
        double moved = 0;
        for (int c = 0; c < scores.length; c++) {
            largest = Math.max(largest, Math.abs(scores[c]));
            moved = Math.max(moved, Math.abs(scores[c] - others[c]));
        }
        return moved == 0 ? 0 : moved / largest;
    }

    static CheckLine judge(Seen seen) {
        List<String> wrong = new ArrayList<>();
        if (seen.moved() < seen.statistics()) {
            wrong.add("training leaves " + (seen.statistics() - seen.moved()) + " of " + seen.statistics()
                    + " running statistics as they were");
        }
        if (seen.frozenMoved() > 0) {
            wrong.add("training moves " + seen.frozenMoved() + " running statistics of frozen stages");
        }
        if (seen.drops() != seen.dropped()) {
            wrong.add(seen.drops() ? "dropout drops nothing" : "training leaves something to chance without dropout");
        }
        if (!seen.repeated()) {
            wrong.add("training does not repeat with the same seed");
        }
        if (seen.changed() > 0) {
            wrong.add("prediction changes " + seen.changed() + " tensors");
        }
        if (!seen.steady()) {
            wrong.add("two predictions of the same images differ");
        }
        if (!(seen.leaning() <= TOLERANCE)) {
            wrong.add("what is predicted for an image depends on those beside it");
        }
        if (!wrong.isEmpty()) {
            return CheckLine.failed(
                    NAME,
                    String.join("; ", wrong),
                    "look at the weights that training starts from and, with a backbone of your own, at what its module"
                            + " does in evaluation mode; otherwise it is a fault of podium: report it");
        }
        String statistics = seen.statistics() == 0
                ? "there are no running statistics to move"
                : "training moves all " + seen.statistics() + " running statistics, prediction none";
        return CheckLine.passed(
                NAME,
                statistics + (seen.drops() ? "; only training drops features" : "; there is no dropout")
                        + "; each image is predicted by itself");
    }
}
