package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code podium adversarial} on test images that are like those for training, and on brighter ones. */
class AdversarialCommandTest {
    private static final int TEST_OF_A_CLASS = 12;

    @TempDir
    private Path temporary;

    private TinyCompetition competition;
    private final List<String> test = new ArrayList<>();

    @BeforeEach
    void draw() throws IOException {
        competition = TinyCompetition.in(temporary.resolve("competition"));
        StringBuilder table = new StringBuilder("image,site\n");
        StringBuilder sample = new StringBuilder("image,label\n");
        for (int i = 0; i < TEST_OF_A_CLASS; i++) {
            for (int channel = 0; channel < TinyCompetition.CLASSES.size(); channel++) {
                String image = "test/new-" + channel + "-" + i + ".png";
                competition.draw("data/" + image, channel, 1000 * channel + i);
                test.add(image);
                table.append(image).append(i % 2 == 0 ? ",hill\n" : ",shore\n");
                sample.append(image).append(",red\n");
            }
        }
        competition
                .file("data/test.csv", table.toString())
                .file("data/sample_submission.csv", sample.toString())
                .file("data/train.csv", train("hill", "shore"));
    }

    private String train(String even, String odd) {
        StringBuilder table = new StringBuilder("image,label,site\n");
        List<String> lines = competition.trainLines();
        for (int i = 0; i < lines.size(); i++) {
            table.append(lines.get(i).strip())
                    .append(",")
                    .append(i % 2 == 0 ? even : odd)
                    .append("\n");
        }
        return table.toString();
    }

    private Cli.Result adversarial(String runs) {
        return Cli.call("adversarial", competition.folder(), "--runs", temporary.resolve(runs));
    }

    private Path figures(String runs) {
        return temporary.resolve(runs).resolve("tiny/check/adversarial.json");
    }

    private JsonNode report(String runs) throws IOException {
        return new ObjectMapper().readTree(figures(runs).toFile());
    }

    @Test
    void imagesOfTheSameKindAreAlike() throws Exception {
        Cli.Result result = adversarial("runs");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .containsPattern("(?m)^48 training and 36 test rows cannot be told apart: "
                        + "AUC 0\\.\\d{3} \\(95 % 0\\.\\d{3} to 0\\.\\d{3}\\)")
                .endsWith("\nfigures: " + figures("runs") + "\n");
        JsonNode report = report("runs");
        assertThat(report.get("level").asText()).isEqualTo("alike");
        assertThat(report.get("auc").asDouble())
                .isBetween(report.get("low").asDouble(), report.get("high").asDouble());
        assertThat(report.get("low").asDouble()).isLessThanOrEqualTo(0.5);
        assertThat(report.findValuesAsText("feature")).contains("mean of red", "sharpness", "column site");

        adversarial("again");
        assertThat(figures("again")).hasSameBinaryContentAs(figures("runs"));
        assertThat(adversarial("runs").out()).contains("adversarial unchanged");
    }

    @Test
    @SuppressWarnings("try") // the scope frees what is made inside it
    void brighterTestImagesAreToldApart() throws Exception {
        for (String image : test) {
            String file = competition.folder().resolve("data").resolve(image).toString();
            try (PointerScope scope = new PointerScope();
                    Mat brighter = opencv_imgcodecs.imread(file)) {
                brighter.convertTo(brighter, -1, 1, 30);
                opencv_imgcodecs.imwrite(file, brighter);
            }
        }
        Cli.Result result = adversarial("runs");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("can be told apart").containsPattern("(?m)^  mean of (red|green|blue) ");
        assertThat(report("runs").get("low").asDouble()).isGreaterThan(0.7);
        // A brighter PNG of noise is of another length, too.
        assertThat(result.lines("Find out why ")).hasSize(1);
    }

    @Test
    void anotherSiteIsNamed() throws Exception {
        competition.file("data/train.csv", train("hill", "moor"));
        Cli.Result result = adversarial("runs");
        assertThat(result.out()).contains("can be told apart").contains("\n  column site ");
        assertThat(report("runs").get("features").get(0).get("feature").asText())
                .isEqualTo("column site");
    }

    @Test
    void tooFewTestRowsAreOneLine() throws Exception {
        TinyCompetition few = TinyCompetition.in(temporary.resolve("few"));
        Cli.Result result = Cli.call("adversarial", few.folder(), "--runs", temporary.resolve("runs"));
        assertThat(result.err())
                .isEqualTo(
                        "podium: 9 test rows are too few to tell training from test rows by: at least 20 are needed\n");
        assertThat(result.status()).isEqualTo(2);
        assertThat(Files.exists(temporary.resolve("runs/tiny/check"))).isFalse();
    }
}
