package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "3, 3",
        "-1.5, -1.5",
        "1970-01-02, 86400",
        "1969-12-31, -86400",
        "1970-01-01T00:01:00, 60",
        "1970-01-01 00:01, 60",
        "1970-01-01T01:00:00.5Z, 3600.5",
        "1970-01-01T01:00:00+01:00, 0",
        "2024-02-29T23:59:59, 1709251199",
    })
    void readsNumbersAndIsoTimes(String cell, double expected) {
        assertThat(Times.of(List.of(cell))).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2023-02-29",
                "2023-13-01",
                "NaN",
                "01.02.2023",
                "2023-01-01T25:00",
                "1d",
                "0x1p3",
                "Infinity"
            })
    void refusesWhatIsNoTime(String cell) {
        assertThatThrownBy(() -> Times.of(List.of(cell)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + cell + "' is no time");
    }

    @Test
    void aBlankForTheTMakesNoNumber() {
        assertThat(Times.isNumber("2026-01-02 12:00:00")).isFalse();
        assertThat(Times.isNumber("17")).isTrue();
    }
}
