package org.podium.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.podium.pipeline.competition.LabelledImages;
import org.podium.pipeline.competition.Precision;
import org.podium.pipeline.competition.WeightsReference;
import org.podium.pipeline.config.Nearest;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Launcher;
import org.podium.pipeline.stage.Evaluation;
import org.podium.pipeline.stage.EvaluationProcess;
import org.podium.pipeline.weights.Fitting;
import org.podium.pipeline.weights.WeightFile;
import org.podium.pipeline.weights.WeightStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code podium evaluate}. */
@Command(
        name = "evaluate",
        description = "Scores a network on labelled images, with no training.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    private static final int HEAP_MEGABYTES = 512;

    /** A weight in a file, in a buffer it is read through, and as fp32. */
    private static final int BYTES_OF_A_WEIGHT = 12;

    /** Its name, path and class on the way to the process that evaluates, and its prediction. */
    private static final int BYTES_OF_AN_IMAGE = 2048;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "As in a recipe. Default: the one that the weights fit.")
    private Optional<String> network;

    @Option(names = "--width", paramLabel = "X", description = "Multiplier of the channels of --network. Default: 1.")
    private Optional<Double> width;

    @Option(
            names = "--weights",
            required = true,
            paramLabel = "FILE|NAME|URL",
            description = "Weights with their head, as in a recipe.")
    private String weights;

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "CSV|DIR",
            description = "A table of images and classes, or a folder that has a folder of images for each class.")
    private Path labels;

    @Option(names = "--images", paramLabel = "DIR", description = "Folder of a table's images. Default: the table's.")
    private Optional<Path> images;

    @Option(
            names = "--image-column",
            paramLabel = "NAME",
            description = "Default: the first of file, image, filename, file_name, path, id.")
    private Optional<String> imageColumn;

    @Option(
            names = "--label-column",
            paramLabel = "NAME",
            description = "Default: the first of class_index, label, class, target, category.")
    private Optional<String> labelColumn;

    @Option(
            names = "--classes",
            paramLabel = "FILE",
            description = "Names of the classes, one a line in the order of the network's outputs. "
                    + "Default: labels (or folders) are numbers from 0, or the names in the order of the alphabet.")
    private Optional<Path> classes;

    @Mixin
    private ViewOptions looking = new ViewOptions();

    @Option(names = "--batch-size", paramLabel = "N", description = "Images at a time. Default: ${DEFAULT-VALUE}.")
    private int batchSize = 32;

    @Option(
            names = "--precision",
            paramLabel = "auto|bf16|fp32",
            description = "Number format. Default: ${DEFAULT-VALUE}, as published figures are; bf16 is faster and may "
                    + "call some images otherwise.")
    private Precision precision = Precision.FP32;

    @Option(names = "--device", paramLabel = "NAME", description = "auto, cpu or cuda:N. Default: ${DEFAULT-VALUE}.")
    private String device = "auto";

    @Option(names = "--threads", paramLabel = "N", description = "Compute threads. Default: all cores.")
    private Optional<Integer> threads;

    @Option(names = "--out", paramLabel = "CSV", description = "Writes each image's prediction to a file.")
    private Optional<Path> out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        PrintWriter print = spec.commandLine().getOut();
        try (Console console = Console.of(print)) {
            WeightStore store = WeightStore.ofUser();
            WeightsReference reference = WeightsCommand.reference(weights);
            Evaluation.View view = looking.view(store.about(reference));
            Path file = store.fetch(reference, console);
            List<WeightFile.Entry> entries = WeightFile.inspect(file);
            Fitting fitting = fitting(file, entries);
            LabelledImages labelled = LabelledImages.read(
                    labels, new LabelledImages.Layout(images, imageColumn, labelColumn, classes), fitting.classes());
            int cores = threads.orElse(Runtime.getRuntime().availableProcessors());
            Evaluation evaluation = Evaluation.of(
                    fitting,
                    file.toAbsolutePath(),
                    view,
                    new Evaluation.Means(batchSize, precision, device, cores),
                    out.map(path -> path.toAbsolutePath().toString()).orElse(""),
                    labelled);
            Launcher.Settings settings = new Launcher.Settings(cores, heap(Files.size(file), entries, labelled.size()));
            Evaluation.Result result;
            try (Display.Task task = console.task("evaluate " + fitting.network())) {
                result = EvaluationProcess.run(evaluation, Main.class.getName(), settings, task);
            }
            show(console, evaluation, result);
        }
        return 0;
    }

    private void checkOptions() {
        require(
                width.isEmpty() || network.isPresent(),
                "--width is that of --network; without it both are those that the weights fit");
        double channels = width.orElse(1.0);
        require(channels > 0 && channels <= 8, "--width is " + channels + ", expected more than 0, at most 8");
        atLeastOne("--batch-size", batchSize);
        atLeastOne("--threads", threads.orElse(1));
        looking.check();
        require(
                device.matches("auto|cpu|cuda(:\\d{1,3})?"),
                "--device is '" + device + "', expected auto, cpu, cuda or cuda:N");
        network.ifPresent(name -> require(
                Evaluation.NETWORKS.contains(name),
                "--network: there is no '" + name + "'; " + Nearest.hint(name, Evaluation.NETWORKS)));
        if (Files.isDirectory(labels)) {
            ofTableOnly("--images", images);
            ofTableOnly("--image-column", imageColumn);
            ofTableOnly("--label-column", labelColumn);
        }
        out.ifPresent(EvaluateCommand::checkPlace);
    }

    private void ofTableOnly(String option, Optional<?> value) {
        require(value.isEmpty(), option + " is for a table, but --labels " + labels + " is a folder");
    }

    private void atLeastOne(String option, int value) {
        require(value >= 1, option + " is " + value + ", expected 1 or more");
    }

    /** Before anything is computed that could then not be written. */
    private static void checkPlace(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UserError("--out: " + file + " is there and is no file; choose another name");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UserError("--out: there is no folder " + folder + " to write " + file.getFileName() + " to");
        }
        if (!Files.isWritable(folder)) {
            throw new UserError("--out: " + folder + " cannot be written to; choose another folder");
        }
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    /** The network that was asked for, with as many classes as the weights have, or else the one that they fit. */
    private Fitting fitting(Path file, List<WeightFile.Entry> entries) throws IOException {
        if (network.isEmpty()) {
            return Fitting.of(entries)
                    .orElseThrow(() -> new UserError(file
                            + ": these are the weights of no network that podium has; see podium weights inspect"));
        }
        return Fitting.of(network.get(), width.orElse(1.0), entries)
                .orElseThrow(() -> new UserError(file + ": there is no head of " + network.get()
                        + " in it that would tell the number of classes; see podium weights inspect"));
    }

    /**
     * MiB of Java heap. What a file says of its tensors counts up to what can be read from one of its size: four times
     * its bytes and four million numbers.
     */
    static int heap(long fileSize, List<WeightFile.Entry> entries, int images) {
        long most = 4 * fileSize + (1 << 22);
        long numbers = 0;
        for (WeightFile.Entry entry : entries) {
            numbers += Math.min(entry.numbers(), most - numbers);
        }
        return HEAP_MEGABYTES + (int) (BYTES_OF_A_WEIGHT * numbers + BYTES_OF_AN_IMAGE * (long) images >> 20);
    }

    private void show(Console console, Evaluation evaluation, Evaluation.Result result) {
        Fitting fitting = evaluation.network();
        console.line("network   " + fitting.network() + (fitting.width() == 1 ? "" : ", width " + fitting.width())
                + ", " + fitting.classes() + " classes, "
                + evaluation.precision().name().toLowerCase(Locale.ROOT));
        console.line("view      "
                + (evaluation.resize() == 0 ? "" : "shorter side to " + evaluation.resize() + " px, centre of ")
                + evaluation.viewSize() + " px");
        console.line("images    " + result.images());
        console.line(String.format(Locale.ROOT, "top-1     %.4f", result.top1()));
        if (fitting.classes() > 5) {
            console.line(String.format(Locale.ROOT, "top-5     %.4f", result.top5()));
        }
        console.line(String.format(Locale.ROOT, "log-loss  %.4f", result.logLoss()));
        console.line(String.format(
                Locale.ROOT, "time      %.1f s, %.0f images/s", result.seconds(), result.images() / result.seconds()));
    }
}
