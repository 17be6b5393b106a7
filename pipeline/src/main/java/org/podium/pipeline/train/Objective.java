package org.podium.pipeline.train;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.podium.augment.Sequence;
import org.podium.pipeline.image.Batch;
import org.podium.pipeline.image.Batches;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.image.RowSample;
import org.podium.pipeline.network.LossFunction;
import org.podium.pipeline.network.Network;

/** What a network is trained for on one fold: the rows, what is to become small, and how well it does on the rows held out. */
interface Objective extends AutoCloseable {
    /** Rows to fit on. */
    int[] training();

    /** Class of every row there is, by which sampling balances. */
    int[] labels();

    /** The rows as training sees them. */
    RowSample through(Sequence transforms, ImageRows.Streams streams);

    /** Reads what {@link #through} gives. */
    Batches batches();

    /**
     * The loss of a batch.
     *
     * @param mix what was done to its images; empty: nothing
     */
    LossFunction loss(Batch batch, Optional<Mix> mix);

    /**
     * What the loss of each part of an update has to be scaled by, so that the sum of their losses is that of the update.
     *
     * @param parts rows of each
     * @return as many as parts, with sum 1
     */
    double[] shares(List<int[]> parts);

    /**
     * The loss of an update by a network that knows nothing; empty where nothing can be said.
     *
     * @param rows those of the update
     * @param last the last batch of it
     */
    OptionalDouble first(int[] rows, Batch last);

    /** How well the network does on the rows held out. */
    Result validate(Network network) throws IOException;

    /** Name of the metric of {@link Result#score}. */
    String metric();

    boolean higherIsBetter();

    @Override
    void close();

    /**
     * How well a network does.
     *
     * @param loss mean cross-entropy of the class probabilities
     * @param score by the competition's metric
     */
    record Result(double loss, double score) {}
}
