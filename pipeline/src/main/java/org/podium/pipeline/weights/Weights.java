package org.podium.pipeline.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Tensor;

/**
 * The weights in a file.
 *
 * @param file where they were read, for messages
 * @param format what kind of file it is, in words
 * @param tensors the weights in fp32, by name and in the file's order
 * @param integers tensors of whole numbers and of truth values, such as BatchNorm's count of batches, rounded to fp32;
 *     no network is given these
 * @param wrapper keys of the dictionaries that the tensors were taken from, with dots between, such as
 *     {@code state_dict}; empty when they were in none
 * @param prefix what was cut off every name, such as {@code module.}; empty when nothing was
 * @param metadata words about the weights; only safetensors has them
 */
public record Weights(
        String file,
        String format,
        Map<String, Tensor> tensors,
        Map<String, Tensor> integers,
        String wrapper,
        String prefix,
        Map<String, String> metadata) {
    public Weights {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        integers = Collections.unmodifiableMap(new LinkedHashMap<>(integers));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * The tensors of a network.
     *
     * @param shapes name and shape of each of the network's tensors
     * @param newHere the names that are not taken from the file, whatever it says of them: a new head's
     * @return the tensors of {@code shapes} that are not new, in its order
     * @throws UserError that lists all that is missing, unexpected or of another shape
     */
    public Map<String, Tensor> fit(Map<String, long[]> shapes, Predicate<String> newHere) {
        List<String> missing = new ArrayList<>();
        List<String> misshapen = new ArrayList<>();
        Map<String, Tensor> fitting = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> {
            Tensor tensor = tensors.get(name);
            if (newHere.test(name)) {
                return;
            }
            if (tensor == null) {
                missing.add(integers.containsKey(name) ? name + " (there, but of whole numbers)" : name);
            } else if (!Arrays.equals(tensor.shape(), shape)) {
                misshapen.add(name + " is " + Arrays.toString(tensor.shape()) + ", expected " + Arrays.toString(shape));
            } else {
                fitting.put(name, tensor);
            }
        });
        List<String> unexpected = tensors.keySet().stream()
                .filter(name -> !shapes.containsKey(name) && !newHere.test(name))
                .map(Text::shown)
                .toList();
        List<String> problems = new ArrayList<>();
        problem(problems, "missing", ", ", missing);
        problem(problems, "unexpected", ", ", unexpected);
        problem(problems, "of another shape", "; ", misshapen);
        if (!problems.isEmpty()) {
            problems.add(0, file + ": these weights are not the network's");
            throw new UserError(problems);
        }
        return fitting;
    }

    private static void problem(List<String> problems, String what, String between, List<String> names) {
        if (!names.isEmpty()) {
            problems.add("  " + what + " (" + names.size() + "): " + String.join(between, names));
        }
    }
}
