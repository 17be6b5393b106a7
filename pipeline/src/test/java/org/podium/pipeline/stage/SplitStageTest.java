package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.CompetitionFile;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.config.Records;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.RunFolder;

class SplitStageTest {
    private static final List<String> CLASSES = List.of("ash", "elm", "oak");
    private static final int ROWS = 60;

    @TempDir
    private Path root;

    private IntFunction<String> label = i -> CLASSES.get(i % 3);
    private IntFunction<String> group = i -> "plant-" + i / 4;
    private final List<String> said = new ArrayList<>();
    private Competition competition;

    @BeforeEach
    void describe() throws IOException {
        describe("""
                task: image-classification
                metric: accuracy
                train: {csv: train.csv, image: image, label: label, group: plant}
                test: {csv: test.csv, image: image}
                """);
    }

    private void describe(String yaml) throws IOException {
        competition = CompetitionFile.read(Files.writeString(root.resolve("competition.yaml"), yaml), List.of());
    }

    /** The fold of each id when rows come in this order. */
    private Map<String, Integer> split(List<Integer> order, boolean grouped, String recipe) throws IOException {
        Path file = Files.writeString(root.resolve("recipe.yaml"), recipe);
        RunFolder folder = new RunFolder(root.resolve("run"));
        RowTable rows = new RowTable(
                order.stream().map(i -> "id-" + i).toList(),
                order.stream().map(i -> Path.of("/data/" + i + ".jpg")).toList(),
                order.stream().map(i -> "00").toList(),
                order.stream().map(label::apply).toList(),
                order.stream().map(i -> grouped ? group.apply(i) : "").toList(),
                order.stream().map(i -> "").toList(),
                Map.of());
        rows.write(folder.file(RowTable.TRAIN));
        new Inventory(CLASSES, List.of(20, 20, 20), ROWS, 1, Map.of(), Map.of()).write(folder.file(Inventory.FILE));
        Recipe written = RecipeFile.read(file, List.of());
        RunConfig config = new RunConfig(
                root.toString(),
                competition,
                Records.with(written, "folds", written.folds().resolved()));
        new SplitStage(config, folder).run(new Lines(said));
        FoldPlan plan = FoldTable.read(folder.file(FoldTable.FILE), rows.ids());
        Map<String, Integer> folds = new TreeMap<>();
        for (int row = 0; row < rows.size(); row++) {
            folds.put(rows.ids().get(row), plan.fold(row));
        }
        return folds;
    }

    private static List<Integer> inOrder() {
        return IntStream.range(0, ROWS).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{kind: stratified, k: 4}", "{kind: stratified-group, k: 4}", "{kind: holdout, fraction: 0.3}"})
    void foldsFollowFromIdsAndSeedNotFromTheOrderOfRows(String choice) throws IOException {
        Map<String, Integer> folds = split(inOrder(), true, "seed: 1\nfolds: " + choice);
        for (int seed = 0; seed < 5; seed++) {
            List<Integer> order = new ArrayList<>(inOrder());
            Collections.shuffle(order, new Random(seed));
            assertThat(split(order, true, "seed: 1\nfolds: " + choice)).isEqualTo(folds);
        }
        assertThat(split(inOrder(), true, "seed: 2\nfolds: " + choice)).isNotEqualTo(folds);
    }

    /** Of masks, some of which are ignored as a whole, the best epoch has to be chosen on others. */
    @Test
    void rowsThatChooseTheEpochHaveAKnownPixel() throws IOException {
        describe("""
                task: semantic-segmentation
                metric: mean-iou
                classes: [{name: ash, value: 0}, {name: elm, value: 1}, {name: oak, value: 2}]
                ignore: {value: 255}
                train: {folder: train, masks: masks}
                test: {folder: test}
                submission: {kind: masks}
                """);
        label = i -> i < 4 ? "ash" : "";
        assertThatThrownBy(() -> split(inOrder(), false, "folds: {kind: k-fold, k: 2, inner: 0.04}"))
                .isInstanceOf(UserError.class)
                .hasMessageMatching(
                        "fold \\d would choose its best epoch on masks all of whose pixels are ignored: leave such"
                                + " rows out, or use fewer folds");
    }

    @Test
    void groupsNeedAColumn() {
        assertThatThrownBy(() -> split(inOrder(), false, "folds: {kind: stratified-group}"))
                .isInstanceOf(UserError.class)
                .hasMessage("folds.kind is stratified-group, but the competition names no group column; "
                        + "add 'group: <column>' under train, or use stratified");
    }

    @Test
    void aClassWithFewerRowsThanFoldsIsReported() throws IOException {
        split(inOrder(), false, "folds: {k: 21}");
        assertThat(said).anyMatch(line -> line.contains("fewer rows than folds: 'ash' (20), 'elm' (20), 'oak' (20)"));
        assertThat(report().rare()).containsEntry("elm", 20).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{kind: stratified, k: 4}", "{kind: holdout, fraction: 0.3}"})
    void groupsOnBothSidesAreCounted(String choice) throws IOException {
        split(inOrder(), true, "folds: " + choice);
        assertThat(report().groups()).isEqualTo(15);
        assertThat(report().tornGroups()).hasSizeBetween(5, 15).contains("plant-3");
    }

    @Test
    void groupsThatStayWholeAreNotTorn() throws IOException {
        split(inOrder(), true, "folds: {kind: stratified-group, k: 4}");
        assertThat(report().tornGroups()).isEmpty();
        split(inOrder(), false, "folds: {kind: stratified, k: 4}");
        assertThat(report().groups()).isZero();
        group = i -> "plant-" + i;
        split(inOrder(), true, "folds: {kind: stratified, k: 4}");
        assertThat(report().tornGroups()).isEmpty();
    }

    @Test
    void rowsWithoutAGroupAreOnTheirOwn() throws IOException {
        group = i -> i < 40 ? "" : "plant-" + i / 4;
        split(inOrder(), true, "folds: {kind: stratified, k: 4}");
        assertThat(report().groups()).isEqualTo(5);
        assertThat(report().tornGroups()).isNotEmpty().allMatch(name -> name.startsWith("plant-1"));
        assertThat(report().folds())
                .allSatisfy(fold -> assertThat(fold.groups()).isBetween(1, 5));
        group = i -> i < 59 ? "" : "the only group";
        split(inOrder(), true, "folds: {kind: stratified, k: 4}");
        assertThat(report().tornGroups()).isEmpty();
        assertThat(report().folds().stream().mapToInt(FoldReport.Fold::groups).sum())
                .isEqualTo(1);
    }

    /** As in a time series, where the first folds know nothing of what comes later. */
    @Test
    void classesWithoutATrainingRowAreCountedByFold() throws IOException {
        Path file = root.resolve("folds.csv");
        List<String> lines = new ArrayList<>(List.of("id,fold"));
        // Every oak validates in the last of four folds, which therefore trains on none.
        inOrder().forEach(i -> lines.add("id-" + i + "," + (i % 3 == 2 ? 3 : i / 3 % 4)));
        Files.write(file, lines);
        split(inOrder(), false, "folds: {file: " + file + "}");
        assertThat(said)
                .contains("split     warning: classes without a training row in a fold, and in how many: 'oak' (1)");
    }

    private FoldReport report() throws IOException {
        return FoldReport.read(root.resolve("run").resolve(FoldReport.FILE));
    }

    @Test
    void aClassOfOneGroupIsRefusedWhereGroupsStayWhole() {
        group = i -> i % 3 == 0 ? "the only ash" : "plant-" + i;
        assertThatThrownBy(() -> split(inOrder(), true, "folds: {kind: stratified-group, k: 4}"))
                .isInstanceOf(UserError.class)
                .hasMessageMatching(
                        "fold [0-3] would train on no row of class 'ash', since the groups with its rows are "
                                + "all held out at once: merge the class with another, leave it out, or use folds.kind: stratified");
    }
}
