package org.podium.pipeline.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.Leakage;

class VerdictTest {
    private static final ImageIds IDS = new ImageIds(List.of("a", "b", "c", "d", "e", "f"), List.of("a", "x, \"y\""));
    private static final List<String> LABELS = List.of("oak", "oak", "elm", "elm", "oak", "oak");
    private static final FoldPlan PLAN = FoldPlan.of(3, new int[] {0, 1, 2, 2, 1, 0});
    private static final List<Pair> PAIRS = List.of(
            new Pair(Pair.Kind.EXACT, 0, 6, 0),
            new Pair(Pair.Kind.NEAR, 0, 5, 0.001),
            new Pair(Pair.Kind.NEAR, 0, 1, 0.002),
            new Pair(Pair.Kind.NEAR, 1, 2, 0.003),
            new Pair(Pair.Kind.MIRRORED, 2, 3, 0.01),
            new Pair(Pair.Kind.MIRRORED, 3, 4, 0.02));

    @TempDir
    private Path folder;

    private static CheckLine line(Verdict verdict, Leakage policy, String name) {
        return verdict.lines(policy).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsAndWorstPairs() {
        Verdict verdict = Verdict.of(PAIRS, List.of(), 0, IDS, LABELS, PLAN);
        assertThat(verdict.images()).isEqualTo(8);
        assertThat(verdict.exact()).isEqualTo(new Verdict.Counts(1, 1, 2, 0, 0, 1, 0));
        // a in both parts, b, c and f: a and f validate in one fold.
        assertThat(verdict.near()).isEqualTo(new Verdict.Counts(3, 1, 5, 1, 4, 1, 1));
        // Two labels, but mirrored. c is connected to all of those.
        assertThat(verdict.mirrored()).isEqualTo(new Verdict.Counts(2, 1, 7, 1, 6, 1, 0));
        assertThat(verdict.tied()).isEqualTo(6);
        assertThat(verdict.rowsInTest()).isEqualTo(6);
        assertThat(verdict.rowsInConflict()).isEqualTo(4);
        assertThat(verdict.betweenFolds())
                .extracting(pair -> pair.idA() + pair.idB())
                .containsExactly("bc", "ab", "de");
        // Those of b and d are connected to it, but not listed with it.
        assertThat(verdict.trainAndTest()).extracting(Verdict.WorstPair::idA).containsExactly("a", "b", "d");
        assertThat(verdict.trainAndTest().get(0))
                .isEqualTo(new Verdict.WorstPair("a", Part.TRAIN, "oak", "a", Part.TEST, "", Pair.Kind.EXACT, 0));
        assertThat(verdict.conflictingLabels())
                .containsExactly(
                        new Verdict.WorstPair("b", Part.TRAIN, "oak", "c", Part.TRAIN, "elm", Pair.Kind.NEAR, 0.003));
    }

    @Test
    void tenWorstOfMany() {
        List<String> rows = IntStream.range(0, 40).mapToObj(i -> "r" + i).toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            pairs.add(new Pair(Pair.Kind.NEAR, i, 20 + i, 0.04 - 0.001 * i));
        }
        FoldPlan plan = FoldPlan.of(2, IntStream.range(0, 40).map(i -> i / 20).toArray());
        Verdict verdict =
                Verdict.of(pairs, List.of(), 0, new ImageIds(rows, List.of()), Collections.nCopies(40, ""), plan);
        assertThat(verdict.near().betweenFolds()).isEqualTo(20);
        assertThat(verdict.betweenFolds()).hasSize(10);
        assertThat(verdict.betweenFolds().get(0).idA()).isEqualTo("r19");
        assertThat(verdict.betweenFolds()).isSortedAccordingTo((a, b) -> Double.compare(a.distance(), b.distance()));
    }

    /** Films of 20 frames, listed as chains that run through test rows: no listed pair is of two training rows. */
    @Test
    void aGroupCrossesThoughNoListedPairDoes() {
        List<String> train = new ArrayList<>();
        List<String> test = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        for (int film = 0; film < 12; film++) {
            for (int frame = 0; frame < 10; frame++) {
                train.add("film" + film + "-" + 2 * frame);
                test.add("film" + film + "-" + (2 * frame + 1));
                int row = 10 * film + frame;
                pairs.add(new Pair(Pair.Kind.NEAR, row, 120 + row, 0.001));
                if (frame > 0) {
                    pairs.add(new Pair(Pair.Kind.NEAR, row, 119 + row, 0.002));
                }
            }
        }
        FoldPlan plan = FoldPlan.of(2, IntStream.range(0, 120).map(i -> i % 2).toArray());
        Verdict verdict =
                Verdict.of(pairs, List.of(), 0, new ImageIds(train, test), Collections.nCopies(120, ""), plan);
        assertThat(verdict.near()).isEqualTo(new Verdict.Counts(228, 12, 240, 12, 120, 12, 0));
        assertThat(verdict.rowsInTest()).isEqualTo(120);
        assertThat(verdict.betweenFolds()).hasSize(10).allSatisfy(pair -> {
            assertThat(pair.setA()).isEqualTo(Part.TRAIN);
            assertThat(pair.setB()).isEqualTo(Part.TRAIN);
            int a = train.indexOf(pair.idA());
            int b = train.indexOf(pair.idB());
            assertThat(a / 10).isEqualTo(b / 10);
            assertThat(plan.fold(a)).isNotEqualTo(plan.fold(b));
            assertThat(pair.distance()).isEqualTo(0.002);
        });
        assertThat(line(verdict, Leakage.WARN, "near duplicates").finding())
                .startsWith("12 groups on both sides of a fold: 120 rows validate where a duplicate trains");
        // Within a fold each, they still tie 120 rows.
        FoldPlan tied =
                FoldPlan.of(2, IntStream.range(0, 120).map(i -> i / 10 % 2).toArray());
        Verdict kept = Verdict.of(pairs, List.of(), 0, new ImageIds(train, test), Collections.nCopies(120, ""), tied);
        assertThat(kept.near().betweenFolds()).isZero();
        assertThat(kept.betweenFolds()).isEmpty();
        assertThat(kept.tied()).isEqualTo(120);
    }

    /** Rows that neither train nor validate in a fold stand between the two that do. */
    @Test
    void rowsThatAFoldDoesNotUseStillConnectThoseItUses() {
        int rows = 10;
        List<String> train = IntStream.range(0, rows).mapToObj(i -> "t" + i).toList();
        List<Pair> chain = IntStream.range(1, rows - 1)
                .mapToObj(i -> new Pair(Pair.Kind.EXACT, i - 1, i, 0))
                .toList();
        // In fold 0 the last of the chain validates and the first trains; the one behind it is alone.
        int[] foldOf = {1, 1, 1, 1, 1, 1, 1, 1, 0, FoldPlan.ALWAYS_TRAINS};
        int[] from = {0, 2, 2, 2, 2, 2, 2, 2, 2, 0};
        int[] to = {1, 2, 2, 2, 2, 2, 2, 2, 2, 2};
        FoldPlan plan = FoldPlan.of(2, foldOf, from, to);
        Verdict verdict =
                Verdict.of(chain, List.of(), 0, new ImageIds(train, List.of()), Collections.nCopies(rows, ""), plan);
        assertThat(verdict.exact()).isEqualTo(new Verdict.Counts(8, 1, 9, 1, 1, 0, 0));
        assertThat(verdict.betweenFolds())
                .containsExactly(new Verdict.WorstPair("t0", Part.TRAIN, "", "t8", Part.TRAIN, "", Pair.Kind.EXACT, 0));
        assertThat(line(verdict, Leakage.FAIL, "exact duplicates").finding())
                .isEqualTo("1 group on both sides of a fold: 1 row validates where a duplicate trains,"
                        + " such as t0 (train) and t8 (train)");
    }

    /** Ten copies in train, three in test: by the group column of the list each of the ten can be left out. */
    @Test
    void eachTrainingRowWithACopyInTestIsCountedAndNamed() throws IOException {
        List<String> train = IntStream.range(0, 12).mapToObj(i -> "r" + i).toList();
        ImageIds ids = new ImageIds(train, List.of("x", "y", "z"));
        List<Pair> pairs = new ArrayList<>();
        for (int i = 1; i < 13; i++) {
            pairs.add(new Pair(Pair.Kind.EXACT, copy(i - 1), copy(i), 0));
        }
        pairs.add(new Pair(Pair.Kind.NEAR, 10, 11, 0.01));
        List<String> labels = new ArrayList<>(Collections.nCopies(12, "elm"));
        labels.set(4, "oak");
        FoldPlan plan = FoldPlan.of(2, IntStream.range(0, 12).map(i -> i % 2).toArray());
        Verdict verdict = Verdict.of(pairs, List.of(), 0, ids, labels, plan);
        assertThat(verdict.rowsInTest()).isEqualTo(10);
        assertThat(verdict.rowsInConflict()).isEqualTo(10);
        assertThat(line(verdict, Leakage.WARN, "duplicates in test").finding())
                .startsWith("10 training rows have a duplicate among the test images, such as r9 (train) and x (test)");
        assertThat(line(verdict, Leakage.FAIL, "conflicting labels").status()).isEqualTo(CheckLine.Status.FAILED);
        Path file = folder.resolve("duplicates.csv");
        PairsFile.write(file, pairs, ids);
        List<String[]> cells =
                Files.readAllLines(file).stream().map(line -> line.split(",")).toList();
        Set<String> tested = cells.stream()
                .filter(row -> row[3].equals("test"))
                .map(row -> row[6])
                .collect(Collectors.toSet());
        assertThat(cells.stream()
                        .filter(row -> tested.contains(row[6]))
                        .flatMap(row -> Stream.of(row[0], row[2]))
                        .filter(id -> id.startsWith("r"))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(train.subList(0, 10));
    }

    /** The ten rows, then the three of test, which come after two other rows. */
    private static int copy(int number) {
        return number < 10 ? number : number + 2;
    }

    @ParameterizedTest
    @EnumSource
    void thePolicyDecidesTheStatus(Leakage policy) {
        Verdict verdict = Verdict.of(PAIRS, List.of(), 0, IDS, LABELS, PLAN);
        assertThat(verdict.lines(policy))
                .extracting(CheckLine::name)
                .containsExactly(
                        "exact duplicates",
                        "near duplicates",
                        "mirrored duplicates",
                        "duplicates in test",
                        "conflicting labels");
        CheckLine.Status bad = policy == Leakage.FAIL ? CheckLine.Status.FAILED : CheckLine.Status.WARNED;
        assertThat(verdict.lines(policy))
                .extracting(CheckLine::status)
                .containsExactly(CheckLine.Status.PASSED, bad, bad, bad, CheckLine.Status.WARNED);
        assertThat(line(verdict, policy, "near duplicates").finding())
                .isEqualTo(
                        "1 group on both sides of a fold: 4 rows validate where a duplicate trains, such as b (train) and c (train)");
    }

    @Test
    void rowsThatAreTiedPass() {
        List<String> groups = TiedRows.groups(PAIRS, IDS, Optional.empty());
        assertThat(groups).containsOnly("a");
        List<Pair> pairs = List.of(new Pair(Pair.Kind.NEAR, 0, 5, 0.001));
        Verdict verdict = Verdict.of(pairs, List.of(), 0, IDS, LABELS, PLAN);
        assertThat(line(verdict, Leakage.GROUP, "near duplicates"))
                .isEqualTo(CheckLine.passed(
                        "near duplicates",
                        "1 group of 2 images, each within one fold (2 rows with duplicates of any kind are tied)"));
        assertThat(line(verdict, Leakage.FAIL, "near duplicates").finding())
                .isEqualTo("1 group of 2 images, no row validates where a duplicate trains");
        Verdict none = Verdict.of(List.of(), List.of(), 0, IDS, LABELS, PLAN);
        assertThat(none.lines(Leakage.FAIL)).allMatch(line -> line.status() == CheckLine.Status.PASSED);
        assertThat(line(none, Leakage.FAIL, "exact duplicates").finding()).isEqualTo("none among 8 images");
    }

    @Test
    void whatRestsOnFewImagesIsNoFlatPass() {
        Verdict verdict = Verdict.of(List.of(), List.of(new Pair(Pair.Kind.NEAR, 3, 7, 0.01)), 0, IDS, LABELS, PLAN);
        CheckLine near = line(verdict, Leakage.FAIL, "near duplicates");
        assertThat(near.status()).isEqualTo(CheckLine.Status.WARNED);
        assertThat(near.finding())
                .isEqualTo("none among 8 images, but the thresholds rest on few images; the nearest other pairs are"
                        + " d (train) and x, \"y\" (test)");
    }

    @ParameterizedTest
    @CsvSource({
        "0, PASSED, ''",
        "2, PASSED, '; 2 of the 8 images have too little contrast to compare'",
        "3, WARNED, '; 3 of the 8 images have too little contrast to compare'"
    })
    void imagesThatAreNotComparedAreSaidToBe(int flat, CheckLine.Status status, String added) {
        Verdict verdict = Verdict.of(List.of(), List.of(), flat, IDS, LABELS, PLAN);
        CheckLine near = line(verdict, Leakage.WARN, "near duplicates");
        assertThat(near.finding()).isEqualTo("none among 8 images" + added);
        assertThat(near.status()).isEqualTo(status);
        Verdict leaking = Verdict.of(PAIRS, List.of(), flat, IDS, LABELS, PLAN);
        assertThat(line(leaking, Leakage.FAIL, "near duplicates").status()).isEqualTo(CheckLine.Status.FAILED);
        assertThat(line(leaking, Leakage.FAIL, "near duplicates").finding()).endsWith("c (train)" + added);
    }

    @Test
    void ofARowThatAlwaysTrainsEachTwinThatValidatesIsALeak() {
        FoldPlan holdout = FoldPlan.of(1, new int[] {0, -1, -1, -1, -1, 0});
        Verdict verdict = Verdict.of(PAIRS, List.of(), 0, IDS, LABELS, holdout);
        assertThat(verdict.near().betweenFolds()).isEqualTo(1);
        assertThat(verdict.near().rowsBetweenFolds()).isEqualTo(2);
    }

    /** Rows 0 and 1 share a group, 1 and 2 a picture, 4 and 5 a twin among the test rows. */
    @Test
    void tiesJoinGroupsAndPairs() {
        List<Pair> pairs = List.of(
                new Pair(Pair.Kind.MIRRORED, 1, 2, 0.1),
                new Pair(Pair.Kind.NEAR, 4, 7, 0.1),
                new Pair(Pair.Kind.NEAR, 5, 7, 0.1));
        assertThat(TiedRows.groups(pairs, IDS, Optional.of(List.of("q", "q", "p", "r", "t", "s"))))
                .containsExactly("p", "p", "p", "r", "s", "s");
        assertThat(TiedRows.groups(pairs, IDS, Optional.empty())).containsExactly("a", "b", "b", "d", "e", "e");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TiedRows.groups(pairs, IDS, Optional.of(List.of("q"))))
                .withMessage("1 groups for 6 training rows");
    }

    @Test
    void pairsSurviveTheirFile() throws IOException {
        Path file = folder.resolve("duplicates.csv");
        List<Pair> pairs = new ArrayList<>(PAIRS);
        pairs.add(new Pair(Pair.Kind.MIRRORED, 5, 7, 1.25e-5));
        PairsFile.write(file, pairs, IDS);
        assertThat(Files.readAllLines(file))
                .startsWith("id_a,set_a,id_b,set_b,kind,distance,group", "a,train,a,test,exact,0.0,1")
                .endsWith("f,train,\"x, \"\"y\"\"\",test,mirrored,1.25E-5,1");
        assertThat(PairsFile.read(file, IDS)).isEqualTo(pairs);
        assertThatIOException()
                .isThrownBy(() -> PairsFile.read(file, new ImageIds(List.of("a"), List.of("a"))))
                .withMessageContaining("there is no train image 'f'");
    }

    @Test
    void theVerdictIsPlainJson() {
        JsonNode json = new ObjectMapper().valueToTree(Verdict.of(PAIRS, List.of(), 0, IDS, LABELS, PLAN));
        assertThat(json.at("/near/between_folds").asInt()).isEqualTo(1);
        assertThat(json.at("/conflicting_labels/0/label_a").asText()).isEqualTo("oak");
        assertThat(json.at("/train_and_test/0/set_b").asText()).isEqualTo("test");
        assertThat(json.at("/train_and_test/0/kind").asText()).isEqualTo("exact");
    }

    @Test
    void rowsMustFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verdict.of(PAIRS, List.of(), 0, IDS, List.of("oak"), PLAN))
                .withMessageContaining("6 training rows, but 1 labels and a plan of 6 rows");
        assertThatIllegalArgumentException().isThrownBy(() -> new Pair(Pair.Kind.NEAR, 3, 3, 0));
    }
}
