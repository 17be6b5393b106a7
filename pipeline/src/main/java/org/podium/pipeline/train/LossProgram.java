package org.podium.pipeline.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.podium.pipeline.competition.LossChoice;
import org.podium.pipeline.network.Program;

/** A method of a program of losses, with the numbers that every batch is given. */
final class LossProgram implements AutoCloseable {
    private final LossChoice choice;
    private final float[] weights;
    private final Device device;
    private final Program program;
    private final NDManager manager;
    private final NDArray classWeights;
    private final NDArray spread;

    /**
     * @param name of the program
     * @param smoothing share of the target that is spread over all classes, 0 to below 1
     * @param given class weights, one a class; empty: all 1
     * @throws IllegalArgumentException if the loss has no smoothing or weights, but they are given
     */
    LossProgram(
            String name, LossChoice choice, double smoothing, Optional<double[]> given, int classes, Device device) {
        if (smoothing != 0 && !choice.smooths() || given.isPresent() && !choice.weighs()) {
            throw new IllegalArgumentException(choice + " with smoothing " + smoothing
                    + (given.isPresent() ? " and class weights" : "") + " is not defined");
        }
        this.choice = choice;
        this.weights = new float[classes];
        for (int c = 0; c < classes; c++) {
            weights[c] = given.isPresent() ? (float) given.get()[c] : 1;
        }
        this.device = device;
        this.program = Program.load(device, name);
        this.manager = NDManager.newBaseManager(device, "PyTorch");
        this.classWeights = manager.create(weights);
        // The program reads this number, so it is in main memory, wherever the rest is.
        this.spread = manager.newSubManager(Device.cpu()).create(smoothing);
    }

    NDArray compute(NDArray logits, NDArray targets) {
        NDList arguments = new NDList(logits, targets, classWeights, spread);
        return program.record(choice.name().toLowerCase(Locale.ROOT), arguments).singletonOrThrow();
    }

    /** For arrays of one batch where it computes, to be closed by the caller. */
    NDManager batch() {
        return NDManager.newBaseManager(device, "PyTorch");
    }

    int classes() {
        return weights.length;
    }

    float weight(int label) {
        return weights[label];
    }

    /** Each one's share of their sum; equal ones where that is 0. */
    static double[] shares(double[] divisors) {
        double sum = Arrays.stream(divisors).sum();
        return Arrays.stream(divisors)
                .map(divisor -> sum == 0 ? 1.0 / divisors.length : divisor / sum)
                .toArray();
    }

    @Override
    public void close() {
        manager.close();
        program.close();
    }
}
