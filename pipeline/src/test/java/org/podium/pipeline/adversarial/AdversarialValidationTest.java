package org.podium.pipeline.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.pipeline.SharedData;
import org.podium.pipeline.adversarial.AdversarialResult.Level;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.competition.CsvTable;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Seed;

class AdversarialValidationTest {
    private static final Seed SEED = new Seed(1);

    @Test
    void rowsOfOneKindCannotBeToldApart() {
        AdversarialResult result = AdversarialValidation.of(images(400, 0, 1), images(300, 0, 101), SEED);
        assertThat(result.level()).isEqualTo(Level.ALIKE);
        assertThat(result.line().status()).isEqualTo(Status.PASSED);
        assertThat(result.lines()).singleElement().asString().contains("cannot be told apart");
    }

    @Test
    void falseAlarmsAreAsRareAsTheIntervalSays() {
        long alarms = IntStream.range(0, 40)
                .mapToObj(seed ->
                        AdversarialValidation.of(images(200, 0, 1_000 + seed), images(150, 0, 2_000 + seed), SEED))
                .filter(result -> result.level() != Level.ALIKE)
                .count();
        // One is expected; four or more happen once in fifty times.
        assertThat(alarms).isLessThan(4);
    }

    @ParameterizedTest
    @CsvSource({"0.2,SLIGHT", "0.7,DIFFERENT", "2,FAR_APART"})
    void widerTestImagesAreToldByTheirWidth(double shift, Level level) {
        AdversarialResult result = AdversarialValidation.of(images(3_000, 0, 1), images(2_500, shift, 2), SEED);
        assertThat(result.level()).isEqualTo(level);
        assertThat(result.low()).isLessThan(result.auc());
        assertThat(result.features().get(0).feature()).isEqualTo("width");
        assertThat(result.telling()).extracting(Difference::feature).startsWith("width");
        assertThat(result.line().status()).isEqualTo(level == Level.SLIGHT ? Status.PASSED : Status.WARNED);
    }

    @Test
    void theWayOfADifferenceIsTold() {
        AdversarialResult result = AdversarialValidation.of(images(900, 0, 1), images(700, 2, 2), SEED);
        assertThat(result.features().get(0).words())
                .matches("median 6\\d\\d(\\.\\d)? in the test rows, 4[789]\\d(\\.\\d)? in the training rows");
        assertThat(result.line().finding()).contains("AUC 0.9").contains("first by width: median 6");
        assertThat(result.line().todo()).contains("width");
        assertThat(result.lines()).hasSizeGreaterThan(2).last().asString().startsWith("Find out why width differs");
    }

    @Test
    void onlyASpreadThatDiffersIsToldAsOne() {
        Random random = new Random(3);
        Features train = Features.of(600).withNumbers("x", normal(random, 600, 5, 1));
        Features test = Features.of(600).withNumbers("x", normal(random, 600, 5, 4));
        AdversarialResult result = AdversarialValidation.of(train, test, SEED);
        assertThat(result.level()).isIn(Level.DIFFERENT, Level.FAR_APART);
        assertThat(result.features().get(0).words()).startsWith("middle 80 % from");
    }

    @Test
    void gapsAndKindsAreFeatures() {
        Random random = new Random(4);
        Features train = Features.of(500)
                .withNumbers("x", gaps(random, 0.05))
                .withTexts("mode", kinds(random, 0.1))
                .withTexts(
                        "n",
                        IntStream.range(0, 500)
                                .mapToObj(row -> "" + random.nextInt(9))
                                .toList());
        Features test = Features.of(500)
                .withNumbers("x", gaps(random, 0.4))
                .withTexts("mode", kinds(random, 0.8))
                .withTexts(
                        "n",
                        IntStream.range(0, 500)
                                .mapToObj(row -> "" + random.nextInt(9))
                                .toList());
        AdversarialResult result = AdversarialValidation.of(train, test, SEED);
        assertThat(result.telling()).extracting(Difference::feature).containsExactly("mode", "x");
        assertThat(result.features().get(0).words())
                .isEqualTo("'grey' in 80.8 % of the test rows, 9.6 % of the training rows");
        assertThat(result.features().get(1).words()).startsWith("missing in ");
        assertThat(result.features().get(2).words()).startsWith("m").doesNotContain("'");
    }

    @Test
    void aCombinationIsSeenThatNoFeatureTellsAlone() {
        Random random = new Random(5);
        AdversarialResult result = AdversarialValidation.of(product(random, 1), product(random, -1), SEED);
        assertThat(result.level()).isEqualTo(Level.FAR_APART);
        assertThat(result.telling()).isEmpty();
        assertThat(result.line().finding()).endsWith("by no feature alone");
    }

    @Test
    void rowNumbersUniqueTextsAndConstantsAreLeftOut() {
        Features train = images(200, 0, 1)
                .withNumbers("id", IntStream.range(0, 200).mapToDouble(i -> i).toArray())
                .withTexts("file", names("train", 200))
                .withNumbers("channels", new double[200]);
        Features test = images(200, 0, 2)
                .withNumbers(
                        "id", IntStream.range(0, 200).mapToDouble(i -> 200 + i).toArray())
                .withTexts("file", names("test", 200))
                .withNumbers("channels", new double[200]);
        AdversarialResult result = AdversarialValidation.of(train, test, SEED);
        assertThat(result.excluded()).containsOnlyKeys("id", "channels", "file");
        assertThat(result.level()).isEqualTo(Level.ALIKE);
        assertThat(result.lines()).anyMatch(line -> line.startsWith("left out: id (grows from row to row"));
    }

    /** Photos of one plant have its colours: a model that has seen some of them knows the others as training rows. */
    @Test
    void groupsAreNoDifference() {
        Random random = new Random(6);
        Features train = grouped(random, false);
        Features test = grouped(random, false);
        assertThat(AdversarialValidation.of(train, test, SEED).level()).isNotEqualTo(Level.ALIKE);
        Features trainGroups = grouped(new Random(7), true);
        Features testGroups = grouped(new Random(8), true);
        assertThat(AdversarialValidation.of(trainGroups, testGroups, SEED).level())
                .isEqualTo(Level.ALIKE);
    }

    @Test
    void theSameRowsGiveTheSameResult() {
        Features train = images(300, 0, 1);
        Features test = images(300, 0.7, 2);
        assertThat(AdversarialValidation.of(train, test, SEED)).isEqualTo(AdversarialValidation.of(train, test, SEED));
    }

    @Test
    void ofManyRowsASampleIsLookedAt() {
        int rows = Budget.MOST_ROWS + 500;
        Features train = Features.of(rows).withNumbers("x", normal(new Random(1), rows, 0, 1));
        Features test = Features.of(100).withNumbers("x", normal(new Random(2), 100, 3, 1));
        AdversarialResult result = AdversarialValidation.of(train, test, SEED);
        assertThat(result.trainRows()).isEqualTo(Budget.MOST_ROWS);
        assertThat(result.testRows()).isEqualTo(100);
        assertThat(result.lines()).contains("to save memory: a sample of 20,000 of the 20,500 training rows");
        // Normal values three apart: Φ(3/√2).
        assertThat(result.auc()).isCloseTo(0.983, within(0.02));
    }

    @Test
    void whatCannotBeComparedIsTold() {
        assertThatThrownBy(() -> AdversarialValidation.of(images(19, 0, 1), images(50, 0, 2), SEED))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("19 training rows are too few");
        assertThatThrownBy(() -> AdversarialValidation.of(images(50, 0, 1), Features.of(50), SEED))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no feature to tell them by");
        assertThatThrownBy(() -> images(50, 0, 1).withNumbers("width", new double[50]))
                .hasMessageContaining("two columns 'width'");
        assertThatThrownBy(() -> images(50, 0, 1).withNumbers("height", new double[3]))
                .hasMessageContaining("'height' has 3 rows");
    }

    @Test
    void aResultIsJson() throws JsonProcessingException {
        JsonNode json =
                new ObjectMapper().valueToTree(AdversarialValidation.of(images(100, 0, 1), images(100, 3, 2), SEED));
        assertThat(json.path("level").asText()).isEqualTo("far-apart");
        assertThat(json.path("features").get(0).path("feature").asText()).isEqualTo("width");
        assertThat(json.path("auc").asDouble()).isGreaterThan(0.9);
        assertThat(json.path("train_rows").asInt()).isEqualTo(100);
        assertThat(json.path("test_rows").asInt()).isEqualTo(100);
    }

    /** As cross-validation has it where there is nothing to see. */
    @Test
    void anAucBelowOneHalfIsSaidToBeChance() throws JsonProcessingException {
        AdversarialResult below =
                new AdversarialResult(0.437, 0.393, 0.481, Level.ALIKE, 990, 594, List.of(), Map.of(), List.of());
        assertThat(below.line().status()).isEqualTo(Status.PASSED);
        assertThat(below.line().finding())
                .endsWith("AUC 0.437 (95 % 0.393 to 0.481); below 0.5 means no more than chance");
        AdversarialResult above =
                new AdversarialResult(0.51, 0.48, 0.54, Level.ALIKE, 990, 594, List.of(), Map.of(), List.of());
        assertThat(above.line().finding()).endsWith("to 0.540)");
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readValue(json.writeValueAsString(below), AdversarialResult.class))
                .isEqualTo(below);
    }

    @ParameterizedTest
    @CsvSource({
        "leaf-classification,train.csv,test.csv,species",
        "house-prices,kaggle_house_pred_train.csv,kaggle_house_pred_test.csv,SalePrice"
    })
    void competitionsThatDividedAtRandomAreAlike(String set, String train, String test, String target) {
        Path folder = SharedData.folder(set);
        AdversarialResult result = AdversarialValidation.of(
                table(folder.resolve(train), target), table(folder.resolve(test), target), SEED);
        assertThat(result.level()).as(result.lines().toString()).isEqualTo(Level.ALIKE);
        assertThat(result.features()).hasSizeGreaterThan(70);
    }

    private static Features table(Path file, String target) {
        CsvTable table = CsvTable.read(file, file.getFileName().toString());
        Features features = Features.of(table.column(table.columns().get(0)).size());
        for (String column : table.columns()) {
            features = column.equals(target) ? features : features.withTexts(column, table.column(column));
        }
        return features;
    }

    /** @param shift of the width in standard deviations */
    private static Features images(int rows, double shift, long seed) {
        Random random = new Random(seed);
        double[] width = normal(random, rows, 480 + 80 * shift, 80);
        double[] brightness = normal(random, rows, 0.5, 0.1);
        double[] sharpness = normal(random, rows, 2, 0.3);
        return Features.of(rows)
                .withNumbers("brightness", brightness)
                .withNumbers("width", width)
                .withNumbers("sharpness", sharpness);
    }

    private static Features grouped(Random random, boolean told) {
        double[] red = new double[600];
        double[] green = new double[600];
        List<String> plants = new ArrayList<>();
        double plantRed = 0;
        double plantGreen = 0;
        for (int row = 0; row < 600; row++) {
            if (row % 10 == 0) {
                plantRed = random.nextGaussian();
                plantGreen = random.nextGaussian();
            }
            red[row] = plantRed + 0.02 * random.nextGaussian();
            green[row] = plantGreen + 0.02 * random.nextGaussian();
            plants.add("plant " + row / 10);
        }
        Features features = Features.of(600).withNumbers("red", red).withNumbers("green", green);
        return told ? features.withGroups(plants) : features;
    }

    private static Features product(Random random, int sign) {
        double[] first = normal(random, 800, 0, 1);
        double[] second = new double[800];
        for (int row = 0; row < 800; row++) {
            second[row] = sign * Math.signum(first[row]) * Math.abs(random.nextGaussian());
        }
        return Features.of(800).withNumbers("first", first).withNumbers("second", second);
    }

    private static double[] gaps(Random random, double share) {
        return random.doubles(500)
                .map(draw -> draw < share ? Double.NaN : random.nextGaussian())
                .toArray();
    }

    private static List<String> kinds(Random random, double share) {
        return random.doubles(500)
                .mapToObj(draw -> draw < share ? "grey" : "rgb")
                .toList();
    }

    private static List<String> names(String kind, int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> kind + "/" + row + ".jpg")
                .toList();
    }

    private static double[] normal(Random random, int rows, double mean, double deviation) {
        return random.doubles(rows)
                .map(ignored -> mean + deviation * random.nextGaussian())
                .toArray();
    }
}
