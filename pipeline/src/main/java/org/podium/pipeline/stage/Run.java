package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.CompetitionData;
import org.podium.pipeline.competition.CompetitionFile;
import org.podium.pipeline.competition.MaskSubmissionFormat;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.competition.RecipeRules;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.competition.SubmissionFormat;
import org.podium.pipeline.competition.WeightsReference;
import org.podium.pipeline.config.Records;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Environment;
import org.podium.pipeline.run.Launcher;
import org.podium.pipeline.run.LoggedDisplay;
import org.podium.pipeline.run.Manifest;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.train.Start;
import org.podium.pipeline.weights.WeightStore;

/** A competition and a recipe to a submission. */
public final class Run {
    /** Name of the folder where what comes before a run is done. */
    public static final String WORKBENCH = "check";

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final RunConfig config;
    private final CompetitionData data;
    private final RunFolder folder;

    private Run(RunConfig config, CompetitionData data, RunFolder folder) {
        this.config = config;
        this.data = data;
        this.folder = folder;
    }

    /**
     * What is to be run.
     *
     * @param competition folder with {@code competition.yaml}
     * @param recipe recipe file; empty: {@code recipe.yaml} of that folder
     * @param settings {@code key=value} laid over the recipe, or over the competition when the key starts with
     *     {@code competition.}
     * @param runs folder of all runs
     * @param name name of the run's folder; empty: time and recipe
     */
    public record Order(
            Path competition, Optional<Path> recipe, List<String> settings, Path runs, Optional<String> name) {}

    /**
     * Reads and checks the configuration and the tables, and draws the data where the competition asks for it. Nothing
     * of a run exists yet.
     *
     * @throws UserError when anything is wrong with them
     */
    public static Run prepare(Order order, Display display) throws IOException, InterruptedException {
        Path competitionFolder = order.competition().toAbsolutePath().normalize();
        Competition competition =
                CompetitionFile.read(competitionFolder.resolve("competition.yaml"), settings(order, true));
        Path recipeFile = recipeFile(order, competitionFolder);
        Recipe written = RecipeFile.read(recipeFile, settings(order, false))
                .from(recipeFile.toAbsolutePath().getParent());
        RecipeRules.check(written, competition);
        Resources.devices(written.device()); // a GPU that is not there is told before anything is drawn
        String stem =
                recipeFile.getFileName().toString().replaceAll("\\.ya?ml$", "").replaceAll("[^A-Za-z0-9._-]", "-");
        String name = order.name().orElseGet(() -> LocalDateTime.now().format(STAMP) + "-" + stem);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new UserError("--name: '" + name + "' cannot name a folder; use letters, digits, '.', '_' and '-'");
        }
        RunFolder folder =
                new RunFolder(order.runs().resolve(competition.name()).resolve(name));
        DrawnData.draw(competition, competitionFolder, display);
        CompetitionData data = CompetitionData.load(competition, competitionFolder);
        // Hours of training are no time to learn that the sample does not fit.
        if (competition.task().masks()) {
            MaskSubmissionFormat.of(competition, competitionFolder, data);
        } else {
            SubmissionFormat.of(competition, competitionFolder, data);
        }
        Recipe recipe = Resources.resolve(written, folds(written, competition, data));
        fetchWeights(recipe, display);
        for (Recipe.Model model : recipe.models()) {
            Start.check(model, data.classes().size());
        }
        return new Run(new RunConfig(competitionFolder.toString(), competition, recipe), data, folder);
    }

    /** Workers find them in the cache. */
    private static void fetchWeights(Recipe recipe, Display display) throws IOException, InterruptedException {
        WeightStore store = WeightStore.ofUser();
        for (Recipe.Model model : recipe.models()) {
            if (model.weights().isEmpty()) {
                continue;
            }
            store.fetch(WeightsReference.of(model.weights().get()), display);
        }
    }

    private static List<String> settings(Order order, boolean competition) {
        String prefix = "competition.";
        return order.settings().stream()
                .filter(setting -> setting.startsWith(prefix) == competition)
                .map(setting -> competition ? setting.substring(prefix.length()) : setting)
                .toList();
    }

    private static Path recipeFile(Order order, Path competitionFolder) {
        Path file = order.recipe().orElse(competitionFolder.resolve("recipe.yaml"));
        // A recipe beside its competition can be named shortly.
        return Files.exists(file) ? file : competitionFolder.resolve(file);
    }

    /** How many folds the recipe asks for. It is split for that, so that what cannot be is told before images are read. */
    private static int folds(Recipe recipe, Competition competition, CompetitionData data) {
        Recipe resolved = Records.with(recipe, "folds", recipe.folds().resolved());
        RowTable train = RowTable.of(data.train());
        List<String> groups = train.grouped() ? train.groups() : train.ids();
        boolean masked = competition.task().masks();
        return new Splits(Splitting.plan(resolved, train, data.classes(), masked, groups, Set.of())).count();
    }

    public RunFolder folder() {
        return folder;
    }

    public RunConfig config() {
        return config;
    }

    /**
     * Runs all stages. A run that fails before the first fold is trained leaves nothing behind; later, what is finished
     * stays, and the same name takes it up again.
     *
     * @throws UserError when there can be no folder, or a stage fails for a reason that the user can change
     */
    public void go(Launcher launcher, Display display) throws IOException, InterruptedException {
        List<Stage> training = workersStages(launcher);
        work(display, (chain, logged) -> {
            chain.run(rows(), training);
            chain.run(List.of(new CheckStage(config, folder, data)), List.of());
            CheckReport report = CheckReport.read(folder);
            report.stopIfLeaking();
            report.warnings().forEach(logged::line);
            CheckReport.warnings(ProbeStage.normalisation(config.recipe())).forEach(logged::line);
            // Not before: bad data leaves a run that is taken up again as it was.
            AtomicFiles.write(folder.config(), config.toYaml());
            chain.run(training, List.of());
        });
    }

    /**
     * Reads the data and splits the rows, no more.
     *
     * @return how even the folds came out, as text
     */
    public List<String> split(Display display) throws IOException, InterruptedException {
        requireNoRun();
        work(display, (chain, logged) -> chain.run(rows(), List.of(new CheckStage(config, folder, data))));
        return FoldReport.read(folder.file(FoldReport.FILE)).table();
    }

    /**
     * All that can be looked at before training.
     *
     * @return the checklist, that of each model's network at its end
     */
    public List<CheckLine> check(Launcher launcher, Display display) throws IOException, InterruptedException {
        ProbeStage probe = new ProbeStage(
                config, folder, launcher, Resources.devices(config.recipe().device()));
        requireNoRun();
        work(display, (chain, logged) -> {
            chain.run(rows(), List.of());
            AtomicFiles.write(folder.config(), config.toYaml());
            chain.run(List.of(new CheckStage(config, folder, data), probe), List.of());
        });
        return Stream.concat(CheckReport.read(folder).lines().stream(), probe.lines().stream())
                .toList();
    }

    /**
     * How well training rows can be told from test rows.
     *
     * @return what was found, as text
     */
    public List<String> adversarial(Display display) throws IOException, InterruptedException {
        AdversarialStage stage = new AdversarialStage(config, folder);
        requireNoRun();
        work(display, (chain, logged) -> chain.run(List.of(rows().get(0), stage), List.of()));
        return stage.result().lines();
    }

    /** What comes before a run would leave a finished one with folds that it was not trained on. */
    private void requireNoRun() {
        if (Files.exists(folder.file("models"))) {
            throw new UserError("--name: " + folder.root() + " is the folder of a run; choose another name");
        }
    }

    private interface Work {
        void with(Chain chain, LoggedDisplay display) throws IOException, InterruptedException;
    }

    private void work(Display display, Work work) throws IOException, InterruptedException {
        boolean fresh = !Files.exists(folder.root());
        makeFolder();
        boolean useless = false;
        try (LoggedDisplay logged = new LoggedDisplay(display, folder)) {
            boolean done = false;
            try {
                work.with(chain(logged), logged);
                done = true;
            } catch (IOException | RuntimeException e) {
                // Shown by the command line; the log should tell it, too.
                logged.keep("failed: " + e.getMessage());
                throw e;
            } finally {
                useless = fresh && !done && !anyFoldTrained();
            }
        } finally {
            if (useless) {
                AtomicFiles.deleteTree(folder.root());
            }
        }
    }

    private Chain chain(Display display) throws IOException {
        Manifest manifest = new Manifest(
                Environment.codeVersion(),
                config.recipe().seed(),
                config.recipe().threads().orElseThrow(),
                Environment.describe(),
                Manifest.stagesOf(folder));
        return new Chain(folder, Environment.version(), manifest, display);
    }

    /** The stages that decide which rows train and which are held out. */
    private List<Stage> rows() {
        return List.of(new ReadStage(config, folder, data), new DuplicateStage(folder), new SplitStage(config, folder));
    }

    private void makeFolder() {
        try {
            Files.createDirectories(folder.root());
        } catch (IOException e) {
            throw new UserError(
                    "the folder %s cannot be made: %s; choose another place with --runs, or another --name"
                            .formatted(folder.root(), e.getMessage()),
                    e);
        }
    }

    private boolean anyFoldTrained() throws IOException {
        Path models = folder.file("models");
        if (!Files.exists(models)) {
            return false;
        }
        try (Stream<Path> below = Files.walk(models, 2)) {
            return below.anyMatch(path -> path.getFileName().toString().startsWith("fold-"));
        }
    }

    /** The stages whose workers read {@code config.yaml}, and those after them. */
    private List<Stage> workersStages(Launcher launcher) {
        List<String> devices = Resources.devices(config.recipe().device());
        boolean masks = config.competition().task().masks();
        return List.of(
                new TrainStage(config, folder, launcher, devices),
                new PredictStage(config, folder, launcher, devices),
                masks ? new MaskEnsembleStage(config, folder) : new EnsembleStage(config, folder),
                masks ? new MaskSubmitStage(config, folder, data) : new SubmitStage(config, folder, data));
    }
}
