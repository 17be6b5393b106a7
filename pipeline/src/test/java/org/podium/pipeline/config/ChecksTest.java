package org.podium.pipeline.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChecksTest {
    @Test
    void whatIsAllowedPasses() {
        new Checks()
                .atLeast("a", 1, 1)
                .atLeast("b", 0.0, 0)
                .above("c", 1e-9, 0)
                .between("d", 1.0, 0, 1)
                .between("d", 3, 3, 3)
                .below("e", 0, 0, 1)
                .oneOf("f", "x", List.of("x"))
                .matches("g", "x1", Pattern.compile("x\\d"), "x and a digit")
                .notEmpty("h", List.of(1))
                .verify();
    }

    @Test
    void everythingElseIsToldTogether() {
        Checks checks = new Checks()
                .atLeast("a", 0, 1)
                .atLeast("b", Double.NaN, 0)
                .above("c", Double.POSITIVE_INFINITY, 0)
                .between("d", Double.NaN, 0, 1)
                .between("d", 4, 3, 3)
                .below("e", 1, 0, 1)
                .oneOf("f", "y", List.of("x"))
                .matches("g", "x", Pattern.compile("x\\d"), "x and a digit")
                .notEmpty("h", List.of())
                .that(false, "not both", "i", "j");
        assertThatThrownBy(checks::verify)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a: 0, expected at least 1; b: NaN, expected at least 0.0; "
                        + "c: Infinity, expected more than 0.0; d: NaN, expected 0.0 to 1.0; d: 4, expected 3 to 3; "
                        + "e: 1.0, expected at least 0.0 and less than 1.0; f: 'y'; did you mean 'x'?; "
                        + "g: 'x', expected x and a digit; h: empty, expected at least one entry; i, j: not both");
    }
}
