package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.SharedData;

/** Competitions as they come, with nothing but two YAML files each. */
class LayoutsTest {
    /** As short as a run can be that still goes all the way. */
    private static final String RECIPE = """
            seed: 1
            threads: 1
            folds: {kind: holdout, fraction: 0.25}
            models:
              - network: resnet10
                width: 0.25
                epochs: 1
                augment: [random-resized-crop: {size: 32}]
                view: [resize: {size: 32}, center-crop: {size: 32}]
            tta: {horizontal-flip: false}
            """;

    @TempDir
    private Path temporary;

    @Test
    void classFoldersWithLabelsSubmittedWithoutSample() throws Exception {
        Path data = SharedData.folder("hymenoptera");
        Path run = run("""
                task: image-classification
                metric: accuracy
                data: %s
                train: {folder: train, label: folder}
                test: {folder: val, label: folder}
                submission: {id: image, target: insect}
                """.formatted(data));
        SubmissionRows submission = SubmissionRows.read(run.resolve("submission.csv"));
        assertThat(submission.columns()).containsExactly("image", "insect");
        assertThat(submission.ids()).isEqualTo(imagesBelow(data.resolve("val")));
        assertThat(submission.column(1)).isSubsetOf("ants", "bees");
    }

    @Test
    void tableOfBareIdsWithAColumnOfProbabilitiesAClass() throws Exception {
        Path data = SharedData.folder("leaf-classification");
        Path run = run("""
                task: image-classification
                metric: log-loss
                data: %s
                train: {csv: train.csv, image: id, prefix: images/, suffix: .jpg, label: species}
                test: {csv: test.csv, image: id, prefix: images/, suffix: .jpg}
                submission: {sample: sample_submission.csv, kind: probabilities}
                """.formatted(data));
        SubmissionRows submission = SubmissionRows.read(run.resolve("submission.csv"));
        SubmissionRows sample = SubmissionRows.read(data.resolve("sample_submission.csv"));
        assertThat(submission.columns()).hasSize(100).isEqualTo(sample.columns());
        assertThat(submission.ids()).hasSize(594).isEqualTo(sample.ids());
        for (int row = 0; row < submission.rows().size(); row++) {
            double[] numbers = submission.numbers(row);
            assertThat(numbers).hasSize(99);
            assertThat(Arrays.stream(numbers).min().orElseThrow()).isNotNegative();
            assertThat(Arrays.stream(numbers).sum()).isCloseTo(1, within(1e-6));
        }
    }

    /** With an image in each half that is cut short, and left out. */
    @Test
    void labelsInFileNamesAndIdsCountedWithZeros() throws Exception {
        TinyCompetition drawn = new TinyCompetition(temporary.resolve("competition"));
        for (int i = 0; i < 27; i++) {
            // Class 10 comes after 9 by value, not by text, and has most of the images.
            int label = i % 9 < 2 ? 8 : i % 9 < 4 ? 9 : 10;
            drawn.draw("data/train/" + label + "_" + (100 + i) + ".jpg", label - 8, i);
        }
        StringBuilder sample = new StringBuilder("Id,Category\n");
        for (int i = 0; i < 12; i++) {
            drawn.draw("data/test/" + (char) ('a' + i) + ".jpg", i % 3, 50 + i);
            sample.append("%04d,0\n".formatted(11 - i));
        }
        drawn.file("data/sample.csv", sample.toString());
        cutShort(drawn.folder().resolve("data/train/10_113.jpg"));
        cutShort(drawn.folder().resolve("data/test/c.jpg"));
        Path run = run("""
                task: image-classification
                metric: accuracy
                train: {folder: train, label-pattern: '^(\\d+)_', id: stem}
                test: {folder: test, id: index}
                submission: {sample: sample.csv}
                """, "--set", "on-bad-image=skip");
        SubmissionRows submission = SubmissionRows.read(run.resolve("submission.csv"));
        assertThat(submission.columns()).containsExactly("Id", "Category");
        assertThat(submission.ids())
                .isEqualTo(IntStream.range(0, 12)
                        .mapToObj(i -> "%04d".formatted(11 - i))
                        .toList());
        assertThat(submission.column(1)).isSubsetOf("8", "9", "10");
        Map<String, String> labels = new TreeMap<>();
        submission.rows().forEach(row -> labels.put(row.get(0), row.get(1)));
        assertThat(labels)
                .as("the most frequent class where nothing could be seen")
                .containsEntry("0002", "10");

        JsonNode inventory =
                new ObjectMapper().readTree(run.resolve("rows/inventory.json").toFile());
        assertThat(inventory.get("classes")).map(JsonNode::asText).containsExactly("8", "9", "10");
        assertThat(inventory.get("counts")).map(JsonNode::asInt).containsExactly(6, 6, 14);
        assertThat(inventory.get("train_rows").asInt()).isEqualTo(26);
        assertThat(inventory.get("test_rows").asInt()).isEqualTo(11);
        assertThat(inventory.get("skipped_train").get("10_113").asText())
                .endsWith("10_113.jpg: the image is truncated");
        assertThat(inventory.get("skipped_test").get("0002").asText()).endsWith("c.jpg: the image is truncated");
        assertThat(Files.readString(run.resolve("folds.csv")))
                .contains("10_114,")
                .doesNotContain("10_113");
    }

    private Path run(String competition, Object... options) throws Exception {
        TinyCompetition files = new TinyCompetition(temporary.resolve("competition"));
        files.file("competition.yaml", competition).file("recipe.yaml", RECIPE);
        Path runs = temporary.resolve("runs");
        Cli.Result result = Cli.run(
                Stream.concat(Stream.of("run", files.folder(), "--runs", runs, "--name", "short"), Stream.of(options))
                        .toArray());
        assertThat(result.status()).as(result.err()).isZero();
        return runs.resolve("competition/short");
    }

    private static List<String> imagesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private static void cutShort(Path image) throws IOException {
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 40);
        }
    }
}
