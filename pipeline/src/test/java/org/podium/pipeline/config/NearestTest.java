package org.podium.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void distanceCountsEditsAndSwapsButNotCase() {
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("label", "lable")).isEqualTo(1);
        assertThat(Nearest.distance("Label", "label")).isZero();
    }

    @Test
    void theNearestNameIsHintedAndAllNamesWhereNoneIsNear() {
        List<String> valid = List.of("epochs", "batch-size", "lr");
        assertThat(Nearest.hint("batch_size", valid)).isEqualTo("did you mean 'batch-size'?");
        assertThat(Nearest.hint("momentum", valid)).isEqualTo("there are epochs, batch-size, lr");
        assertThat(Nearest.hint("x", List.of())).isEqualTo("there are none");
    }
}
