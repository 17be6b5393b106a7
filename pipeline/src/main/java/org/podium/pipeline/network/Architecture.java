package org.podium.pipeline.network;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What a network is made of: a program, and the tensors that the program asks for.
 *
 * <p>Tensors belong to stages: 0 is the stem, the others follow in the order in which an image passes them, the last is
 * the head.
 */
public interface Architecture {
    /** Resource names of the program's parts that are this network's own, such as {@code linear} and {@code resnet}. */
    List<String> program();

    /** Every tensor's shape by name, in the order of the reference's state dictionary. */
    Map<String, long[]> shapes();

    /**
     * Fresh weights.
     *
     * @param streams the random generator for each tensor's name
     */
    Map<String, Tensor> initialise(Function<String, RandomGenerator> streams);

    /** Number of stages, with the stem and the head. */
    int stages();

    /** The stage of a tensor, from 0 to {@link #stages} less one. */
    int stage(String tensor);

    /** Whether it tells the class of every pixel, not of the whole image. */
    default boolean dense() {
        return false;
    }

    /** Share of its inputs that each hidden linear map loses in training, 0 to below 1. */
    default double dropout() {
        return 0;
    }

    /** Least height and width of its images, in pixels. */
    default int smallestImage() {
        return 1;
    }

    /** Whether a tensor belongs to the head, which fits one set of classes only. */
    default boolean head(String tensor) {
        return stage(tensor) == stages() - 1;
    }

    /** Whether a tensor is updated by an optimizer, rather than measured from batches by a normalisation. */
    static boolean trained(String tensor) {
        return !tensor.endsWith(".running_mean") && !tensor.endsWith(".running_var");
    }
}
