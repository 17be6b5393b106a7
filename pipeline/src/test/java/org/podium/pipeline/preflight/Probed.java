package org.podium.pipeline.preflight;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.train.Examples;
import org.podium.pipeline.train.TinyProblem;

/** A tiny problem to probe, with faults if asked for. */
final class Probed {
    private Probed() {}

    /** @param settings {@code key=value} each, laid over those of the tiny problem's model */
    static Subject subject(Path folder, String... settings) throws IOException {
        Examples examples = TinyProblem.examples(folder, 40);
        List<String> classes = List.of("blue", "red");
        return new Subject(
                TinyProblem.model(settings),
                examples,
                classes,
                Arrays.stream(examples.labels()).mapToObj(classes::get).toList(),
                new Seed(5),
                Numbers.FP32,
                Device.cpu(),
                1);
    }

    static Workbench bench(Path folder, String... settings) throws IOException {
        return Workbench.of(subject(folder, settings));
    }

    /** The same with other weights to start from. */
    static Workbench changed(Workbench bench, UnaryOperator<Tensor> change) {
        return changed(bench, "", change);
    }

    /** The same where those tensors that are called like that start otherwise. */
    static Workbench changed(Workbench bench, String prefix, UnaryOperator<Tensor> change) {
        Map<String, Tensor> start = new LinkedHashMap<>(bench.start());
        start.replaceAll((name, tensor) -> name.startsWith(prefix) ? change.apply(tensor) : tensor);
        return new Workbench(bench.subject(), bench.architecture(), start);
    }

    static Tensor times(Tensor tensor, float factor) {
        float[] values = tensor.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return new Tensor(tensor.shape(), values);
    }
}
