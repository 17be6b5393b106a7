package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.podium.augment.Transform;
import org.podium.pipeline.competition.BadImage;
import org.podium.pipeline.competition.CompetitionData;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.config.Nearest;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.BadImageException;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.report.ContactSheet;
import org.podium.pipeline.report.Overlay;
import org.podium.pipeline.report.Palette;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Seed;

/** The page of {@code podium augment}: rows as training and evaluation of a model will see them. Nothing is trained. */
public final class AugmentSheet {
    /** Where the page goes, in the folder of what comes before a run. */
    private static final String FILE = "augment.html";

    private final Request request;
    private final Given given;
    private final CompetitionData data;
    private final Recipe.Model model;

    private AugmentSheet(Request request, Given given, CompetitionData data, Recipe.Model model) {
        this.request = request;
        this.given = given;
        this.data = data;
        this.model = model;
    }

    /**
     * What is to be shown.
     *
     * @param model name of one of the recipe's models; empty: the first
     * @param rows how many, at least 1
     * @param draws of each row, one an epoch; at least 1
     * @param epoch the first of them, counted from 1
     * @param out file of the page; empty: in the folder of what comes before a run
     */
    public record Request(
            Run.Order order, Optional<String> model, int rows, int draws, int epoch, Optional<Path> out) {}

    /**
     * Writes the page.
     *
     * @return its file
     * @throws UserError when anything is wrong with the configuration or the tables, there is no such model, or the file
     *     cannot be written
     */
    public static Path write(Request request, Display display) throws IOException {
        Given given = Given.read(request.order());
        Recipe.Model model = model(given.recipe(), request.model());
        Path file = request.out()
                .orElseGet(() -> given.runFolder(request.order(), Run.WORKBENCH).file(FILE))
                .toAbsolutePath()
                .normalize();
        if (Files.isDirectory(file)) {
            throw new UserError("--out: " + file + " is a folder, expected a file such as " + file.resolve(FILE));
        }
        String page = new AugmentSheet(request, given, given.data(display), model)
                .sheet(display)
                .html();
        try {
            Files.createDirectories(file.getParent());
            AtomicFiles.write(file, page);
        } catch (IOException e) {
            throw new UserError(
                    "the page " + file + " cannot be written: " + reason(e) + "; choose another place with --out", e);
        }
        return file;
    }

    /** What the file system says, in words where it only names a file. */
    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException existing) {
            return existing.getFile() + " is no folder";
        }
        return e instanceof AccessDeniedException denied ? denied.getFile() + ": permission denied" : e.getMessage();
    }

    private static Recipe.Model model(Recipe recipe, Optional<String> name) {
        if (name.isEmpty()) {
            return recipe.models().get(0);
        }
        List<String> names = recipe.models().stream().map(Recipe.Model::name).toList();
        if (!names.contains(name.get())) {
            throw new UserError(
                    "--model: the recipe has no model '" + name.get() + "'; " + Nearest.hint(name.get(), names));
        }
        return recipe.models().get(names.indexOf(name.get()));
    }

    private ContactSheet sheet(Display display) throws IOException {
        Seed seed = new Seed(given.recipe().seed());
        TrainingSamples samples = new TrainingSamples(given.competition(), data.train());
        ShownRows shown = data.train().labels().isPresent()
                ? ShownRows.ofLabels(data.train().labels().get(), data.classes(), seed)
                : ShownRows.ofMasks(
                        samples, data.classes().size(), given.recipe().onBadImage(), request.rows(), seed);
        Frames frames = new Frames(model, seed, request.epoch(), request.draws(), overlay(), data.classes());
        List<ContactSheet.Strip> strips = strips(samples, frames, shown, display);
        return new ContactSheet(
                given.competition().name(),
                strips.size() + " of " + count(data.train().size(), "training row") + ", as " + model.name()
                        + " will see them",
                facts(),
                model.augment().stream()
                        .map(transform -> RunConfig.yaml((Record) transform))
                        .collect(Collectors.joining()),
                legend(shown),
                notes(),
                strips);
    }

    private List<ContactSheet.Strip> strips(TrainingSamples samples, Frames frames, ShownRows shown, Display display)
            throws IOException {
        List<ContactSheet.Strip> strips = new ArrayList<>();
        for (int row : shown.order()) {
            if (strips.size() == request.rows()) {
                break;
            }
            try {
                strips.add(frames.strip(samples, row));
            } catch (BadImageException e) {
                if (given.recipe().onBadImage() == BadImage.FAIL) {
                    throw e;
                }
                display.line("left out " + e.getMessage());
            }
        }
        if (strips.isEmpty()) {
            throw new UserError("no image of the training rows could be read");
        }
        return strips;
    }

    private Optional<Overlay> overlay() {
        if (!given.competition().task().masks()) {
            return Optional.empty();
        }
        return Optional.of(new Overlay(palette(), given.competition().backgroundIndex()));
    }

    /** The class table's own colours, if it has some. */
    private Palette palette() {
        MaskCoding coding = given.competition().coding();
        return coding.colors() ? new Palette(coding.codes()) : Palette.of(coding.classes());
    }

    private List<ContactSheet.Swatch> legend(ShownRows shown) {
        if (!given.competition().task().masks()) {
            return List.of();
        }
        OptionalInt background = given.competition().backgroundIndex();
        Palette palette = palette();
        List<ContactSheet.Swatch> legend = new ArrayList<>();
        for (int c = 0; c < data.classes().size(); c++) {
            String name = data.classes().get(c)
                    + (shown.unseen().contains(c) ? " (in none of " + count(shown.looked(), "mask") + ")" : "");
            legend.add(
                    background.isPresent() && background.getAsInt() == c
                            ? ContactSheet.Swatch.notPainted(name + ", not painted")
                            : ContactSheet.Swatch.of(name, palette.colours().get(c)));
        }
        legend.add(ContactSheet.Swatch.ignored("ignored, and where nothing is known"));
        return legend;
    }

    private List<ContactSheet.Fact> facts() {
        int last = request.epoch() + request.draws() - 1;
        return List.of(
                new ContactSheet.Fact("network", model.network()),
                new ContactSheet.Fact("training", model.imageSize() + " px, " + names(model.augment())),
                new ContactSheet.Fact("evaluation", evaluation()),
                new ContactSheet.Fact(
                        "drawn for",
                        "seed " + given.recipe().seed() + ", fold 0, "
                                + (last == request.epoch()
                                        ? "epoch " + last
                                        : "epochs " + request.epoch() + " to " + last)),
                new ContactSheet.Fact("recipe", given.recipeFile().getFileName().toString()));
    }

    private String evaluation() {
        return model.segments()
                ? "windows of " + model.windowSize() + " px, "
                        + Math.round(100 * model.window().overlap()) + " % overlap"
                : model.viewSize() + " px, " + names(model.view());
    }

    /** As a recipe calls them. */
    private static String names(List<Transform> transforms) {
        return transforms.isEmpty()
                ? "nothing"
                : transforms.stream()
                        .map(transform -> RunConfig.yaml((Record) transform).split("[:\\n]", 2)[0])
                        .collect(Collectors.joining(", "));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Each training picture is drawn from the random stream that this model, fold 0, the epoch and the row's"
                        + " id have in a run of the same recipe and seed. A row that fold 0 holds out is seen by other folds,"
                        + " which draw otherwise in the same ranges.");
        if (request.epoch() + request.draws() - 1 > model.epochs()) {
            notes.add("The recipe trains for " + count(model.epochs(), "epoch")
                    + "; what is drawn after these shows what" + " more there could be.");
        }
        if (model.mixing().isPresent()) {
            notes.add("Not shown: mixing, which makes each image of two once they are in a batch.");
        }
        if (given.competition().task().masks()) {
            notes.add("A pointer on a picture shows it without its mask, and how large each class is in it.");
        }
        return notes;
    }

    private static String count(int number, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
    }
}
