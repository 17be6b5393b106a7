package org.podium.pipeline.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.podium.pipeline.competition.OptimizerChoice;
import org.podium.pipeline.network.Program;

/**
 * Updates weights by their gradients, in torch's arithmetic, all tensors of a group in one call.
 *
 * <p>What it remembers of a tensor begins with the tensor's first update and has its own count of steps, so a layer that
 * is thawed late starts like any other (its bias correction included).
 */
final class Optimizer implements AutoCloseable {
    private static final String STEP = "step";

    private final NDManager manager;
    private final Program program;
    private final Rule rule;
    private final Map<String, Map<String, NDArray>> states = new LinkedHashMap<>();
    private Map<String, NDArray> weights = Map.of();
    private List<Group> groups = List.of();
    private Bound bound;

    /** @param parent the state's owner; it lives on the parent's device */
    Optimizer(NDManager parent, OptimizerChoice choice) {
        manager = parent.newSubManager();
        program = Program.load(manager.getDevice(), "optimizer");
        rule = Rule.of(choice);
    }

    /**
     * Sets what is trained from the next {@link #clip} or {@link #step} on. Tensors that were trained before keep their
     * state; the state of those that no longer are is freed.
     *
     * @param all weights by name; those of the groups are held until the next call
     */
    void train(List<Group> groups, Map<String, NDArray> all) {
        Map<String, NDArray> chosen = new LinkedHashMap<>();
        for (Group group : groups) {
            for (String name : group.tensors()) {
                if (!all.containsKey(name)) {
                    throw new IllegalArgumentException("there is no weight named " + name);
                }
                if (chosen.put(name, all.get(name)) != null) {
                    throw new IllegalArgumentException(name + " is in two groups");
                }
            }
        }
        release();
        states.keySet().stream()
                .filter(name -> !chosen.containsKey(name))
                .toList()
                .forEach(name -> states.remove(name).values().forEach(NDArray::close));
        this.weights = chosen;
        this.groups = List.copyOf(groups);
    }

    /**
     * L2 norm of all gradients together, which are then scaled so that it is at most {@code limit}.
     *
     * @param limit infinity for no clipping
     * @return the norm before clipping; NaN or infinite when a gradient is
     * @throws IllegalStateException if no tensor of the groups has a gradient: it comes from a backward pass
     */
    double clip(double limit) {
        try (IValue most = IValue.from(limit);
                IValue norm = program.call("clip", bound().gradients, most)) {
            return norm.toDouble();
        }
    }

    /**
     * One update of every tensor in the groups; then the gradients are zero again.
     *
     * @throws IllegalStateException as {@link #clip}
     */
    void step(double lr) {
        for (BoundGroup group : bound().groups) {
            try (IValue rate = IValue.from(lr * group.lrFactor)) {
                List<IValue> arguments = new ArrayList<>(group.tensors);
                arguments.add(rate);
                arguments.add(group.decay);
                arguments.addAll(rule.settings());
                program.call(rule.method(), arguments.toArray(IValue[]::new)).close();
            }
        }
        program.call("zero", bound().gradients).close();
    }

    /** What is remembered of a tensor before its first update, by torch's names. */
    private Map<String, NDArray> fresh(NDArray weight) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (String name : rule.state()) {
            if (!name.equals(Rule.NOTHING)) {
                NDArray zeros = weight.zerosLike();
                zeros.attach(manager);
                arrays.put(name, zeros);
            }
        }
        if (rule.counted()) {
            arrays.put(STEP, manager.create(0f));
        }
        return arrays;
    }

    /** A group as arguments of the program: weights, gradients, state. */
    private record BoundGroup(double lrFactor, IValue decay, List<IValue> tensors) {}

    /** Arguments of the program that hold on to weights, gradients and state; the manager owns the gradients. */
    private record Bound(NDManager manager, List<BoundGroup> groups, IValue gradients) implements AutoCloseable {
        @Override
        public void close() {
            for (BoundGroup group : groups) {
                group.decay.close();
                group.tensors.forEach(IValue::close);
            }
            gradients.close();
            manager.close();
        }
    }

    /** Gradients exist from a tensor's first backward pass on and stay where they are, so they are looked up late. */
    private Bound bound() {
        if (bound == null) {
            NDManager owner = manager.newSubManager();
            Map<String, NDArray> gradients = new LinkedHashMap<>();
            weights.forEach((name, weight) -> {
                // DJL's getGradient gives zeros, which no later pass fills, where there is none.
                NDArray gradient = JniUtils.getGradient((PtNDArray) weight);
                if (gradient != null) {
                    gradient.attach(owner);
                    gradients.put(name, gradient);
                }
            });
            if (gradients.isEmpty()) {
                throw new IllegalStateException("there is no gradient of " + weights.keySet());
            }
            List<BoundGroup> made = groups.stream()
                    .map(group -> bind(group, gradients))
                    .flatMap(Optional::stream)
                    .toList();
            bound = new Bound(owner, made, list(List.copyOf(gradients.values())));
        }
        return bound;
    }

    /** A group's tensors that have a gradient: as in torch, what no output depends on stays as it is. */
    private Optional<BoundGroup> bind(Group group, Map<String, NDArray> gradients) {
        List<String> names =
                group.tensors().stream().filter(gradients::containsKey).toList();
        if (names.isEmpty()) {
            return Optional.empty();
        }
        List<Map<String, NDArray>> remembered = names.stream()
                .map(name -> states.computeIfAbsent(name, n -> fresh(weights.get(n))))
                .toList();
        List<IValue> tensors = new ArrayList<>();
        tensors.add(list(names.stream().map(weights::get).toList()));
        tensors.add(list(names.stream().map(gradients::get).toList()));
        for (String name : rule.state()) {
            tensors.add(list(arrays(remembered, name)));
        }
        tensors.add(list(arrays(remembered, STEP)));
        return Optional.of(new BoundGroup(group.lrFactor(), IValue.from(group.decay()), tensors));
    }

    /** The arrays of that name, or none where the optimizer keeps no such thing. */
    private static List<NDArray> arrays(List<Map<String, NDArray>> states, String name) {
        return states.stream()
                .filter(state -> state.containsKey(name))
                .map(state -> state.get(name))
                .toList();
    }

    private static IValue list(List<NDArray> arrays) {
        return IValue.listFrom(arrays.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
    }

    private void release() {
        if (bound != null) {
            bound.close();
            bound = null;
        }
    }

    @Override
    public void close() {
        release();
        rule.close();
        program.close();
        manager.close();
    }
}
