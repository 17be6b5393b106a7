package org.podium.pipeline.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Program;

/**
 * AdamW (Loshchilov and Hutter 2017) with decoupled weight decay, fused over all tensors of a group, in torch's
 * arithmetic. Biases and normalisation are not decayed.
 */
final class AdamW implements AutoCloseable {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Program program;
    private final NDManager manager;
    private final IValue allGradients;
    private final List<Group> groups;

    /** Tensors that share a weight decay, as the program's list arguments. */
    private record Group(double decay, IValue weights, IValue gradients, IValue m, IValue v, IValue steps)
            implements AutoCloseable {
        @Override
        public void close() {
            List.of(weights, gradients, m, v, steps).forEach(IValue::close);
        }
    }

    /**
     * @param network after its first {@link Network#backward}: before, there are no gradients to hold on to
     * @param decay weight decay of kernels and linear maps
     */
    AdamW(Network network, double decay) {
        manager = network.manager().newSubManager();
        program = Program.load(manager.getDevice(), "adamw");
        List<NDArray> decayed = new ArrayList<>();
        List<NDArray> exempt = new ArrayList<>();
        for (NDArray weight : network.trained().values()) {
            (weight.getShape().dimension() > 1 ? decayed : exempt).add(weight);
        }
        List<NDArray> gradients = new ArrayList<>();
        groups = List.of(group(decayed, decay, gradients), group(exempt, 0, gradients));
        allGradients = list(gradients);
    }

    private Group group(List<NDArray> weights, double decay, List<NDArray> allGradients) {
        List<NDArray> gradients = weights.stream().map(NDArray::getGradient).toList();
        gradients.forEach(g -> g.attach(manager));
        allGradients.addAll(gradients);
        return new Group(
                decay,
                list(weights),
                list(gradients),
                list(zeros(weights)),
                list(zeros(weights)),
                list(counters(weights)));
    }

    private List<NDArray> zeros(List<NDArray> like) {
        return like.stream().map(this::zeros).toList();
    }

    private NDArray zeros(NDArray like) {
        NDArray zeros = like.zerosLike();
        zeros.attach(manager);
        return zeros;
    }

    private List<NDArray> counters(List<NDArray> like) {
        return like.stream().map(w -> manager.create(0f)).toList();
    }

    private static IValue list(List<NDArray> arrays) {
        return IValue.listFrom(arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    }

    /**
     * L2 norm of all gradients together, which are then scaled so that it is at most {@code limit}.
     *
     * @param limit infinity for no clipping
     * @return the norm before clipping; NaN or infinite when a gradient is
     */
    double clip(double limit) {
        try (IValue most = IValue.from(limit);
                IValue norm = program.call("clip", allGradients, most)) {
            return norm.toDouble();
        }
    }

    /** One update of every weight; then the gradients are zero again. */
    void step(double lr) {
        for (Group group : groups) {
            try (IValue rate = IValue.from(lr);
                    IValue decay = IValue.from(group.decay);
                    IValue beta1 = IValue.from(BETA1);
                    IValue beta2 = IValue.from(BETA2);
                    IValue epsilon = IValue.from(EPSILON)) {
                program.call(
                                "step",
                                group.weights,
                                group.gradients,
                                group.m,
                                group.v,
                                group.steps,
                                rate,
                                decay,
                                beta1,
                                beta2,
                                epsilon)
                        .close();
            }
        }
    }

    @Override
    public void close() {
        groups.forEach(Group::close);
        allGradients.close();
        program.close();
        manager.close();
    }
}
