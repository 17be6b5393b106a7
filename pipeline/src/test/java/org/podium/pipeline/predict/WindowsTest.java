package org.podium.pipeline.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {
    @ParameterizedTest
    @CsvSource({"100,100,0.5", "101,100,0.5", "150,100,0", "480,128,0.5", "1000,64,0.25", "17,16,0.9", "5,1,0.5"})
    void theyReachFromEndToEndAndOverlapEnough(int length, int span, double overlap) {
        Windows windows = new Windows(length, span, overlap);
        int count = windows.count();

        assertThat(windows.start(0)).isZero();
        assertThat(windows.start(count - 1)).isEqualTo(length - span);
        for (int i = 1; i < count; i++) {
            // Starts are rounded to whole pixels, and a window moves by one pixel at least.
            int shared = windows.start(i - 1) + span - windows.start(i);
            assertThat(shared).isBetween(Math.min(span - 1, (int) Math.floor(span * overlap)) - 1, span - 1);
        }
    }

    @Test
    void noMoreThanAreNeeded() {
        assertThat(new Windows(200, 100, 0).count()).isEqualTo(2);
        assertThat(new Windows(200, 100, 0.5).count()).isEqualTo(3);
        assertThat(new Windows(100, 100, 0.9).count()).isEqualTo(1);
    }

    @Test
    void theMiddleCountsMost() {
        float[] weights = Windows.weights(9);

        assertThat(weights[4]).isEqualTo(1);
        for (int i = 0; i < 4; i++) {
            assertThat(weights[i]).isPositive().isLessThan(weights[i + 1]).isEqualTo(weights[8 - i]);
        }
    }

    @Test
    void aWindowIsNotWiderThanTheImage() {
        assertThatThrownBy(() -> new Windows(9, 10, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a window of 10 over 9 pixels");
    }
}
