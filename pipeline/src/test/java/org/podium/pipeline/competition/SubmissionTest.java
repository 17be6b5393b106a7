package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.competition.Competition.Submission.Kind;

class SubmissionTest {
    private static final String SOURCES = """
            train: {folder: train, label: folder}
            test: {folder: test, id: name}
            """;

    @TempDir
    private Path folder;

    private DataFiles files;
    private Path target;

    @BeforeEach
    void makeImages() throws IOException {
        files = new DataFiles(folder)
                .images("train/ash/1.jpg", "train/elm/2.jpg", "train/oak/3.jpg")
                .images("test/1.jpg", "test/2.jpg", "test/3.jpg");
        target = folder.resolve("submission.csv");
    }

    private SubmissionFormat format(String submission) throws IOException {
        Competition competition = files.competition(SOURCES + "submission: " + submission);
        return SubmissionFormat.of(competition, folder, CompetitionData.load(competition, folder));
    }

    private List<String> formatProblems(String sample, String kind) throws IOException {
        files.write("sample.csv", sample.replace('/', '\n'));
        Competition competition = files.competition(SOURCES + "submission: {sample: sample.csv, kind: " + kind + "}");
        CompetitionData data = CompetitionData.load(competition, folder);
        return files.problems(() -> SubmissionFormat.of(competition, folder, data));
    }

    private List<String> writeProblems(SubmissionFormat format, double[][] probabilities) {
        return files.problems(() -> {
            SubmissionWriter.write(target, format, probabilities);
            return target;
        });
    }

    /** Nothing was written, and no temporary file is left. */
    private void assertNoFile() throws IOException {
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("data", "competition.yaml");
        }
    }

    @Test
    void labelsFollowTheSample() throws IOException {
        files.write("sample.csv", "Id,Category\n3.jpg,ash\n1.jpg,ash\n2.jpg,ash\n");
        SubmissionWriter.write(target, format("{sample: sample.csv}"), new double[][] {
            {0.2, 0.5, 0.3}, {0.1, 0.1, 0.8}, {0.4, 0.4, 0.2}
        });
        assertThat(target).hasContent("Id,Category\n3.jpg,ash\n1.jpg,elm\n2.jpg,oak\n");
    }

    @Test
    void probabilitiesFollowTheColumnsOfTheSample() throws IOException {
        files.write("sample.csv", "id,oak,ash,elm\n2.jpg,0,0,0\n3.jpg,0,0,0\n1.jpg,0,0,0\n");
        SubmissionWriter.write(target, format("{sample: sample.csv, kind: probabilities}"), new double[][] {
            {0.2, 0.5, 0.3}, {1, 0, 0}, {1e-12, 0.25, 0.75 - 1e-12}
        });
        assertThat(target).hasContent("id,oak,ash,elm\n2.jpg,0,1,0\n3.jpg,0.75,1E-12,0.25\n1.jpg,0.3,0.2,0.5\n");
    }

    @Test
    void withoutASampleTheTestRowsAreFollowed() throws IOException {
        double[][] probabilities = {{0.2, 0.5, 0.3}, {1, 0, 0}, {0, 0, 1}};
        SubmissionWriter.write(target, format("{id: Id, target: Category}"), probabilities);
        assertThat(target).hasContent("Id,Category\n1.jpg,elm\n2.jpg,ash\n3.jpg,oak\n");
        SubmissionWriter.write(target, format("{kind: probabilities}"), probabilities);
        assertThat(target).hasContent("id,ash,elm,oak\n1.jpg,0.2,0.5,0.3\n2.jpg,1,0,0\n3.jpg,0,0,1\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsWrittenSumsToOneWhateverTheRounding(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> classes =
                IntStream.range(0, 300).mapToObj(Integer::toString).toList();
        List<String> columns = Stream.concat(Stream.of("id"), classes.stream()).toList();
        SubmissionFormat format = new SubmissionFormat(Kind.PROBABILITIES, columns, List.of("a"), List.of(0), classes);
        double[] row = random.doubles(300).map(value -> Math.pow(value, 20)).toArray();
        double sum = IntStream.range(0, 300).mapToDouble(i -> row[i]).sum();
        double[] single = IntStream.range(0, 300)
                .mapToDouble(i -> (float) (row[i] / sum) * (1 + 1e-5))
                .toArray();

        SubmissionWriter.write(target, format, new double[][] {single});

        String[] cells = Files.readAllLines(target).get(1).split(",");
        double written =
                Stream.of(cells).skip(1).mapToDouble(Double::parseDouble).sum();
        assertThat(written).isCloseTo(1, within(1e-8));
        assertThat(Double.parseDouble(cells[17])).isCloseTo(row[16] / sum, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "labels        | id,x,y/1.jpg,0,0 | data/sample.csv: 3 columns, expected two, id and label; or is the"
                        + " submission's kind probabilities?",
                "probabilities | id,ash,emm,oak/1.jpg,0,0,0/2.jpg,0,0,0/3.jpg,0,0,0 | data/sample.csv: column 'emm' is"
                        + " no class; did you mean 'elm'?; data/sample.csv: no column for the class 'elm'",
                "labels        | id,x/1.jpg,a/2.jpg,a/3.jpg,a/2.jpg,a | data/sample.csv:5: id '2.jpg' comes twice",
                "labels        | id,x/1.jpg,a/2.jpg,a | data/sample.csv: no line for the test row '3.jpg'",
                "labels        | id,x/1.jpg,a/2.jpg,a/3.jpg,a/4.jpg,a | data/sample.csv:5: id '4.jpg' is no test row's",
                "labels        | id,x/1.jpg,a/2.jpg,a/003,a | data/sample.csv:4: id '003' is no test row's, though"
                        + " '3.jpg' is; change id, index-width or suffix of test; data/sample.csv: no line for the test"
                        + " row '3.jpg'",
                "labels        | id,x/test_1,a | data/sample.csv:2: id 'test_1' is no test row's;"
                        + " data/sample.csv: no line for the test row '1.jpg'; data/sample.csv: no line for the test row"
                        + " '2.jpg'; data/sample.csv: no line for the test row '3.jpg'",
            })
    void aSampleThatDoesNotFitIsRefused(String kind, String sample, String problems) throws IOException {
        assertThat(String.join("; ", formatProblems(sample, kind))).isEqualTo(problems);
    }

    @Test
    void predictionsThatAreNoProbabilitiesLeaveNoFile() throws IOException {
        SubmissionFormat format = format("{kind: probabilities}");
        assertThat(writeProblems(format, new double[][] {{0, 0, 1}, {0.5, 0.5, 0.5}, {1.5, -0.5, 0}}))
                .containsExactly(
                        "submission.csv:3: probabilities sum to 1.5, expected 1",
                        "submission.csv:4: '1.5', expected a probability from 0 to 1",
                        "submission.csv:4: '-0.5', expected a probability from 0 to 1");
        assertNoFile();
        assertThat(writeProblems(format, new double[][] {{0, 0, 1}, {0, Double.NaN, 1}, {1, 0, 0}}))
                .containsExactly("test row '2.jpg': its prediction is not finite");
        assertNoFile();
    }

    @Test
    void aFailureLeavesTheFileThatWasThere() throws IOException {
        Files.writeString(target, "before");
        writeProblems(format("{kind: probabilities}"), new double[][] {{0, 0, 1}, {0, 0, 1}, {1, 1, 1}});
        assertThat(target).hasContent("before");
    }

    @Test
    void aFolderThatIsNotThereIsTold() throws IOException {
        SubmissionFormat format = format("{}");
        Path nowhere = folder.resolve("nowhere/submission.csv");
        assertThat(files.problems(() -> {
                    SubmissionWriter.write(nowhere, format, new double[][] {{0, 0, 1}, {0, 0, 1}, {0, 0, 1}});
                    return nowhere;
                }))
                .singleElement()
                .asString()
                .startsWith("nowhere/submission.csv: cannot be written: ");
    }

    @Test
    void anArrayOfAnotherShapeIsAFaultOfTheCaller() throws IOException {
        SubmissionFormat format = format("{}");
        assertThatThrownBy(() -> SubmissionWriter.write(target, format, new double[][] {{1, 0, 0}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected 3 rows of 3 probabilities");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,lab/1.jpg,ash/2.jpg,ash/3.jpg,ash    | s.csv: columns [id, lab], expected [id, label]",
                "id,label/1.jpg,ash/2.jpg,ash            | s.csv: 2 lines of predictions, expected 3",
                "id,label/1.jpg,ash/3.jpg,ash/2.jpg,ash  | s.csv:3: id '3.jpg', expected '2.jpg';"
                        + " s.csv:4: id '2.jpg', expected '3.jpg'",
                "id,label/1.jpg,ash/2.jpg,ash/2.jpg,ash  | s.csv:4: id '2.jpg', expected '3.jpg'",
                "id,label/1.jpg,ash/2.jpg,ask/3.jpg,     | s.csv:3: label 'ask' is no class;"
                        + " s.csv:4: label '' is no class",
            })
    void theValidatorRefusesLabels(String text, String problems) throws IOException {
        SubmissionFormat format = format("{}");
        Path file = Files.writeString(folder.resolve("s.csv"), text.replace('/', '\n'));
        assertThat(String.join("; ", files.problems(() -> {
                    SubmissionValidator.check(file, "s.csv", format);
                    return "valid";
                })))
                .isEqualTo(problems);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NaN,0,1      | s.csv:3: 'NaN', expected a probability from 0 to 1",
                "x,0,1        | s.csv:3: 'x', expected a probability from 0 to 1",
                ",0,1         | s.csv:3: '', expected a probability from 0 to 1",
                "Infinity,0,0 | s.csv:3: 'Infinity', expected a probability from 0 to 1",
                "0.3,0.3,0.39 | s.csv:3: probabilities sum to 0.99, expected 1",
                "0.3,0.3,0.4  | none: valid",
            })
    void theValidatorRefusesWhatIsNoDistribution(String cells, String problem) throws IOException {
        SubmissionFormat format = format("{kind: probabilities}");
        Path file = Files.writeString(
                folder.resolve("s.csv"), "id,ash,elm,oak\n1.jpg,1,0,0\n2.jpg," + cells + "\n3.jpg,0,1,0\n");
        assertThat(files.problems(() -> {
                    SubmissionValidator.check(file, "s.csv", format);
                    return "valid";
                }))
                .containsExactly(problem);
    }

    @Test
    void theSolutionIsReadByTheSubmissionsColumnsOrTheFirstTwo() throws IOException {
        Path file = folder.resolve("solution.csv");
        Competition.Submission submission = Competition.Submission.DEFAULTS;
        Files.writeString(file, "Usage,label,id\nPublic,oak,1\nPrivate,ash,2\n");
        assertThat(Solution.read(file, submission).labelsOf(List.of("2", "1"))).containsExactly("ash", "oak");
        Files.writeString(file, "Id,Category,Usage\n1,oak,Public\n");
        assertThat(Solution.read(file, submission).labelsOf(List.of("1"))).containsExactly("oak");
        assertThat(files.problems(() -> Solution.read(file, submission).labelsOf(List.of("1", "7"))))
                .containsExactly("the solution has no label for the test row '7'");
        Files.writeString(file, "Id,Category\n1,oak\n1,ash\n");
        assertThat(files.problems(() -> Solution.read(file, submission)))
                .containsExactly("solution.csv:3: id '1' comes twice");
    }
}
