package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.CompetitionFile;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.image.MaskCounts;
import org.podium.pipeline.image.MaskFile;
import org.podium.pipeline.predict.PixelFile;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.train.TinyMasks;

/** On predictions that were made up: the truth, with specks that are none. */
class MaskEnsembleStageTest {
    private static final int ROWS = 6;
    private static final List<String> IDS =
            IntStream.range(0, ROWS).mapToObj(i -> "p" + i).toList();

    @TempDir
    private Path root;

    private Competition competition;
    private RunFolder folder;

    /** Says nothing. */
    private static final class Silent implements Display {
        @Override
        public void line(String text) {}

        @Override
        public Task task(String label) {
            return new Task() {
                @Override
                public void tell(Event event) {}

                @Override
                public void close() {}
            };
        }
    }

    @BeforeEach
    void makeUp() throws IOException {
        competition = CompetitionFile.read(Files.writeString(root.resolve("competition.yaml"), """
                        task: semantic-segmentation
                        metric: foreground-iou
                        classes: [{name: ground, value: 0}, {name: disc, value: 1}, {name: square, value: 2}]
                        background: ground
                        ignore: {value: 255}
                        train: {folder: train, masks: masks}
                        test: {folder: test}
                        submission: {kind: masks}
                        """), List.of());
        folder = new RunFolder(root.resolve("run"));
        List<Path> files = IDS.stream().map(id -> root.resolve(id + ".png")).toList();
        List<MaskCounts> counts = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            TinyMasks.picture(row).writeMask(files.get(row));
            try (Mat mask = MaskFile.read(files.get(row), competition.coding())) {
                counts.add(MaskCounts.of(mask, TinyMasks.CLASSES.size()));
            }
        }
        List<String> blank = Collections.nCopies(ROWS, "");
        RowTable train = new RowTable(IDS, files, blank, blank, blank, blank, Map.of());
        train.write(folder.file(RowTable.TRAIN));
        new MaskTable(IDS, files, blank, counts).write(folder, TinyMasks.CLASSES);
        // Of 20 rows most are never held out.
        new Inventory(TinyMasks.CLASSES, List.of(20, 15, 15), 20, 2, Map.of(), Map.of())
                .write(folder.file(Inventory.FILE));
        StringBuilder folds = new StringBuilder("id,fold\n");
        for (int row = 0; row < ROWS; row++) {
            folds.append(IDS.get(row) + "," + row % 2 + "\n");
        }
        FoldTable.write(
                folder.file(FoldTable.FILE),
                IDS,
                FoldTable.readUsers(Files.writeString(root.resolve("folds.csv"), folds), IDS, Set.of()));
        for (int fold = 0; fold < 2; fold++) {
            Path npz = folder.file(RunFolder.fold("one", fold) + "/oof.npz");
            Files.createDirectories(npz.getParent());
            try (PixelFile.Writer writer = new PixelFile.Writer(npz)) {
                for (int row = fold; row < ROWS; row += 2) {
                    write(writer, IDS.get(row), TinyMasks.picture(row));
                }
            }
        }
    }

    private static void write(PixelFile.Writer writer, String id, TinyMasks.Picture picture) throws IOException {
        writer.begin(id, picture.height(), picture.width(), 3);
        SplittableRandom random = new SplittableRandom(id.hashCode());
        float[] probabilities = new float[picture.mask().length * 3];
        for (int i = 0; i < picture.mask().length; i++) {
            int shape = random.nextInt(50) == 0 ? 2 : (picture.mask()[i] & 0xff) % 255;
            probabilities[3 * i + shape] = 1;
        }
        writer.rows(probabilities, probabilities.length);
    }

    private PostProcessed run(String recipe) throws IOException {
        Recipe read = RecipeFile.read(
                Files.writeString(
                        root.resolve("recipe.yaml"), "models: [{name: one, network: unet-resnet10}]\n" + recipe),
                List.of());
        new MaskEnsembleStage(new RunConfig(root.toString(), competition, read), folder).run(new Silent());
        return PostProcessed.read(folder.file(PostProcessed.FILE));
    }

    @Test
    void imagesOfAClassAreThoseHeldOut() throws IOException {
        run("post-process: {choose: false}");
        List<Integer> images = IntStream.range(0, TinyMasks.CLASSES.size())
                .mapToObj(c -> (int) IntStream.range(0, ROWS)
                        .mapToObj(row -> TinyMasks.picture(row).mask())
                        .filter(mask -> IntStream.range(0, mask.length).anyMatch(i -> mask[i] == c))
                        .count())
                .toList();
        assertThat(ClassScores.read(folder).lines())
                .map(ClassScores.Line::images)
                .isEqualTo(images);
    }

    @Test
    void settingsAreTriedOnRowsDrawnFromAllOfThem() {
        List<Integer> rows = IntStream.range(0, 1000).boxed().toList();
        List<Integer> drawn = PostProcessed.drawn(rows, row -> 10, 195, new SplittableRandom(1));
        assertThat(drawn).hasSize(20).isSorted().doesNotHaveDuplicates().anyMatch(row -> row >= 500);
        assertThat(PostProcessed.drawn(rows, row -> 10, 195, new SplittableRandom(1)))
                .isEqualTo(drawn);
        assertThat(PostProcessed.drawn(rows, row -> 10, 195, new SplittableRandom(2)))
                .isNotEqualTo(drawn);
        assertThat(PostProcessed.drawn(rows, row -> 10, 10_001, new SplittableRandom(1)))
                .isEqualTo(rows);
    }

    /** Nothing of the test rows is there, so nothing can depend on it. */
    @Test
    void postProcessingIsChosenOnOutOfFoldMasksAlone() throws IOException {
        PostProcessed chosen = run("");
        assertThat(chosen.tried()).isEqualTo(72);
        assertThat(chosen.images()).isEqualTo(ROWS);
        assertThat(chosen.text()).endsWith(", the best of 72 settings on 6 of 6 images");
        assertThat(chosen.minRegion()).as("specks are removed").isPositive();
        Scores scores = Scores.read(folder.file(Scores.FILE));
        assertThat(scores.submitted().oof()).isGreaterThan(scores.blend().oof() + 0.05);

        for (int fold = 0; fold < 2; fold++) {
            Path npz = folder.file(RunFolder.fold("one", fold) + "/test.npz");
            try (PixelFile.Writer writer = new PixelFile.Writer(npz)) {
                write(writer, "t", TinyMasks.picture(20 + fold));
            }
        }
        assertThat(run("")).isEqualTo(chosen);
    }

    @Test
    void whatTheRecipeGivesIsNotChosen() throws IOException {
        PostProcessed given = run("post-process: {min-region: 0, threshold: 0.3}");
        assertThat(given.minRegion()).isZero();
        assertThat(given.threshold()).isEqualTo(0.3);
        assertThat(given.tried()).as("holes are left to choose").isEqualTo(3);

        PostProcessed none = run("post-process: {choose: false}");
        assertThat(none.tried()).isZero();
        assertThat(none.setting().threshold()).isEqualTo(OptionalDouble.empty());
        Scores scores = Scores.read(folder.file(Scores.FILE));
        assertThat(scores.submitted()).isNull();
    }

    /** Over all pixels at once, which is not the mean over images. */
    @Test
    void scoresAreOfAllPixelsTogether() throws IOException {
        run("post-process: {choose: false}");
        long[] both = new long[3];
        long[] any = new long[3];
        for (int row = 0; row < ROWS; row++) {
            byte[] mask = TinyMasks.picture(row).mask();
            SplittableRandom random = new SplittableRandom(IDS.get(row).hashCode());
            for (byte truth : mask) {
                int predicted = random.nextInt(50) == 0 ? 2 : (truth & 0xff) % 255;
                for (int c = 0; c < 3 && (truth & 0xff) != TinyMasks.IGNORED; c++) {
                    both[c] += truth == c && predicted == c ? 1 : 0;
                    any[c] += truth == c || predicted == c ? 1 : 0;
                }
            }
        }
        assertThat(Scores.read(folder.file(Scores.FILE)).blend().oof())
                .isCloseTo(((double) both[1] / any[1] + (double) both[2] / any[2]) / 2, within(1e-9));
    }
}
