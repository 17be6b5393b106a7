package org.podium.pipeline.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.config.Records;
import org.podium.pipeline.train.TinyProblem;

class ForecastTest {
    private static final List<Forecast.FoldSize> FOLDS =
            List.of(new Forecast.FoldSize(800, 200, 200), new Forecast.FoldSize(800, 200, 200));

    private static Recipe recipe(int workers, int threads, Recipe.Model... models) {
        Recipe recipe = Records.with(Recipe.DEFAULTS, "workers", Optional.of(workers));
        recipe = Records.with(recipe, "threads", Optional.of(threads));
        return Records.with(recipe, "models", List.of(models));
    }

    /** 4 epochs of 800 rows at 100/s and 200 at 400/s; then 2 views of 200 and 600 rows at 400/s; a start each. */
    @Test
    void addsUpWhatEveryJobTakes() {
        Speed speed = new Speed(100, 400, 0.5, 1000);
        Recipe.Model model = TinyProblem.model("epochs=4");
        Forecast one = Forecast.of(recipe(1, 1, model), List.of(speed), FOLDS, 600, 2);
        double train = 4 + 4 * (8 + 0.5);
        double predict = 4 + 4;
        assertThat(one.seconds()).isEqualTo(2 * train + 2 * predict, within(1e-9));
        assertThat(one.memory()).isEqualTo(1000);
        Forecast two = Forecast.of(recipe(2, 1, model), List.of(speed), FOLDS, 600, 4);
        assertThat(two.seconds()).isEqualTo(train + predict, within(1e-9));
        assertThat(two.memory()).isEqualTo(2000);
        Forecast idle = Forecast.of(recipe(8, 1, model), List.of(speed), FOLDS, 600, 64);
        assertThat(idle.workers()).isEqualTo(2);
    }

    @Test
    void readingAddsToComputingWhereThereAreNoCoresLeft() {
        Speed speed = new Speed(100, 400, 0.001, 0);
        Recipe.Model model = TinyProblem.model("epochs=1");
        double roomy =
                Forecast.of(recipe(2, 1, model), List.of(speed), FOLDS, 0, 4).seconds();
        double full =
                Forecast.of(recipe(2, 1, model), List.of(speed), FOLDS, 0, 2).seconds();
        // Once 1000 images, then the 200 held out through two views.
        assertThat(full - roomy).isEqualTo(1.0 + 0.4, within(1e-9));
    }

    @Test
    void theFirstFreeWorkerTakesTheNextJob() {
        assertThat(Forecast.span(List.of(5.0, 1.0, 1.0, 1.0), 2)).isEqualTo(5);
        assertThat(Forecast.span(List.of(1.0, 1.0, 5.0), 2)).isEqualTo(6);
    }

    @Test
    void everyModelNeedsItsSpeed() {
        assertThatThrownBy(() -> Forecast.of(recipe(1, 1, TinyProblem.model()), List.of(), FOLDS, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsTimeWithItsMargin() {
        CheckLine line = new Forecast(600, 0, 2, false).lines(1000).get(0);
        assertThat(line.status()).isEqualTo(Status.PASSED);
        assertThat(line.finding()).endsWith("about 10 min with 2 workers at a time, 7 min to 13 min");
        assertThat(line.name()).isEqualTo("run time");
    }

    @Test
    void withPatienceTheTimeIsAnUpperLimit() {
        Recipe.Model patient = TinyProblem.model("patience=2");
        for (Recipe.Model model : List.of(patient, TinyProblem.model())) {
            Forecast forecast = Forecast.of(recipe(1, 1, model), List.of(new Speed(100, 400, 0, 0)), FOLDS, 0, 1);
            assertThat(forecast.lines(1000).get(0).finding().contains("an upper limit"))
                    .isEqualTo(model == patient);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, SKIPPED, ''", "5000, PASSED, ''", "9000, WARNED, workers: 3", "20000, FAILED, workers: 1"})
    void memoryIsHeldAgainstTheMachines(long memory, Status status, String todo) {
        CheckLine line = new Forecast(1, memory, 4, false).lines(10_000).get(1);
        assertThat(line.status()).isEqualTo(status);
        assertThat(line.todo()).contains(todo);
    }

    @Test
    void oneHoldsAndTwoHold() {
        assertThat(new Forecast(1, 5_120, 1, false).lines(10_240).get(1).finding())
                .isEqualTo("one worker holds about 5.0 GiB of 10.0");
        assertThat(new Forecast(1, 5_120, 2, false).lines(10_240).get(1).finding())
                .isEqualTo("2 workers at a time hold about 5.0 GiB of 10.0");
    }

    @Test
    void oneWorkerThatDoesNotFitNeedsASmallerModel() {
        assertThat(new Forecast(1, 20_000, 1, false).lines(10_000).get(1).todo())
                .contains("smaller batches");
    }

    @ParameterizedTest
    @CsvSource({
        "0.2, 1 s",
        "89, 89 s",
        "100, 1 min 40 s",
        "240, 4 min",
        "5000, 83 min",
        "7200, 2 h",
        "12000, 3 h 20 min"
    })
    void durationsReadAsPeopleSayThem(double seconds, String text) {
        assertThat(Forecast.duration(seconds)).isEqualTo(text);
    }
}
