package org.podium.pipeline.stage;

import ai.djl.Device;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.podium.pipeline.competition.Precision;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.network.Architecture;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.preflight.Subject;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Job;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.train.Examples;
import org.podium.pipeline.train.MaskExamples;
import org.podium.pipeline.train.Trainer;

/**
 * What a worker works with.
 *
 * @param fold number of the fold, through all repeats
 */
record WorkerContext(
        RunFolder folder, RunConfig config, Recipe.Model model, int fold, Device device, Event.Sink events) {
    static WorkerContext of(Job job, RunFolder folder, Event.Sink events) {
        RunConfig config = RunConfig.read(folder.config());
        Device device = Device.fromName(
                job.device().equals("cpu") ? "cpu" : job.device().replace("cuda:", "gpu"));
        return new WorkerContext(folder, config, config.model(job.model()), job.fold(), device, events);
    }

    Inventory inventory() throws IOException {
        return Inventory.read(folder.file(Inventory.FILE));
    }

    RowTable train() throws IOException {
        return RowTable.read(folder.file(RowTable.TRAIN));
    }

    RowTable test() throws IOException {
        return RowTable.read(folder.file(RowTable.TEST));
    }

    Trainer trainer() {
        return new Trainer(model, fold, seed(), numbers(), device, readers(), events);
    }

    /** The model as it is probed, with all rows and their labels as the table has them. */
    Subject subject(Examples examples, Optional<MaskExamples> masks, List<String> labels) throws IOException {
        List<String> classes = inventory().classes();
        return new Subject(model, examples, masks, classes, labels, seed(), numbers(), device, readers());
    }

    Network network(Map<String, Tensor> weights) throws IOException {
        Architecture architecture = Networks.of(model, inventory().classes().size());
        return new Network(architecture, weights, numbers(), model.mean(), model.sd(), device);
    }

    Seed seed() {
        return new Seed(config.recipe().seed());
    }

    Numbers numbers() {
        return config.recipe().precision() == Precision.BF16 ? Numbers.BF16 : Numbers.FP32;
    }

    /** On the CPU one thread reads ahead while the others compute; a GPU leaves all of them to the images. */
    int readers() {
        return device.isGpu() ? config.recipe().threads().orElseThrow() : 1;
    }

    /** Progress of a part of what there is to do. */
    Event.Sink partOf(long before, long total) {
        return event -> events.tell(
                event instanceof Event.Progress p
                        ? new Event.Progress(before + p.done(), total, p.text(), p.milestone())
                        : event);
    }
}
