package org.podium.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.podium.pipeline.competition.WeightsReference;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.weights.Fitting;
import org.podium.pipeline.weights.Text;
import org.podium.pipeline.weights.WeightFile;
import org.podium.pipeline.weights.WeightStore;
import org.podium.pipeline.weights.WeightsEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code podium weights}. */
@Command(
        name = "weights",
        description = "Pretrained weights: what there is, what is in a file, and fetching.",
        subcommands = {WeightsCommand.ListAll.class, WeightsCommand.Inspect.class, WeightsCommand.Fetch.class},
        mixinStandardHelpOptions = true)
final class WeightsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what to do with weights: list, inspect or fetch");
    }

    /** A reference of the command line. */
    static WeightsReference reference(String text) {
        try {
            return WeightsReference.of(text);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    /** {@code podium weights list}. */
    @Command(
            name = "list",
            description = "The weights that a recipe can name; an asterisk marks those that are on this machine.",
            mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        private static final String ROW = "%-26s %-10s %6s  %-14s %s%n";

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            WeightStore store = WeightStore.ofUser();
            PrintWriter out = spec.commandLine().getOut();
            out.printf(Locale.ROOT, ROW, "name", "network", "MB", "licence", "here");
            for (WeightsEntry entry : store.entries()) {
                boolean here = entry.bundled()
                        || store.local(new WeightsReference.Named(entry.name())).isPresent();
                out.printf(
                        Locale.ROOT,
                        ROW,
                        entry.name(),
                        entry.network(),
                        String.format(Locale.ROOT, "%.1f", entry.megabytes()),
                        entry.licence(),
                        here ? "*" : "");
            }
            out.println("kept in " + store.folder());
            return 0;
        }
    }

    /** {@code podium weights inspect}. */
    @Command(
            name = "inspect",
            description = "Format, tensors and SHA-256 of a file, and which network it fits.",
            mixinStandardHelpOptions = true)
    static final class Inspect implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE|NAME", description = "A file; or weights by name or URL, on this machine.")
        private String weights;

        @Override
        public Integer call() throws IOException, InterruptedException {
            Path file = file();
            PrintWriter out = spec.commandLine().getOut();
            WeightFile.Summary summary = WeightFile.summary(file);
            List<WeightFile.Entry> entries = summary.entries();
            long numbers = 0;
            for (WeightFile.Entry entry : entries) {
                numbers += entry.numbers();
                String name = Text.shown(entry.name());
                out.printf("%-48s %-5s %s%n", name, entry.dtype(), Arrays.toString(entry.shape()));
            }
            out.println("file      " + file + ", " + Files.size(file) + " bytes");
            out.println("format    " + summary.format());
            out.println("tensors   " + entries.size() + " of " + numbers + " numbers");
            out.println("network   "
                    + Fitting.of(entries)
                            .map(fit -> fit.network() + (fit.width() == 1 ? "" : ", width " + fit.width()) + ", "
                                    + fit.classes() + " classes")
                            .orElse("none of podium's"));
            out.println("sha256    " + Hashes.of(file));
            return 0;
        }

        private Path file() throws IOException, InterruptedException {
            WeightsReference reference = reference(weights);
            WeightStore store = WeightStore.ofUser();
            try (Console console = Console.of(spec.commandLine().getErr())) {
                return store.withoutNetwork(reference, console).orElseThrow(() -> new UserError(absence(reference)));
            }
        }

        private String absence(WeightsReference reference) {
            if (reference instanceof WeightsReference.LocalFile file) {
                return weights
                        + (Files.isDirectory(file.path()) ? " is a folder, not a file" : ": there is no such file");
            }
            return weights + " is not on this machine; podium weights fetch " + weights;
        }
    }

    /** {@code podium weights fetch}. */
    @Command(
            name = "fetch",
            description = "Brings weights to this machine, verifies them and prints where they are.",
            mixinStandardHelpOptions = true)
    static final class Fetch implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(
                paramLabel = "NAME|URL",
                description = "A name of podium weights list; or a URL, whose hash is printed if it tells none.")
        private String weights;

        @Override
        public Integer call() throws IOException, InterruptedException {
            WeightStore store = WeightStore.ofUser();
            // Standard output is for the path alone, so that a script can take it.
            try (Console console = Console.of(spec.commandLine().getErr())) {
                WeightsReference reference = isBareUrl() ? show(store, console) : reference(weights);
                Path file = store.fetch(reference, console);
                spec.commandLine().getOut().println(file);
            }
            return 0;
        }

        private boolean isBareUrl() {
            return weights.matches("(?i)https?://[^#]*");
        }

        private WeightsReference show(WeightStore store, Console console) throws IOException, InterruptedException {
            // Well-formed, or it is told what is wrong with it.
            WeightsReference asked = reference(weights + "#sha256=" + "0".repeat(64));
            URI location = ((WeightsReference.Url) asked).location();
            WeightsReference reference = store.fetchUnverified(location, console);
            console.line("This file is what the server has now, and nobody has vouched for it. In a recipe:");
            console.line("weights: " + reference.text());
            return reference;
        }
    }
}
