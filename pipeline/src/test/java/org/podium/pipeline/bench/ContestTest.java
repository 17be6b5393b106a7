package org.podium.pipeline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContestTest {
    private static Contest contest(List<Double> first, List<Double> second) {
        return new Contest("train", 64, 32, new Contest.Side("a", first), new Contest.Side("b", second));
    }

    /** A slow round slows both sides, so its ratio is like the others'. Here the ratio of medians would be 1. */
    @Test
    void ratioIsTakenWithinRounds() {
        Contest contest = contest(List.of(30.0, 6.0, 12.0), List.of(12.0, 3.0, 12.0));
        assertThat(contest.first().imagesPerSecond()).isEqualTo(12);
        assertThat(contest.second().imagesPerSecond()).isEqualTo(12);
        assertThat(contest.ratio()).isEqualTo(2);
        assertThat(contest.lowestRatio()).isEqualTo(1);
        assertThat(contest.highestRatio()).isEqualTo(2.5);
    }

    @Test
    void ofAnEvenNumberOfRoundsTheMiddleTwoCount() {
        Contest contest = contest(List.of(1.0, 2.0, 4.0, 9.0), List.of(1.0, 1.0, 1.0, 1.0));
        assertThat(contest.ratio()).isCloseTo(3, within(1e-12));
    }

    @Test
    void bothSidesHaveTheSameRounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> contest(List.of(1.0, 2.0), List.of(1.0)))
                .withMessageContaining("2 and 1");
        assertThatIllegalArgumentException().isThrownBy(() -> contest(List.of(), List.of()));
    }

    @Test
    void tellsRatesAndRatiosAsJson() {
        JsonNode json = new ObjectMapper().valueToTree(contest(List.of(30.0), List.of(10.0)));
        assertThat(json.properties().stream().map(e -> e.getKey()))
                .containsExactlyInAnyOrder(
                        "work", "size", "batch", "first", "second", "ratio", "lowest_ratio", "highest_ratio");
        assertThat(json.at("/first/name").asText()).isEqualTo("a");
        assertThat(json.at("/first/images_per_second").asDouble()).isEqualTo(30);
        assertThat(json.at("/first/rounds_images_per_second/0").asDouble()).isEqualTo(30);
        assertThat(json.get("ratio").asDouble()).isEqualTo(3);
    }
}
