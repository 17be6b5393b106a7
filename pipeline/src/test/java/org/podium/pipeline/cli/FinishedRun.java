package org.podium.pipeline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Hashes;

/**
 * A tiny competition and a finished run of it, made once and shared by all tests; they change copies only.
 *
 * @param home holds all of it
 * @param run the run's folder
 * @param result what the command came to
 */
record FinishedRun(Path home, TinyCompetition competition, Path run, Cli.Result result) implements AutoCloseable {
    /** Files that a seed promises to the byte, besides the weights. */
    private static final List<String> PROMISED = List.of("folds.csv", "oof.csv", "test.csv", "submission.csv");

    /** Hands the run to tests that ask for it. */
    static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == FinishedRun.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(FinishedRun.class))
                    .getOrComputeIfAbsent(FinishedRun.class, key -> make(), FinishedRun.class);
        }
    }

    private static FinishedRun make() {
        try {
            Path home = Files.createTempDirectory("podium-finished");
            TinyCompetition competition = TinyCompetition.in(home.resolve("competition"));
            Path runs = home.resolve("runs");
            Cli.Result result = Cli.run("run", competition.folder(), "--runs", runs, "--name", "finished");
            return new FinishedRun(home, competition, runs.resolve("tiny/finished"), result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A copy of the run's folder, under its own runs folder and name. */
    Path copy(Path runs, String name) throws IOException {
        Path to = runs.resolve("tiny").resolve(name);
        Files.createDirectories(to.getParent());
        Folders.copy(run, to);
        return to;
    }

    /** Hashes of what a run promises to be the same whenever seed, data, recipe and machine are. */
    static Map<String, String> promised(Path run) throws IOException {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (String file : PROMISED) {
            hashes.put(file, Hashes.of(run.resolve(file)));
        }
        for (String model : List.of("one", "two")) {
            for (int fold = 0; fold < 2; fold++) {
                String file = weights(model, fold);
                hashes.put(file, Hashes.of(run.resolve(file)));
            }
        }
        return hashes;
    }

    static String weights(String model, int fold) {
        return "models/" + model + "/fold-" + fold + "/weights.safetensors";
    }

    @Override
    public void close() throws IOException {
        AtomicFiles.deleteTree(home);
    }
}
