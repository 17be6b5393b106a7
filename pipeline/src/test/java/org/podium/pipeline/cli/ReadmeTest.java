package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.podium.ensemble.MaskMetric;
import org.podium.ensemble.MaskMetrics;
import org.podium.ensemble.Metric;
import org.podium.ensemble.Metrics;
import org.podium.pipeline.competition.FoldChoice;
import org.podium.pipeline.competition.PostProcess;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.SlidingWindow;
import org.podium.pipeline.competition.TransformNames;
import picocli.CommandLine;

/** What the README lists is what there is. */
class ReadmeTest {
    /** The module's folder is the working directory of its tests. */
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    @Test
    void namesEveryCommandAndOptionOfRun() throws IOException {
        CommandLine podium = Main.commandLine();
        podium.getSubcommands().forEach((name, command) -> {
            if (!command.getCommandSpec().usageMessage().hidden()) {
                assertThat(readmeLines()).as(name).anyMatch(line -> line.contains("podium " + name));
            }
        });
        podium.getSubcommands().get("run").getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .forEach(option -> assertThat(readmeLines()).anyMatch(line -> line.contains(option.longestName())));
    }

    @Test
    void namesEveryKeyOfARecipe() throws IOException {
        Stream.of(
                        Recipe.class,
                        Recipe.Model.class,
                        Recipe.Tta.class,
                        FoldChoice.class,
                        Recipe.Blend.class,
                        SlidingWindow.class,
                        PostProcess.class)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT))
                .forEach(key -> assertThat(readmeLines()).as(key).anyMatch(line -> line.contains(key)));
    }

    @Test
    void namesEveryKindOfFoldsAndWhatIsDoneAboutLeaks() throws IOException {
        String readme = readme();
        assertThat(FoldChoice.Kind.values()).allMatch(kind -> readme.contains("`" + kind.text() + "`"));
        assertThat(readme).contains("`warn` (the default), `fail`", "`group`, which ties duplicates");
        assertThat(readme).doesNotContainPattern("(?m)^[A-Z_]{4,}$");
    }

    @Test
    void namesEveryMetricAndNetwork() throws IOException {
        String readme = readme();
        assertThat(Metrics.all()).extracting(Metric::name).allMatch(readme::contains);
        assertThat(MaskMetrics.all()).extracting(MaskMetric::name).allMatch(readme::contains);
        assertThat(Recipe.Model.CLASSIFIERS)
                .allMatch(network -> readme.contains("`" + network + "`")
                        || readme.contains("`" + network.replace("resnet", "") + "`"));
        assertThat(Recipe.Model.SEGMENTERS)
                .allMatch(network -> readme.contains("`" + network.substring(0, network.indexOf("resnet")) + "`"));
    }

    @Test
    void namesEveryTransform() throws IOException {
        String table = readme();
        assertThat(TransformNames.NAMES.keySet()).allMatch(name -> table.matches("(?s).*[ |]" + name + "[,; ].*"));
    }

    @Test
    void continuousIntegrationRunsItsTestCommand() throws IOException {
        assertThat(readme()).contains("\nmvn -B verify\n");
        assertThat(Files.readAllLines(ROOT.resolve(".ci/run"))).contains("mvn -B verify");
    }

    private static java.util.List<String> readmeLines() {
        try {
            return Files.readAllLines(ROOT.resolve("README.md"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
