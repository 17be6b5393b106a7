package org.podium.pipeline.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.config.Records;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Event;

/** The probes of networks that tell the class of every pixel. */
class MaskPreflightTest {
    /** More than it takes, so that only steps end it. */
    private static final double PATIENCE = 60;

    @TempDir
    private static Path folder;

    private final List<Event> events = new ArrayList<>();

    @Test
    void aSoundModelPassesEverything() throws IOException {
        PreflightResult result = Preflight.run(Painted.subject(folder), 1, folder, events::add);
        assertThat(result.lines()).hasSize(9).extracting(CheckLine::name).contains("masks follow their images");
        assertThat(result.lines()).allSatisfy(line -> assertThat(line.status())
                .as(line.toString())
                .isEqualTo(line.name().startsWith("names") ? Status.SKIPPED : Status.PASSED));
        assertThat(result.speed().training()).isBetween(0.1, 1e5);
        assertThat(result.speed().prediction()).isBetween(0.1, 1e5);
        Event.Progress last = (Event.Progress) events.get(events.size() - 1);
        assertThat(last.done()).isEqualTo(last.total()).isEqualTo(result.lines().size());
    }

    @Test
    void aDeadNetworkLearnsNothing() throws IOException {
        Workbench dead = Probed.changed(Painted.bench(folder), weights -> Tensor.filled(0, weights.shape()));
        CheckLine line =
                OverfitProbe.of(dead, dead.viewed(dead.spread(2)), PATIENCE).line();
        assertThat(line.status()).as(line.finding()).isEqualTo(Status.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss=dice",
                "loss=bce-dice",
                "loss=focal;class-weights=balanced",
                "class-weights={listed: [1, 3, 0.5]};label-smoothing=0.2;accumulate=2",
                "network=fcn-resnet10"
            })
    void everyLossBeginsAndIsLearned(String settings) throws IOException {
        Workbench bench = Painted.bench(folder, settings.split(";"));
        CheckLine first = FirstLossProbe.of(bench, bench.augmented(bench.cycled("test", 8), "test"), 4);
        assertThat(first.status()).as(first.finding()).isEqualTo(Status.PASSED);
        CheckLine learned =
                OverfitProbe.of(bench, bench.viewed(bench.spread(4)), PATIENCE).line();
        assertThat(learned.status()).as(learned.finding()).isEqualTo(Status.PASSED);
        FirstSteps steps =
                FirstSteps.of(bench, 3e-3, new FirstSteps.Plan(4, bench.model().accumulate(), 2, PATIENCE));
        assertThat(steps.finite()).isTrue();
    }

    @Test
    void aHeadWithOpinionsFails() throws IOException {
        Workbench bench = Probed.changed(Painted.bench(folder), "segmentation_head", head -> Probed.times(head, 1000));
        CheckLine line = FirstLossProbe.of(bench, bench.augmented(bench.cycled("test", 4), "test"), 4);
        assertThat(line.status()).as(line.finding()).isEqualTo(Status.FAILED);
    }

    @Test
    void withoutChanceInTrainingIsWarnedOf() throws IOException {
        Workbench still = Painted.bench(folder, "augment=[{center-crop: {size: 32}}]");
        CheckLine line = TransformsProbe.of(still);
        assertThat(line.status()).isEqualTo(Status.WARNED);
        assertThat(line.finding()).contains("0 of 6").endsWith("nothing is left to chance");
        assertThat(TransformsProbe.of(Painted.bench(folder)).finding())
                .contains("in evaluation, which sees whole images through windows at 32 px, nothing is drawn");
    }

    /** Of four pixels one counts not; of the rest two are of the commonest class. */
    @Test
    void pixelsOfNoClassAreNotCounted() {
        ByteBuffer mask = ByteBuffer.allocateDirect(4)
                .put(new byte[] {0, 1, 1, (byte) 255})
                .flip();
        Images images = new Images(ByteBuffer.allocateDirect(12), 2, new long[1], mask);
        float[][] scores = {{1, 0, 0, 0, /* of class 1 */ 0, 0, 1, 1}};
        Right right = Right.of(scores, images);
        // The second pixel's scores are equal, which tells nothing.
        assertThat(right).isEqualTo(new Right(2, 3, 2));
        assertThat(right.percent()).isEqualTo("66.7 % of the pixels (the commonest class alone has 66.7 %)");
    }

    @ParameterizedTest
    @CsvSource({"80, false, false", "95, true, true", "93, false, true", "91, false, false"})
    void theCommonestClassAloneIsNothing(long right, boolean byHeart, boolean still) {
        // Everywhere the commonest is 80 of 100, so 75 % of the rest make 95, and 60 % 92.
        Right of100 = new Right(right, 100, 80);
        assertThat(of100.byHeart()).isEqualTo(byHeart);
        assertThat(of100.stillKnown()).isEqualTo(still);
    }

    @Test
    void partsOfBatchesHaveTheirMasks() throws IOException {
        Workbench bench = Painted.bench(folder);
        Images four = bench.augmented(bench.spread(4), "test");
        assertThat(four.parts(2).get(1).mask(1))
                .isEqualTo(four.mask(3))
                .contains(1)
                .contains(2);
        assertThat(four.repeated(6).mask(5)).isEqualTo(four.mask(1));
        assertThat(four.repeated(6).image(5)).isEqualTo(four.image(1));
    }

    /** Each of 10 rows in 2 views: of 2 windows' sides once and of twice that, which has 4 times the pixels. */
    @Test
    void predictionIsForecastByViewsAndScales() {
        Recipe.Model model =
                RecipeFile.model("network=unet-resnet10", "epochs=1", "augment=[{random-crop: {size: 32}}]", "name=m");
        Recipe.Tta tta = Records.with(Recipe.Tta.DEFAULTS, "horizontalFlip", true);
        tta = Records.with(tta, "scales", List.of(2.0));
        Recipe recipe = Records.with(Recipe.DEFAULTS, "models", List.of(model));
        recipe = Records.with(Records.with(recipe, "workers", Optional.of(1)), "threads", Optional.of(1));
        Speed speed = new Speed(10, 1, 0, 0, false);
        List<Forecast.FoldSize> folds = List.of(new Forecast.FoldSize(20, 6, 6));
        double plain = seconds(recipe, Records.with(Recipe.Tta.DEFAULTS, "horizontalFlip", false), speed, folds);
        assertThat(plain).isEqualTo(2 * 4 + 2 + 6 + 10, within(1e-9));
        assertThat(seconds(recipe, tta, speed, folds) - plain).isEqualTo(10 * (2 * 5 - 1), within(1e-9));
    }

    private static double seconds(Recipe recipe, Recipe.Tta tta, Speed speed, List<Forecast.FoldSize> folds) {
        return Forecast.of(Records.with(recipe, "tta", tta), List.of(speed), folds, 4, 8)
                .seconds();
    }
}
