package org.podium.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Our scores of masks against scikit-learn's of the same pixels (golden/make_masks.py). */
class ScikitLearnMaskScoresTest {
    private static final Offset<Double> CLOSE = Offset.offset(1e-12);

    @ParameterizedTest
    @CsvFileSource(resources = "/golden/mask-scores.csv", numLinesToSkip = 1)
    void agrees(ArgumentsAccessor row) {
        PixelConfusion confusion = new PixelConfusion(row.getInteger(1), Masks.background(row.getInteger(2)));
        confusion.add(Masks.of(row.getString(3)), Masks.of(row.getString(4)));
        int column = 5;
        for (MaskMetric metric : inColumns()) {
            assertThat(metric.score(confusion)).as(metric.name()).isCloseTo(row.getDouble(column++), CLOSE);
        }
        assertThat(confusion.iou()).containsExactly(scores(row.getString(column++)), CLOSE);
        assertThat(confusion.dice()).containsExactly(scores(row.getString(column)), CLOSE);
    }

    private static List<MaskMetric> inColumns() {
        return Stream.of(
                        "mean-iou",
                        "mean-iou-with-ignored",
                        "mean-dice",
                        "foreground-iou",
                        "foreground-dice",
                        "pixel-accuracy")
                .map(MaskMetrics::named)
                .toList();
    }

    private static double[] scores(String spaced) {
        return Stream.of(spaced.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
}
