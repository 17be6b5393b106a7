package org.podium.pipeline.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.podium.augment.Transform;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.competition.SlidingWindow;
import org.podium.pipeline.config.Records;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.network.TorchScriptExport;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.weights.Safetensors;

/** Writes a finished run's networks in a form that needs no podium. */
public final class Exporting {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Exporting() {}

    /**
     * Writes one TorchScript file for every model and fold, {@code <model>-fold-<k>.pt}. Each holds an extra file {@code
     * podium.json} with the classes in the order of the outputs, and the transforms that an image has to go through
     * before, to become a square of {@code size} pixels; of a network of pixels' classes, the window that it looks through.
     *
     * @param written told of each file
     * @throws UserError when the run has no trained networks
     */
    public static void export(RunFolder run, Path out, Consumer<Path> written) throws IOException {
        if (!Files.isRegularFile(run.config()) || !Files.isRegularFile(run.file(FoldTable.FILE))) {
            throw new UserError(
                    run.root() + " is not the folder of a finished run: it has no config.yaml or no " + FoldTable.FILE);
        }
        RunConfig config = RunConfig.read(run.config());
        List<String> classes = Inventory.read(run.file(Inventory.FILE)).classes();
        int folds = Splits.read(run).count();
        for (Recipe.Model model : config.recipe().models()) {
            for (int fold = 0; fold < folds; fold++) {
                require(run.file(RunFolder.fold(model.name(), fold) + "/" + TrainStage.WEIGHTS));
            }
        }
        Files.createDirectories(out);
        for (Recipe.Model model : config.recipe().models()) {
            String about = about(model, classes);
            for (int fold = 0; fold < folds; fold++) {
                Map<String, Tensor> weights =
                        Safetensors.read(run.file(RunFolder.fold(model.name(), fold) + "/" + TrainStage.WEIGHTS));
                Path file = out.resolve(model.name() + "-fold-" + fold + ".pt");
                AtomicFiles.write(
                        file,
                        temporary -> TorchScriptExport.write(
                                temporary,
                                Networks.of(model, classes.size()),
                                weights,
                                model.mean(),
                                model.sd(),
                                model.loss(),
                                Map.of("podium.json", about)));
                written.accept(file);
            }
        }
    }

    private static void require(Path weights) {
        if (!Files.isRegularFile(weights)) {
            throw new UserError("there is no " + weights + ": the run is not finished; podium run --name takes it up");
        }
    }

    private static String about(Recipe.Model model, List<String> classes) throws IOException {
        ObjectNode about = JSON.createObjectNode();
        about.put("network", model.network());
        about.put("size", model.segments() ? model.windowSize() : model.viewSize());
        about.putPOJO("classes", classes);
        Record seen = model.segments()
                ? new Window(Records.with(model.window(), "size", Optional.of(model.windowSize())))
                : new View(model.view());
        about.setAll((ObjectNode) new YAMLMapper().readTree(RunConfig.yaml(seen)));
        return JSON.writeValueAsString(about);
    }

    /** The evaluation transforms alone. */
    public record View(List<Transform> view) {}

    /** The window alone. */
    public record Window(SlidingWindow window) {}
}
