package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.pipeline.competition.Competition.Generate;
import org.podium.pipeline.competition.Competition.Source;
import org.podium.pipeline.competition.Competition.Submission;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.MaskCoding;

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
                        table("train.csv", Optional.of("label")),
                        table("test.csv", none),
                        Submission.of(Optional.of("sample_submission.csv"), Submission.Kind.LABELS, "id", "label"),
                        Optional.of("solution.csv")));
    }

    private static Source table(String csv, Optional<String> label) {
        Optional<String> none = Optional.empty();
        return new Source(
                Optional.of(csv),
                none,
                Optional.of("image"),
                "",
                "",
                none,
                4,
                label,
                none,
                Optional.of("plant"),
                none,
                none,
                none,
                "",
                none,
                none,
                none);
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

    private static final String CELLS = """
            task: semantic-segmentation
            metric: mean-iou
            classes: [{name: background, value: 0}, {name: cell, value: 1}, {name: edge, value: 2}]
            ignore: {value: 255}
            train: {folder: images, masks: masks, mask-suffix: _L.png}
            test: {csv: test.csv, image: image}
            submission: {kind: rle, class-column: class, target: rle}
            """;

    @Test
    void aSegmentationHasAClassTable() throws IOException {
        Competition competition = read(CELLS);
        assertThat(competition.classes()).extracting(MaskClass::name).containsExactly("background", "cell", "edge");
        assertThat(competition.coding()).isEqualTo(new MaskCoding(false, List.of(0, 1, 2), Optional.of(255)));
        assertThat(competition.table().foreground()).containsExactly(1, 2);
        assertThat(competition.backgroundIndex()).hasValue(0);
        assertThat(read(LEAVES).backgroundIndex()).isEmpty();
        assertThat(read(CELLS, "background=edge").table().foreground()).containsExactly(0, 1);
        assertThat(read(
                                CELLS,
                                "classes=[{name: sky, color: [1, 2, 3]}, {name: sea, color: [0, 0, 255]}]",
                                "ignore=none")
                        .coding())
                .isEqualTo(new MaskCoding(true, List.of(0x010203, 0x0000FF), Optional.empty()));
        assertThat(read(CompetitionFile.write(competition))).isEqualTo(competition);
        Competition pictures = read(
                CELLS,
                "submission={kind: masks, name-pattern: 'masks/{id}.png'}",
                "classes=[{name: sky, color: [1, 2, 3]}, {name: sea, color: [0, 0, 255]}]",
                "ignore.color=[9, 9, 9]",
                "ignore.value=none",
                "background=sea");
        assertThat(read(CompetitionFile.write(pictures))).isEqualTo(pictures);
    }

    @Test
    void allProblemsOfASegmentationAreToldAtOnce() throws IOException {
        assertThat(problems("""
                        task: semantic-segmentation
                        metric: accuracy
                        classes:
                          - {name: sky, value: 70000}
                          - {name: car, color: [1, 2]}
                          - {name: '', value: 1, color: [1, 2, 3]}
                          - {nam: road, value: 3}
                        train: {folder: images, mask: m, mask-prefix: a/, rle: r}
                        test: {csv: test.csv, image: image, masks: masks, class-column: c}
                        submission: {kind: rle, name-pattern: '{id}', id-pattern: '{id}', class-as: value}
                        """))
                .containsExactly(
                        "competition.yaml:4: classes[0].value: 70000, expected 0 to 65535",
                        "competition.yaml:5: classes[1].color: [1, 2], expected red, green and blue, 0 to 255 each",
                        "competition.yaml:6: classes[2].name: empty, expected a name",
                        "competition.yaml:6: classes[2]: expected one of value and color",
                        "competition.yaml:7: classes[3].nam: unknown key; did you mean 'name'?",
                        "competition.yaml:7: classes[3].name: missing, expected text",
                        "competition.yaml:8: train.mask: a folder has no columns",
                        "competition.yaml:8: train.rle: a folder has no columns",
                        "competition.yaml:8: train: expected one of mask and rle",
                        "competition.yaml:9: test.masks: a table names its masks by a column, expected mask or rle",
                        "competition.yaml:9: test.class-column: no rle column that it tells of",
                        "competition.yaml:10: submission.id-pattern: '{id}', expected {id} and {class} in it, as"
                                + " {id}_{class}",
                        "competition.yaml:10: submission.name-pattern: only a submission of kind masks has it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "metric=mean-uoi            | metric: 'mean-uoi'; did you mean 'mean-iou'?",
                "metric=accuracy            | metric: 'accuracy'; there are mean-iou, mean-iou-with-ignored, mean-dice,"
                        + " foreground-iou, foreground-dice, pixel-accuracy",
                "classes=[]                 | classes: missing, expected the classes of the masks, with name and value or"
                        + " color",
                "classes=[{name: salt, value: 254}] | classes: one class, expected two or more; add the background:"
                        + " {name: background, value: 0}",
                "classes=[{name: a, value: 0}, {name: a, value: 1}] | classes: two classes are named 'a'",
                "classes=[{name: a, value: 1}, {name: b, value: 1}] | classes: two classes have the value 1",
                "classes=[{name: a, value: 1}, {name: b, color: [1, 1, 1]}] | classes: some classes have a value and some"
                        + " a color, expected the same for all",
                "ignore={}                  | ignore: expected one of value and color",
                "ignore={value: 256000}     | ignore.value: 256000, expected 0 to 65535",
                "ignore={color: [0, 0, 0]}  | ignore: color [0, 0, 0], expected a value as the classes have",
                "ignore={value: 2}          | ignore: value 2 is class 'edge'",
                "background=egde            | background: 'egde'; did you mean 'edge'?",
                "train={folder: images}     | train: no masks, expected masks, mask or rle",
                "train={folder: images, masks: m, label: folder} | train: a label, but the masks of"
                        + " semantic-segmentation tell the classes",
                "train={folder: images, masks: m, mask-prefix: a} | train.mask-prefix: no mask column to put it before",
                "train={folder: images, mask-suffix: a} | train.mask-suffix: no masks that could end with it",
                "train={csv: a, image: b, rle: c} | train: no class-column, expected one: without it there can only be"
                        + " one class besides the background",
                "test={folder: t, label-pattern: '(a)'} | test: a label, but semantic-segmentation has none",
                "test={folder: t, masks: m} | test: masks, but only training rows have them; solution names those to"
                        + " score by",
                "submission={}              | submission: kind labels and probabilities are of image-classification,"
                        + " expected rle or masks",
                "submission={kind: rel}     | submission.kind: 'rel', expected one of labels, probabilities, rle, masks;"
                        + " did you mean 'rle'?",
                "submission={kind: rle}     | submission: no place for the class, expected class-column or id-pattern:"
                        + " without one there can only be one class besides the background",
                "submission={kind: rle, rows: class} | submission.rows: one for each class, expected where the class"
                        + " stands: class-column or id-pattern",
                "submission={kind: rle, rows: image, class-column: c} | submission.rows: one for each image has no class,"
                        + " but there is a class-column or id-pattern",
                "submission={kind: rle, class-column: c, id-pattern: '{id}{class}'} | submission: expected one of"
                        + " class-column and id-pattern",
                "submission={kind: rle, class-column: id} | submission.class-column: 'id' is the name of another column"
                        + " too",
                "submission={kind: rle, class-column: c, empty: '1 1'} | submission.empty: '1 1' is a mask with pixels,"
                        + " expected what stands for none",
                "submission={kind: rle, class-column: c, connectivity: 4} | submission.connectivity: only rows: instance"
                        + " has it",
                "submission={kind: rle, class-column: c, rows: instance, connectivity: 6} | submission.connectivity: 6,"
                        + " expected 4 or 8",
                "submission={kind: masks, rows: image} | submission.rows: only a submission of kind rle has it",
                "submission={kind: masks, empty: '-1'} | submission.empty: only a submission of kind rle has it",
                "submission={kind: masks, sample: a} | submission.sample: a zip of masks has none, it follows the test"
                        + " rows",
                "submission={kind: masks, name-pattern: '{id}.jpg'} | submission.name-pattern: '{id}.jpg', expected the"
                        + " name of a PNG file with {id} in it, as {id}.png",
                "submission={kind: masks, name-pattern: '../{id}.png'} | submission.name-pattern: '../{id}.png', expected"
                        + " the name of a PNG file with {id} in it, as {id}.png",
            })
    void anImpossibleValueOfASegmentationIsToldInOneLine(String setting, String problem) throws IOException {
        assertThat(problems(CELLS, setting)).containsExactly("--set " + setting + ": " + problem);
    }

    @Test
    void valuesAreOfClassesThatHaveThem() throws IOException {
        assertThat(problems(
                        CELLS,
                        "classes=[{name: a, color: [0, 0, 0]}, {name: b, color: [1, 1, 1]}]",
                        "ignore=none",
                        "submission.class-as=value"))
                .singleElement()
                .asString()
                .endsWith("submission: class-as: value, but the classes have colors");
        assertThat(problems(
                        CELLS,
                        "classes=[{name: background, value: 0}, {name: cell, value: 1}]",
                        "submission={kind: rle, class-as: name}"))
                .singleElement()
                .asString()
                .endsWith("submission.class-as: no class-column or id-pattern has a class");
        String many = IntStream.range(0, 256)
                .mapToObj(i -> "{name: c" + i + ", value: " + (i + 300) + "}")
                .collect(Collectors.joining(", ", "classes=[", "]"));
        assertThat(problems(CELLS, many))
                .singleElement()
                .asString()
                .endsWith("classes: 256 classes, expected at most 255");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "classes=[{name: a, value: 1}] | classes: the labels tell them, only semantic-segmentation lists them",
                "ignore={value: 1}             | ignore: only semantic-segmentation has it",
                "background=a                  | background: only semantic-segmentation has it",
                "train.mask=a                  | train: masks, but only semantic-segmentation has them",
                "test.rle=a                    | test: masks, but only semantic-segmentation has them",
                "submission={kind: rle}        | submission: kind rle and masks are of semantic-segmentation, expected"
                        + " labels or probabilities",
                "metric=mean-iou               | metric: 'mean-iou'; there are accuracy, balanced-accuracy, f1-macro,"
                        + " log-loss",
                "submission.class-column=a     | submission.class-column: only a submission of kind rle has it",
            })
    void otherTasksHaveNoMasks(String setting, String problem) throws IOException {
        assertThat(problems(LEAVES, setting)).singleElement().asString().endsWith(": " + problem);
    }

    @Test
    void theSchemaRequiresWhatHasNoDefault() {
        JsonNode schema = CompetitionFile.schema();
        assertThat(schema.get("required"))
                .extracting(JsonNode::asText)
                .containsExactly("task", "metric", "train", "test");
        assertThat(schema.at("/properties/train/properties/index-width/default").asInt())
                .isEqualTo(4);
        assertThat(schema.at("/properties/classes/items/required"))
                .extracting(JsonNode::asText)
                .containsExactly("name");
        assertThat(schema.at("/properties/submission/properties/kind/enum"))
                .extracting(JsonNode::asText)
                .containsExactly("labels", "probabilities", "rle", "masks");
    }
}
