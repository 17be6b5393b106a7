package org.podium.pipeline.adversarial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
    @ParameterizedTest
    @CsvSource({
        "400, 300, 14, 10, 20000, 32", //
        "60000, 60000, 12, 2, 20000, 32",
        "20000, 20000, 0, 300, 20000, 3",
        "1000, 1000, 0, 300, 20000, 32",
        "90000, 90000, 5000, 0, 4000, 32",
        "90000, 90000, 2000, 2000, 5000, 1",
        "90000, 90000, 3000000, 0, 20, 32"
    })
    void wideTablesAreShownInPart(int train, int test, int numbers, int texts, int rows, int levels) {
        assertThat(Budget.of(train, test, numbers, texts)).isEqualTo(new Budget(rows, levels));
    }

    @Test
    void memoryHasABound() {
        for (int texts = 1; texts < 100_000; texts = 3 * texts + 1) {
            Budget budget = Budget.of(1_000_000, 1_000_000, 30, texts);
            assertThat(2L * budget.rows() * (30 + (long) texts * budget.levels()))
                    .as(texts + " columns of texts")
                    .isLessThanOrEqualTo(Budget.MOST_VALUES);
        }
    }

    @Test
    void whatIsLeftOutIsSaid() {
        assertThat(new Budget(20_000, 32).notes(20_000, 300)).isEmpty();
        assertThat(new Budget(5_000, 3).notes(6_000, 300))
                .containsExactly(
                        "a sample of 5,000 of the 6,000 training rows",
                        "of each column of texts, the model sees the 3 commonest values only");
    }
}
