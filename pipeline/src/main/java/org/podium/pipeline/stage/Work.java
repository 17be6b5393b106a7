package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.preflight.Subject;
import org.podium.pipeline.train.Fit;
import org.podium.pipeline.train.Trainer;

/** What a worker does differently for each task. */
interface Work {
    /** What is probed before training. */
    Subject subject() throws IOException;

    /** Fits on the fold's rows. */
    Fit fit(Trainer trainer) throws IOException;

    /** What weights compute for a few rows held out: the same weights give the same numbers, bit for bit. */
    float[] proof(Map<String, Tensor> weights) throws IOException;

    /** Predicts the rows held out and the test rows into the files of {@link PredictStage#leaves}. */
    void predict(Network network, Path workplace) throws IOException;
}
