package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code podium split}: every kind of folds, the files it leaves, and what it says to mistakes. */
class SplitCommandTest {
    private static final int ROWS = TinyCompetition.CLASSES.size() * TinyCompetition.TRAIN_OF_A_CLASS;

    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    private static TinyCompetition good;

    /**
     * A choice of folds and what it comes to.
     *
     * @param columns further columns of {@code folds.csv}
     * @param held rows that are held out in each repeat
     * @param drawn whether another seed gives other folds
     */
    private record Case(String choice, int repeats, int folds, List<String> columns, int held, boolean drawn) {
        String splitter() {
            return choice.replaceAll("\\{kind: ([a-z-]+).*", "$1");
        }

        @Override
        public String toString() {
            return choice;
        }
    }

    @BeforeAll
    static void draw() throws IOException {
        good = RichCompetition.in(shared.resolve("good"));
    }

    static List<Case> kinds() {
        List<String> interval = List.of("trains_from", "trains_to");
        return List.of(
                new Case("{kind: k-fold, k: 4}", 1, 4, List.of(), ROWS, true),
                new Case("{kind: stratified, k: 4}", 1, 4, List.of(), ROWS, true),
                new Case("{kind: stratified, k: 3, repeats: 2, inner: 0.25}", 2, 3, List.of("inner"), ROWS, true),
                new Case("{kind: group, k: 4}", 1, 4, List.of(), ROWS, true),
                new Case("{kind: stratified-group, k: 4}", 1, 4, List.of(), ROWS, true),
                new Case("{kind: leave-one-group-out}", 1, RichCompetition.PLANTS, List.of(), ROWS, false),
                new Case("{kind: multilabel-stratified, k: 4, by: [site]}", 1, 4, List.of(), ROWS, true),
                new Case("{kind: stratified-regression, k: 4, by: [age], bins: 5}", 1, 4, List.of(), ROWS, true),
                new Case("{kind: time-series, k: 3, window: 20, gap: 1}", 1, 3, interval, ROWS * 3 / 4, false),
                new Case(
                        "{kind: time-series, k: 3, inner: 0.25}",
                        1,
                        3,
                        List.of("trains_from", "trains_to", "inner"),
                        ROWS * 3 / 4,
                        false),
                new Case("{kind: holdout, fraction: 0.25, repeats: 3}", 3, 1, List.of(), ROWS / 4, true));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void showsAndWritesTheFoldsOfEveryKindAndReadsThemBack(Case of) throws Exception {
        TinyCompetition competition = good.copy(temporary.resolve("competition"));
        Cli.Result result = split(competition, "--set", "folds=" + of.choice());
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains(of.splitter() + ", 48 rows: a class's share of a fold differs from ")
                .containsPattern("(?m)^ *(repeat +)?fold +rows +trains +classes +groups +deviation +worst class$")
                .endsWith("\nfolds " + folder().resolve("folds.csv") + "\n");
        assertThat(result.out().lines().filter(line -> line.matches("( +\\d+){5,6} +\\d+\\.\\d\\d % +[a-z]+")))
                .hasSize(of.repeats() * of.folds());

        List<String> lines = Files.readAllLines(folder().resolve("folds.csv"));
        List<String> header = new ArrayList<>(List.of("id", "repeat", "fold"));
        header.addAll(of.columns());
        assertThat(lines.get(0)).isEqualTo(String.join(",", header));
        assertThat(lines).hasSize(1 + of.repeats() * ROWS);
        JsonNode report =
                new ObjectMapper().readTree(folder().resolve("folds.json").toFile());
        assertThat(report.get("splitter").asText()).isEqualTo(of.splitter());
        assertThat(report.get("rows").asInt()).isEqualTo(ROWS);
        assertThat(report.get("folds")).hasSize(of.repeats() * of.folds());
        int number = 0;
        for (int repeat = 0; repeat < of.repeats(); repeat++) {
            long held = 0;
            for (int fold = 0; fold < of.folds(); fold++) {
                String place = repeat + "," + fold;
                long rows = lines.stream()
                        .skip(1)
                        .map(line -> line.split(",", -1))
                        .filter(cells -> place.equals(cells[1] + "," + cells[2]))
                        .count();
                assertThat(rows).isPositive();
                assertThat(report.get("folds").get(number++).get("rows").asLong())
                        .isEqualTo(rows);
                held += rows;
            }
            assertThat(held).isEqualTo(of.held());
        }
        aFileIsReadAsTheSameFolds(competition, lines);
    }

    private void aFileIsReadAsTheSameFolds(TinyCompetition competition, List<String> written) throws IOException {
        Files.write(competition.folder().resolve("mine.csv"), written);
        Cli.Result result = split(competition, "--set", "folds={file: mine.csv}");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("read      unchanged")
                .contains(competition.folder().resolve("mine.csv") + ", 48 rows: ");
        assertThat(Files.readAllLines(folder().resolve("folds.csv"))).isEqualTo(written);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void foldsFollowFromIdsAndSeedNotFromTheOrderOfRows(Case of) throws Exception {
        TinyCompetition competition = good.copy(temporary.resolve("competition"));
        split(competition, "--set", "folds=" + of.choice());
        List<String> written = Files.readAllLines(folder().resolve("folds.csv"));
        Cli.Result other = split(competition, "--set", "folds=" + of.choice(), "--seed", 4);
        assertThat(other.status()).as(other.err()).isZero();
        assertThat(!Files.readAllLines(folder().resolve("folds.csv")).equals(written))
                .as("another seed gives other folds")
                .isEqualTo(of.drawn());

        List<String> rows = RichCompetition.lines(competition);
        Collections.shuffle(rows, new Random(6));
        competition.file("data/train.csv", RichCompetition.table(rows));
        Cli.Result shuffled = split(competition, "--set", "folds=" + of.choice());
        assertThat(shuffled.status()).as(shuffled.err()).isZero();
        List<String> again = Files.readAllLines(folder().resolve("folds.csv"));
        assertThat(again).isNotEqualTo(written);
        assertThat(new TreeSet<>(again)).isEqualTo(new TreeSet<>(written));
    }

    /**
     * A mistake and its answer.
     *
     * @param before text of {@code file} that is replaced by {@code after}; empty: nothing is
     * @param answer with {@code C} for the competition's folder
     */
    private record Wrong(String file, String before, String after, String setting, String answer) {
        @Override
        public String toString() {
            return setting + " " + after;
        }
    }

    private static Wrong setting(String setting, String answer) {
        return new Wrong("recipe.yaml", "", "", setting, answer);
    }

    static Stream<Wrong> mistakes() {
        return Stream.of(
                setting(
                        "folds.kind=stratifed",
                        "--set folds.kind=stratifed: folds.kind: 'stratifed', expected one of k-fold, stratified, "
                                + "group, stratified-group, leave-one-group-out, multilabel-stratified, "
                                + "stratified-regression, time-series, holdout; did you mean 'stratified'?"),
                setting(
                        "folds={kind: k-fold, by: [site]}",
                        "--set folds={kind: k-fold, by: [site]}: folds.by: given, but k-fold does not use it"),
                setting(
                        "folds={kind: stratified-regression}",
                        "--set folds={kind: stratified-regression}: folds.by: [], expected one column of numbers"),
                setting(
                        "folds={file: mine.csv, inner: 0.25}",
                        "--set folds={file: mine.csv, inner: 0.25}: folds.inner: given, but the file says all of it"),
                setting(
                        "folds={kind: multilabel-stratified, by: [sit]}",
                        "folds.by: no column 'sit' besides id, image, label, group and time; did you mean 'site'?"),
                setting(
                        "folds={kind: stratified-regression, by: [site]}",
                        "folds.by: column 'site' of row 'train/red-0.png' is 'hill', expected a number"),
                setting("folds={kind: k-fold, k: 49}", "the rows cannot be split: 48 rows, too few for 49 folds"),
                setting(
                        "folds={kind: stratified-group, k: 9}",
                        "the rows cannot be split: the rows form 8 groups, too few for 9 folds: use at most as many "
                                + "folds as groups"),
                setting(
                        "folds={kind: time-series, k: 3, gap: 40}",
                        "the rows cannot be split: fold 0 would train on no row: its validation begins after 12 rows, "
                                + "the gap is 40 rows"),
                new Wrong(
                        "competition.yaml",
                        ", group: plant",
                        "",
                        "folds.kind=group",
                        "folds.kind is group, but the competition names no group column; add 'group: <column>' under "
                                + "train, or use stratified"),
                new Wrong(
                        "competition.yaml",
                        ", time: taken",
                        "",
                        "folds.kind=time-series",
                        "folds.kind is time-series, but the competition names no time column; add 'time: <column>' "
                                + "under train"),
                new Wrong(
                        "competition.yaml",
                        "time: taken",
                        "time: takn",
                        "folds.kind=time-series",
                        "C/data/train.csv: no column 'takn'; did you mean 'taken'?"),
                new Wrong(
                        "data/train.csv",
                        ",2026-01-30,",
                        ",a Friday,",
                        "folds.kind=time-series",
                        "C/data/train.csv:3: column 'taken' is 'a Friday', expected a date such as 2026-11-20, a "
                                + "date-time such as 2026-11-20T12:30:00, or a number, and all of the same kind"),
                new Wrong(
                        "data/train.csv",
                        ",31.5\n",
                        ",NaN\n",
                        "folds={kind: stratified-regression, by: [age]}",
                        "folds.by: column 'age' of row 'train/green-0.png' is 'NaN', expected a number"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsOneLineAndLeavesNothing(Wrong wrong) throws Exception {
        TinyCompetition competition = good.copy(temporary.resolve("competition"));
        if (!wrong.before().isEmpty()) {
            competition.change(wrong.file(), wrong.before(), wrong.after());
        }
        Cli.Result result = split(competition, "--set", wrong.setting());
        assertThat(result.err().replace(competition.folder().toString(), "C"))
                .isEqualTo("podium: " + wrong.answer() + "\n");
        assertThat(result.status()).isEqualTo(2);
        assertThat(folder()).doesNotExist();
    }

    @Test
    void aMistakeLeavesTheFoldsThatAreThere() throws Exception {
        split(good, "--set", "folds.k=3");
        String before = Files.readString(folder().resolve("folds.csv"));
        assertThat(split(good, "--set", "folds.k=49").status()).isEqualTo(2);
        assertThat(folder().resolve("folds.csv")).hasContent(before);
    }

    @Test
    void groupsThatAreTornAndRareClassesAreTold() {
        Cli.Result result = split(good, "--set", "folds={kind: k-fold, k: 17}");
        assertThat(result.lines("note: "))
                .containsExactly("note: fewer rows than folds: 'blue' (16), 'green' (16), 'red' (16)");
        assertThat(result.lines("warning: "))
                .containsExactly("warning: 8 of 8 groups are in training and validation at once");
        assertThat(split(good, "--set", "folds={kind: group, k: 4}").lines("warning: "))
                .isEmpty();
    }

    private Path folder() {
        return temporary.resolve("runs/tiny/check");
    }

    private Cli.Result split(TinyCompetition competition, Object... options) {
        return Cli.call(Stream.concat(
                        Stream.of("split", competition.folder(), "--runs", temporary.resolve("runs")),
                        Stream.of(options))
                .toArray());
    }
}
