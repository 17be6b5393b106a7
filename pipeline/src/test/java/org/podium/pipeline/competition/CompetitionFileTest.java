package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.pipeline.competition.Competition.Generate;
import org.podium.pipeline.competition.Competition.Source;
import org.podium.pipeline.competition.Competition.Submission;
import org.podium.pipeline.error.UserError;

class CompetitionFileTest {
    private static final String LEAVES = """
            task: image-classification
            metric: accuracy
            generate: {generator: leaves}
            train: {csv: train.csv, image: image, label: label, group: plant}
            test: {csv: test.csv, image: image, group: plant}
            submission: {sample: sample_submission.csv}
            solution: solution.csv
            """;

    @TempDir
    private Path temp;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temp.resolve("Leaf Photos"));
    }

    private Competition read(String yaml, String... settings) throws IOException {
        return CompetitionFile.read(Files.writeString(folder.resolve("competition.yaml"), yaml), List.of(settings));
    }

    private List<String> problems(String yaml, String... settings) throws IOException {
        try {
            return List.of("none: " + read(yaml, settings));
        } catch (UserError e) {
            return Arrays.asList(e.getMessage().replace(folder + "/", "").split("\n"));
        }
    }

    @Test
    void whatIsNotWrittenTakesItsDefaultAndTheNameIsTheFolders() throws IOException {
        Optional<String> none = Optional.empty();
        Optional<String> image = Optional.of("image");
        Optional<String> plant = Optional.of("plant");
        assertThat(read(LEAVES))
                .isEqualTo(new Competition(
                        "leaf-photos",
                        Task.IMAGE_CLASSIFICATION,
                        "accuracy",
                        List.of(),
                        Optional.empty(),
                        none,
                        "data",
                        Optional.of(new Generate("leaves", 0)),
                        new Source(
                                Optional.of("train.csv"),
                                none,
                                image,
                                "",
                                "",
                                none,
                                4,
                                Optional.of("label"),
                                none,
                                plant,
                                none,
                                none,
                                none,
                                "",
                                none,
                                none,
                                none),
                        new Source(
                                Optional.of("test.csv"),
                                none,
                                image,
                                "",
                                "",
                                none,
                                4,
                                none,
                                none,
                                plant,
                                none,
                                none,
                                none,
                                "",
                                none,
                                none,
                                none),
                        new Submission(
                                Optional.of("sample_submission.csv"),
                                Submission.Kind.LABELS,
                                "id",
                                "label",
                                Optional.empty(),
                                none,
                                none,
                                Optional.empty(),
                                Optional.empty(),
                                none,
                                none),
                        Optional.of("solution.csv")));
    }

    @Test
    void whatIsWrittenReadsBackEqual() throws IOException {
        Competition competition = read(LEAVES, "test.suffix=.jpg", "submission.kind=probabilities", "name=leaves");
        assertThat(read(CompetitionFile.write(competition))).isEqualTo(competition);
    }

    @Test
    void allProblemsAreToldAtOnce() throws IOException {
        assertThat(problems("""
                        task: image-clasification
                        train:
                          csv: train.csv
                          folder: train
                          label-pattern: '^\\d+_'
                        test:
                          folder: test
                          id: steam
                          image: file
                        submission:
                          target: id
                        """))
                .containsExactly(
                        "competition.yaml:1: task: 'image-clasification', expected one of image-classification, semantic-segmentation;"
                                + " did you mean 'image-classification'?",
                        "competition.yaml:1: metric: missing, expected text",
                        "competition.yaml:2: train: expected one of csv and folder",
                        "competition.yaml:2: train.image: missing, expected the column of the image paths",
                        "competition.yaml:5: train.label-pattern: '^\\d+_', expected a regular expression with a"
                                + " group, as in '^(\\d+)_'",
                        "competition.yaml:8: test.id: 'steam'; did you mean 'stem'?",
                        "competition.yaml:9: test.image: a folder has no columns",
                        "competition.yaml:11: submission.target: 'id' is the name of the id column too");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "train={folder: t}                     | train: no label, expected label or label-pattern",
                "train={folder: t, label: dir}         | train.label: 'dir'; there are folder",
                "train={folder: t, label-pattern: '('} | train.label-pattern: '(', expected a regular expression with"
                        + " a group, as in '^(\\d+)_'",
                "train={label: a}                      | train: expected one of csv and folder",
                "train={csv: a, image: b, label: c, label-pattern: '(d)'} | train: expected one of label and"
                        + " label-pattern",
                "test={folder: t, prefix: a}           | test.prefix: a folder has no image column to put it before",
                "test={folder: t, index-width: 0}      | test.index-width: 0, expected 1 to 18",
                "metric=acuracy                        | metric: 'acuracy'; did you mean 'accuracy'?",
                "name=A/B                              | name: 'A/B', expected lower-case letters, digits, '.', '_'"
                        + " and '-', a letter or digit first",
            })
    void anImpossibleValueIsToldInOneLine(String setting, String problem) throws IOException {
        assertThat(problems(LEAVES, setting)).containsExactly("--set " + setting + ": " + problem);
    }

    @Test
    void theSchemaRequiresWhatHasNoDefault() {
        JsonNode schema = CompetitionFile.schema();
        assertThat(schema.get("required"))
                .extracting(JsonNode::asText)
                .containsExactly("task", "metric", "train", "test");
        assertThat(schema.at("/properties/train/properties/index-width/default").asInt())
                .isEqualTo(4);
    }
}
