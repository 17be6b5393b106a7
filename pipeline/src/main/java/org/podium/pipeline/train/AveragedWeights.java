package org.podium.pipeline.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.podium.pipeline.competition.WeightAverage;
import org.podium.pipeline.network.Program;

/**
 * The running average of a network's weights and running statistics, in fp32 beside them: moving or equal, as
 * {@link WeightAverage} says, in the arithmetic of {@code torch.optim.swa_utils}.
 */
final class AveragedWeights implements AutoCloseable {
    private final WeightAverage rule;
    private final NDManager manager;
    private final Program program;
    private final Map<String, NDArray> averages = new LinkedHashMap<>();
    private final IValue averageList;
    private final IValue weightList;
    private long averaged;

    /**
     * @param weights the network's own arrays, by name, which training changes in place
     * @param owner the network's manager; what is made here ends with this object, or at the latest with it
     */
    AveragedWeights(WeightAverage rule, Map<String, NDArray> weights, NDManager owner) {
        this.rule = rule;
        manager = owner.newSubManager();
        program = Program.load(manager.getDevice(), "average");
        weights.forEach((name, weight) -> {
            NDArray average = weight.zerosLike();
            average.attach(manager);
            averages.put(name, average);
        });
        averageList = list(averages.values());
        weightList = list(weights.values());
    }

    private static IValue list(Collection<NDArray> arrays) {
        return IValue.listFrom(arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    }

    /** Takes in the weights as they are now. */
    void add() {
        try (IValue share = IValue.from(rule.share(averaged))) {
            program.call("add", averageList, weightList, share).close();
        }
        averaged++;
    }

    /** How often weights were taken in. */
    long averaged() {
        return averaged;
    }

    /**
     * The average and the network's weights change places, to the bit; a second time changes them back. In between the
     * network computes with the average, and what it changes is the average.
     *
     * @throws IllegalStateException if nothing was averaged yet
     */
    void swap() {
        if (averaged == 0) {
            throw new IllegalStateException("no weights have been averaged yet");
        }
        program.call("swap", averageList, weightList).close();
    }

    @Override
    public void close() {
        weightList.close();
        averageList.close();
        program.close();
        manager.close();
    }
}
