package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.stage.Evaluation;
import org.podium.pipeline.weights.Safetensors;
import org.podium.pipeline.weights.WeightFile;
import org.podium.pipeline.weights.WeightStore;
import org.podium.pipeline.weights.WeightsEntry;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Options of {@code podium evaluate}: none is passed over, and none can ask for the impossible. */
class EvaluateOptionsTest {
    private static final String TABLE = "good.csv";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void write() throws IOException {
        Files.writeString(folder.resolve(TABLE), "file,label\none.png,0\n");
        Files.createDirectories(folder.resolve("classes/cat"));
        Files.createDirectories(folder.resolve("there.csv"));
        Safetensors.write(folder.resolve("headless.safetensors"), Map.of("other", Tensor.filled(1, 2)));
    }

    private static Cli.Result call(String labels, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "evaluate", "--weights", folder.resolve("headless.safetensors").toString()));
        all.addAll(List.of("--labels", folder.resolve(labels).toString()));
        all.addAll(List.of(more));
        return Cli.call(all.toArray());
    }

    private static void assertRefused(Cli.Result result, String answer) {
        assertThat(result.err().lines().findFirst()).contains("podium: " + answer);
        assertThat(result.status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"--size, 999999", "--size, 4097", "--resize, 20000", "--view-size, 20000", "--size, 0", "--resize, -1"})
    void sizesHaveBounds(String option, String value) {
        assertRefused(call(TABLE, option, value), option + " is " + value + ", expected 1 to 4096 pixels");
    }

    @Test
    void aWidthNeedsItsNetwork() {
        assertRefused(
                call(TABLE, "--width", "0.5"),
                "--width is that of --network; without it both are those that the weights fit");
        assertRefused(
                call(TABLE, "--network", "resnet18", "--width", "9"),
                "--width is 9.0, expected more than 0, at most 8");
    }

    @ParameterizedTest
    @CsvSource({"--resize, 64", "--view-size, 32"})
    void theWholeImageHasNoCentre(String option, String value) {
        assertRefused(
                call(TABLE, "--size", "32", option, value),
                "--size takes the whole image, so there is no " + option + " with it");
    }

    @ParameterizedTest
    @CsvSource({"--images, elsewhere", "--image-column, file", "--label-column, label"})
    void aFolderHasNoColumns(String option, String value) {
        assertRefused(
                call("classes", option, value),
                option + " is for a table, but --labels " + folder.resolve("classes") + " is a folder");
    }

    @Test
    void thePlaceOfThePredictionsIsLookedAtFirst() {
        assertRefused(
                call(TABLE, "--out", folder.resolve("none/out.csv").toString()),
                "--out: there is no folder " + folder.resolve("none") + " to write out.csv to");
        Path taken = folder.resolve("there.csv");
        assertRefused(
                call(TABLE, "--out", taken.toString()),
                "--out: " + taken + " is there and is no file; choose another name");
    }

    static List<String> networks() {
        return Networks.classifiers();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNetworkCanBeAskedFor(String network) {
        assertRefused(
                call(TABLE, "--network", network),
                folder.resolve("headless.safetensors") + ": there is no head of " + network
                        + " in it that would tell the number of classes; see podium weights inspect");
    }

    @Test
    void aModuleOfTheUsersIsNoneOfThem() {
        Cli.Result result = call(TABLE, "--network", "torchscript");
        assertThat(result.err()).startsWith("podium: --network: there is no 'torchscript'; ");
        assertThat(result.status()).isEqualTo(2);
    }

    /** Holds them as the command does. */
    @Command
    private static final class Holder {
        @Mixin
        private final ViewOptions options = new ViewOptions();
    }

    private static Evaluation.View view(Optional<WeightsEntry> weights, String... arguments) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(arguments);
        return holder.options.view(weights);
    }

    private static Optional<WeightsEntry> trainedAt(int size) {
        return WeightStore.ofUser().entries().stream()
                .filter(entry -> entry.size() == size)
                .findFirst();
    }

    @ParameterizedTest
    @CsvSource({"224, 256", "176, 201", "160, 183"})
    void namedWeightsSeeTheSizeTheyWereTrainedAt(int size, int resize) {
        Evaluation.View view = view(trainedAt(size));
        assertThat(view.size()).isEqualTo(size);
        assertThat(view.resize()).isEqualTo(resize);
    }

    @Test
    void whatIsAskedForComesFirst() {
        Evaluation.View others = view(Optional.empty());
        assertThat(List.of(others.resize(), others.size())).containsExactly(256, 224);
        Evaluation.View asked = view(trainedAt(160), "--resize", "300", "--view-size", "280", "--sd", "1,2,3");
        assertThat(List.of(asked.resize(), asked.size())).containsExactly(300, 280);
        assertThat(asked.sd()).containsExactly(1.0, 2.0, 3.0);
        Evaluation.View whole = view(trainedAt(160), "--size", "32");
        assertThat(List.of(whole.resize(), whole.size())).containsExactly(0, 32);
    }

    @Test
    void theHeapGrowsWithTheWeightsAndTheImages() {
        List<WeightFile.Entry> entries = List.of(new WeightFile.Entry("fc.weight", "F32", new long[] {1 << 20, 10}));
        assertThat(EvaluateCommand.heap(40L << 20, entries, 0)).isEqualTo(512 + 120);
        assertThat(EvaluateCommand.heap(40L << 20, entries, 1 << 20)).isEqualTo(512 + 120 + 2048);
    }

    @Test
    void whatAFileClaimsCountsUpToWhatItCanHold() {
        long huge = 1L << 55;
        List<WeightFile.Entry> entries = List.of(
                new WeightFile.Entry("fc.weight", "F32", new long[] {1 << 20}),
                new WeightFile.Entry("steps", "I64", new long[] {huge}),
                new WeightFile.Entry("more", "I64", new long[] {huge, 128}));
        assertThat(EvaluateCommand.heap(4L << 20, entries, 0)).isEqualTo(512 + 12 * (4 * 4 + 4));
    }
}
