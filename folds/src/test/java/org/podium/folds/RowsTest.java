package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {
    @Test
    void namesADuplicateId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.of(List.of("a", "b", "c", "b"), new int[4], 1))
                .withMessage("duplicate id 'b'");
    }

    @Test
    void refusesWhatIsNotARow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.of(List.of(), new int[0], 1))
                .withMessageContaining("no rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.of(List.of("a"), new int[2], 1))
                .withMessageContaining("1 ids but 2 classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.of(List.of("a"), new int[1], 0))
                .withMessageContaining("class count is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.of(List.of("a", "b"), new int[] {0, 2}, 2))
                .withMessage("class of row 'b' is 2, must be 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.of(List.of("a"), new int[] {-1}, 2))
                .withMessageContaining("is -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.ofSizes(2).withGroups(List.of("g")))
                .withMessage("2 ids but 1 groups");
    }

    @Test
    void keepsItsOwnCopyOfTheClasses() {
        int[] classes = {0, 1};
        Rows rows = Rows.of(List.of("a", "b"), classes, 2);
        classes[0] = 1;
        assertThat(rows.classOf(0)).isZero();
    }

    @Test
    void countsTheRowsOfAClass() {
        Rows rows = Samples.ofSizes(3, 0, 2);
        assertThat(rows.classCount()).isEqualTo(3);
        assertThat(rows.classSize(0)).isEqualTo(3);
        assertThat(rows.classSize(1)).isZero();
        assertThat(rows.classSize(2)).isEqualTo(2);
    }

    @Test
    void equalsByContent() {
        Rows rows = Samples.grouped(1);
        assertThat(rows).isEqualTo(Samples.grouped(1)).hasSameHashCodeAs(Samples.grouped(1));
        assertThat(rows).isNotEqualTo(Samples.grouped(2));
        assertThat(Samples.ofSizes(2)).isNotEqualTo(Samples.ofSizes(2).withGroups(List.of("g", "g")));
    }
}
