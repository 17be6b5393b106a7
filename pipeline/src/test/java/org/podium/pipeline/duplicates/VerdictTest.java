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
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
        Verdict verdict = Verdict.of(PAIRS, IDS, LABELS, PLAN);
        assertThat(verdict.images()).isEqualTo(8);
        assertThat(verdict.exact()).isEqualTo(new Verdict.Counts(1, 0, 1, 0));
        assertThat(verdict.near()).isEqualTo(new Verdict.Counts(3, 2, 0, 1));
        // Two labels, but mirrored.
        assertThat(verdict.mirrored()).isEqualTo(new Verdict.Counts(2, 1, 0, 0));
        assertThat(verdict.tied()).isEqualTo(6);
        assertThat(verdict.betweenFolds())
                .extracting(pair -> pair.idA() + pair.idB())
                .containsExactly("bc", "ab", "de");
        assertThat(verdict.trainAndTest())
                .containsExactly(new Verdict.WorstPair("a", Part.TRAIN, "oak", "a", Part.TEST, "", Pair.Kind.EXACT, 0));
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
        Verdict verdict = Verdict.of(pairs, new ImageIds(rows, List.of()), java.util.Collections.nCopies(40, ""), plan);
        assertThat(verdict.near().betweenFolds()).isEqualTo(20);
        assertThat(verdict.betweenFolds()).hasSize(10);
        assertThat(verdict.betweenFolds().get(0).idA()).isEqualTo("r19");
        assertThat(verdict.betweenFolds()).isSortedAccordingTo((a, b) -> Double.compare(a.distance(), b.distance()));
    }

    @ParameterizedTest
    @EnumSource
    void thePolicyDecidesTheStatus(Leakage policy) {
        Verdict verdict = Verdict.of(PAIRS, IDS, LABELS, PLAN);
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
                .containsExactly(CheckLine.Status.PASSED, bad, bad, bad, bad);
        assertThat(line(verdict, policy, "near duplicates").finding())
                .isEqualTo("2 pairs of a training and a validation row of one fold, such as b (train) and c (train)");
    }

    @Test
    void rowsThatAreTiedPass() {
        List<String> groups = TiedRows.groups(PAIRS, IDS, Optional.empty());
        assertThat(groups).containsOnly("a");
        List<Pair> pairs = List.of(new Pair(Pair.Kind.NEAR, 0, 5, 0.001));
        Verdict verdict = Verdict.of(pairs, IDS, LABELS, PLAN);
        assertThat(line(verdict, Leakage.GROUP, "near duplicates"))
                .isEqualTo(CheckLine.passed(
                        "near duplicates",
                        "1 pair, each within one fold (2 rows with duplicates of any kind are tied)"));
        assertThat(line(verdict, Leakage.FAIL, "near duplicates").finding())
                .isEqualTo("1 pair, none of a training and a validation row of one fold");
        Verdict none = Verdict.of(List.of(), IDS, LABELS, PLAN);
        assertThat(none.lines(Leakage.FAIL)).allMatch(line -> line.status() == CheckLine.Status.PASSED);
        assertThat(line(none, Leakage.FAIL, "exact duplicates").finding()).isEqualTo("none among 8 images");
    }

    @Test
    void ofARowThatAlwaysTrainsEachTwinThatValidatesIsALeak() {
        FoldPlan holdout = FoldPlan.of(1, new int[] {0, -1, -1, -1, -1, 0});
        Verdict verdict = Verdict.of(PAIRS, IDS, LABELS, holdout);
        assertThat(verdict.near().betweenFolds()).isEqualTo(1);
        assertThat(verdict.mirrored().betweenFolds()).isZero();
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
                .startsWith("id_a,set_a,id_b,set_b,kind,distance", "a,train,a,test,exact,0.0")
                .endsWith("f,train,\"x, \"\"y\"\"\",test,mirrored,1.25E-5");
        assertThat(PairsFile.read(file, IDS)).isEqualTo(pairs);
        assertThatIOException()
                .isThrownBy(() -> PairsFile.read(file, new ImageIds(List.of("a"), List.of("a"))))
                .withMessageContaining("there is no train image 'f'");
    }

    @Test
    void theVerdictIsPlainJson() {
        JsonNode json = new ObjectMapper().valueToTree(Verdict.of(PAIRS, IDS, LABELS, PLAN));
        assertThat(json.at("/near/between_folds").asInt()).isEqualTo(2);
        assertThat(json.at("/conflicting_labels/0/label_a").asText()).isEqualTo("oak");
        assertThat(json.at("/train_and_test/0/set_b").asText()).isEqualTo("test");
        assertThat(json.at("/train_and_test/0/kind").asText()).isEqualTo("exact");
    }

    @Test
    void rowsMustFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Verdict.of(PAIRS, IDS, List.of("oak"), PLAN))
                .withMessageContaining("6 training rows, but 1 labels and a plan of 6 rows");
        assertThatIllegalArgumentException().isThrownBy(() -> new Pair(Pair.Kind.NEAR, 3, 3, 0));
    }
}
