package org.podium.pipeline.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.ensemble.Metric;
import org.podium.ensemble.Metrics;
import org.podium.folds.FoldPlan;
import org.podium.folds.Rows;
import org.podium.folds.StratifiedGroupKFold;
import org.podium.folds.StratifiedKFold;
import org.podium.pipeline.SharedData;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.synthetic.FewLeaves;

class ImageProxyTest {
    private static final Metric ACCURACY = Metrics.named("accuracy");

    @Test
    void trueLabelsPassAndShuffledOnesFail() {
        Pictures pictures = Pictures.drawn(5, 30, 4, 0.6, 1);
        assertThat(pictures.proxy().labels().line().status()).isEqualTo(Status.PASSED);
        CheckLine line = pictures.shuffled(2).proxy().labels().line();
        assertThat(line.status()).isEqualTo(Status.FAILED);
        assertThat(line.finding()).contains("600 rows").contains("unrelated");
        assertThat(line.todo()).contains("shuffled");
    }

    @Test
    void fewRowsAreNoProofOfShuffling() {
        CheckLine line =
                Pictures.drawn(5, 30, 1, 0.6, 1).shuffled(2).proxy().labels().line();
        assertThat(line.status()).isEqualTo(Status.SKIPPED);
        assertThat(line.finding()).contains("150 rows").endsWith("too few rows to tell");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shuffledLabelsAreAsGoodAsChance(long seed) {
        LabelTest test =
                Pictures.drawn(4, 60, 3, 0.5, seed).shuffled(seed).proxy().labels();
        assertThat(test.accuracy()).isCloseTo(test.chance(), within(0.05));
        assertThat(test.pValue()).isBetween(0.001, 1.0);
    }

    /** Photos of a plant know each other again, and share a label that was drawn for the plant. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void labelsThatWereDrawnForWholeGroupsAreNoConnection(long seed) {
        Pictures plants = Pictures.drawn(1, 120, 6, 0, seed);
        Random random = new Random(seed);
        int[] drawn = random.ints(120, 0, 4).toArray();
        Pictures pictures = plants.labelled(row -> "class " + drawn[row / 6]);
        LabelTest test = pictures.proxy().labels();
        assertThat(test.accuracy()).isCloseTo(test.chance(), within(0.15));
        assertThat(test.pValue()).isGreaterThan(LabelTest.SURE);
        assertThat(test.units()).isEqualTo(120);
        assertThat(test.line().status()).isEqualTo(Status.SKIPPED);
        assertThat(test.line().finding()).endsWith("so that they count as 120");
    }

    /** The same without a group column, where the photos of a plant are copies. */
    @Test
    void equalImagesAreNoEvidenceForEachOther() {
        Pictures once = Pictures.drawn(1, 120, 1, 0, 1);
        int[] drawn = new Random(1).ints(120, 0, 4).toArray();
        List<byte[]> copies = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < 720; row++) {
            copies.add(once.thumbnails().get(row / 6).clone());
            labels.add("class " + drawn[row / 6]);
        }
        LabelTest test = new Pictures(copies, labels, small(720)).proxy().labels();
        assertThat(test.pValue()).isGreaterThan(LabelTest.SURE);
        assertThat(test.units()).isEqualTo(120);
    }

    /** Of two hospitals, both with all classes: labels are the rows' own, and rows of a hospital may be compared. */
    @Test
    void fewGroupsOfAllClassesHideNothing() {
        Pictures pictures = Pictures.drawn(5, 30, 4, 0.6, 1);
        List<String> hospitals =
                IntStream.range(0, 600).mapToObj(row -> "hospital " + row % 2).toList();
        LabelTest test = new Pictures(pictures.thumbnails(), pictures.labels(), hospitals)
                .proxy()
                .labels();
        assertThat(test.units()).isEqualTo(600);
        assertThat(test.line().status()).isEqualTo(Status.PASSED);
    }

    @Test
    void rowsWithoutAGroupAreOnTheirOwn() {
        Pictures pictures = Pictures.drawn(5, 30, 4, 0.6, 1);
        List<String> none = Collections.nCopies(600, "");
        assertThat(new Pictures(pictures.thumbnails(), pictures.labels(), none)
                        .proxy()
                        .labels())
                .isEqualTo(new Pictures(pictures.thumbnails(), pictures.labels(), small(600))
                        .proxy()
                        .labels());
    }

    /** Whatever numbers the scored groups have in the sample: by those, all were in one block of the jackknife here. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 6})
    void aGainIsToldFromFiveScoredGroupsOn(int scored) {
        Pictures pictures = Pictures.drawn(3, 20, 4, 0, 3);
        int[] foldOf = IntStream.range(0, 240)
                .map(row -> row / 4 % 10 == 0 && row / 40 < scored && row % 2 == 0 ? 0 : -1)
                .toArray();
        Inflation inflation = inflation(pictures, FoldPlan.of(1, foldOf), ACCURACY);
        assertThat(inflation.groups()).isEqualTo(scored);
        assertThat(inflation.asPlanned()).isEqualTo(1);
        assertThat(inflation.isReal()).isEqualTo(scored >= Inflation.ENOUGH_GROUPS);
        // One group a block, all rows of a group right or wrong: the usual error of a share.
        double share = inflation.keptTogether();
        double error = scored == 1 ? 0 : Math.sqrt(share * (1 - share) / (scored - 1));
        assertThat(inflation.standardError()).isCloseTo(error, within(0.1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"accuracy", "balanced-accuracy", "f1-macro", "log-loss"})
    void foldsThatTearGroupsFlatterEveryMetric(String metric) {
        Pictures pictures = Pictures.drawn(5, 24, 4, 0.35, 3);
        Rows rows = Rows.of(pictures.ids(), pictures.classes(), pictures.classCount())
                .withGroups(pictures.groups());
        Inflation torn = inflation(pictures, new StratifiedKFold(4).split(rows, 1), Metrics.named(metric));
        assertThat(torn.isReal()).isTrue();
        assertThat(torn.rows()).isEqualTo(480);
        assertThat(torn.gain()).isCloseTo(Math.abs(torn.asPlanned() - torn.keptTogether()), within(1e-12));

        Inflation whole = inflation(pictures, new StratifiedGroupKFold(4).split(rows, 1), Metrics.named(metric));
        assertThat(whole.gain()).isZero();
        assertThat(whole.isReal()).isFalse();
        assertThat(whole.keptTogether()).isCloseTo(torn.keptTogether(), within(0.1 + 3 * torn.standardError()));
    }

    @Test
    void theStandardErrorIsThatOfTheGainFromSetToSet() {
        List<Inflation> all = IntStream.range(0, 12)
                .mapToObj(seed -> Pictures.drawn(3, 20, 3, 0.3, 100 + seed))
                .map(pictures -> inflation(pictures, rowwise(pictures), ACCURACY))
                .toList();
        double mean = all.stream().mapToDouble(Inflation::gain).average().orElseThrow();
        double spread = Math.sqrt(all.stream()
                        .mapToDouble(i -> (i.gain() - mean) * (i.gain() - mean))
                        .sum()
                / (all.size() - 1));
        double said =
                all.stream().mapToDouble(Inflation::standardError).average().orElseThrow();
        assertThat(said).isBetween(spread / 2, spread * 2);
    }

    @Test
    void ofManyRowsASampleOfWholeGroupsIsTaken() {
        Pictures pictures = Pictures.drawn(3, 500, 4, 0.5, 5);
        ImageProxy proxy = pictures.proxy();
        assertThat(proxy.rows()).isBetween(ImageProxy.MOST_ROWS - 3, ImageProxy.MOST_ROWS);
        assertThat(proxy.labels()).isEqualTo(pictures.proxy().labels());
        assertThat(inflation(pictures, rowwise(pictures), ACCURACY).isReal()).isTrue();
    }

    @Test
    void rowsThatNeverValidateAreNotScored() {
        Pictures pictures = Pictures.drawn(3, 20, 2, 0.5, 6);
        int[] foldOf = IntStream.range(0, 120).map(row -> row % 4 == 0 ? 0 : -1).toArray();
        assertThat(inflation(pictures, FoldPlan.of(1, foldOf), ACCURACY).rows()).isEqualTo(30);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Pictures pictures = Pictures.drawn(2, 5, 2, 0.5, 1);
        List<byte[]> small = new ArrayList<>(pictures.thumbnails());
        small.set(3, new byte[12]);
        assertThatThrownBy(() -> ImageProxy.of(small, pictures.classes(), 2, pictures.groups(), new Seed(1)))
                .hasMessageContaining("12 bytes");
        assertThatThrownBy(() -> ImageProxy.of(small.subList(0, 2), pictures.classes(), 2, small(2), new Seed(1)))
                .hasMessageContaining("2 thumbnails, 20 classes");
        assertThatThrownBy(() -> pictures.proxy().inflation(FoldPlan.of(2, new int[] {0, 1}), ACCURACY))
                .hasMessageContaining("2 rows");
    }

    /** Of the whole competition's leaves it says 14 points, where networks trained from scratch gain 12. */
    @Test
    void leavesOfOnePlantInSeveralFoldsAreFoundOut(@TempDir Path folder) throws IOException {
        FewLeaves.generator().draw(folder, 2026, (done, total) -> {});
        List<String[]> table = Files.readAllLines(folder.resolve("train.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
        Pictures leaves = Pictures.of(
                table.stream().map(cells -> folder.resolve(cells[0])).toList(),
                table.stream().map(cells -> cells[2]).toList(),
                table.stream().map(cells -> cells[1]).toList());
        Inflation torn = inflation(leaves, rowwise(leaves), ACCURACY);
        assertThat(torn.gain()).isBetween(0.1, 0.28);
        assertThat(torn.standardError()).isBetween(0.003, 0.04);
        assertThat(leaves.proxy().labels().line().status()).isEqualTo(Status.PASSED);
        assertThat(leaves.shuffled(1).proxy().labels().pValue()).isGreaterThan(LabelTest.SURE);

        assertThat(OrderLeaks.of(leaves.classes()).line().status()).isEqualTo(Status.PASSED);
        List<String> ids = table.stream().map(cells -> cells[0]).toList();
        assertThat(IdLeaks.of(ids, leaves.classes(), 24).line().status()).isEqualTo(Status.PASSED);
        List<String> testPlants = Files.readAllLines(folder.resolve("test.csv")).stream()
                .skip(1)
                .map(line -> line.split(",")[1])
                .toList();
        CheckLine plants = ColumnLeaks.of(
                        leaves.classes(),
                        24,
                        Map.of("plant", leaves.groups()),
                        Optional.of(Map.of("plant", testPlants)))
                .line();
        assertThat(plants.todo()).startsWith("Name 'plant' as the group");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cifar10-jpeg/test", "hymenoptera/train"})
    void realLabelsBelongToRealImages(String set) throws IOException {
        Pictures pictures =
                Pictures.folders(SharedData.folder(set.split("/")[0]).resolve(set.split("/")[1]));
        assertThat(pictures.proxy().labels().line().status()).isEqualTo(Status.PASSED);
        assertThat(pictures.shuffled(1).proxy().labels().line().status())
                .isEqualTo(pictures.labels().size() < LabelTest.ENOUGH ? Status.SKIPPED : Status.FAILED);
    }

    @Test
    void silhouettesAndTheirSpeciesBelongTogether() throws IOException {
        Path folder = SharedData.folder("leaf-classification");
        List<String[]> table = Files.readAllLines(folder.resolve("train.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", 3))
                .toList();
        Pictures leaves = Pictures.of(
                table.stream()
                        .map(cells -> folder.resolve("images/" + cells[0] + ".jpg"))
                        .toList(),
                table.stream().map(cells -> cells[1]).toList(),
                table.stream().map(cells -> cells[0]).toList());
        assertThat(leaves.proxy().labels().line().status()).isEqualTo(Status.PASSED);
        assertThat(leaves.shuffled(1).proxy().labels().line().status()).isEqualTo(Status.FAILED);
    }

    private static Inflation inflation(Pictures pictures, FoldPlan plan, Metric metric) {
        return pictures.proxy().inflation(plan, metric).orElseThrow();
    }

    private static FoldPlan rowwise(Pictures pictures) {
        return new StratifiedKFold(4).split(Rows.of(pictures.ids(), pictures.classes(), pictures.classCount()), 1);
    }

    private static List<String> small(int rows) {
        return IntStream.range(0, rows).mapToObj(row -> "g" + row).toList();
    }
}
