package org.podium.pipeline.preflight;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Tensor;

/** A network without the dropout inside it. */
record WithoutDropout(Architecture network) implements Architecture {
    static Architecture of(Architecture network) {
        return network.dropout() > 0 ? new WithoutDropout(network) : network;
    }

    @Override
    public double dropout() {
        return 0;
    }

    @Override
    public List<String> program() {
        return network.program();
    }

    @Override
    public Map<String, long[]> shapes() {
        return network.shapes();
    }

    @Override
    public Map<String, Tensor> initialise(Function<String, RandomGenerator> streams) {
        return network.initialise(streams);
    }

    @Override
    public int stages() {
        return network.stages();
    }

    @Override
    public int stage(String tensor) {
        return network.stage(tensor);
    }

    @Override
    public boolean dense() {
        return network.dense();
    }

    @Override
    public int smallestImage() {
        return network.smallestImage();
    }
}
