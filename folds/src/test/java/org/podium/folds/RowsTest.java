package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
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

    @Test
    void rowsNeedNoIds() {
        Rows rows = Rows.of(2).withClasses(new int[] {1, 0}, 2);
        assertThat(rows.ids()).isEmpty();
        assertThat(rows.classOf(0)).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> Rows.of(0)).withMessageContaining("no rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.of(2).withClasses(new int[] {0, 2}, 2))
                .withMessage("class of row 1 is 2, must be 0 to 1");
    }

    @Test
    void groupsAreNumberedByName() {
        Rows rows = Rows.of(4).withGroups(List.of("b", "a", "c", "b"));
        assertThat(rows.groupCount()).isEqualTo(3);
        assertThat(new int[] {rows.groupOf(0), rows.groupOf(1), rows.groupOf(2), rows.groupOf(3)})
                .containsExactly(1, 0, 2, 1);
        assertThat(rows.groupName(1)).isEqualTo("b");
        assertThat(Rows.of(4).withGroups(new int[] {3, 1, 0, 3}, List.of("c", "a", "nobody", "b")))
                .isEqualTo(rows);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.of(2).withGroups(new int[] {0, 2}, List.of("a", "b")))
                .withMessage("group of row 1 is 2, must be 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.of(2).withGroups(new int[] {0, 1}, List.of("a", "a")))
                .withMessage("two groups are called 'a'");
    }

    @Test
    void keepsAllThatIsKnownOfASelection() {
        Rows rows = Samples.full(3);
        Rows last = rows.select(new int[] {rows.size() - 1, 0});
        assertThat(last.size()).isEqualTo(2);
        assertThat(last.ids().orElseThrow())
                .containsExactly(
                        rows.ids().orElseThrow().get(rows.size() - 1),
                        rows.ids().orElseThrow().get(0));
        assertThat(last.classOf(0)).isEqualTo(rows.classOf(rows.size() - 1));
        assertThat(last.classCount()).isEqualTo(rows.classCount());
        assertThat(last.targetOf(1)).isEqualTo(rows.targetOf(0));
        assertThat(last.timeOf(1)).isEqualTo(rows.timeOf(0));
        assertThat(last.groupName(last.groupOf(0))).isEqualTo(rows.groupName(rows.groupOf(rows.size() - 1)));
        assertThat(last.groupCount()).isEqualTo(2);
        assertThat(last.labelSets().orElseThrow().count(1))
                .isEqualTo(rows.labelSets().orElseThrow().count(0));
    }

    @Test
    void namesWhatIsNull() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.of(Arrays.asList("a", null)))
                .withMessage("id of row 1 is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.of(List.of("a", "b")).withGroups(Arrays.asList("g", null)))
                .withMessage("group of row 'b' is null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.of(2).withGroups(new int[] {0, 1}, Arrays.asList("g", null)))
                .withMessage("name of group 1 is null");
        assertThat(Rows.of(2)
                        .withGroups(new int[2], Arrays.asList("g", null, "g"))
                        .groupCount())
                .isEqualTo(1);
    }

    @Test
    void selectsEachRowOnce() {
        Rows rows = Rows.of(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.select(new int[] {0, 3}))
                .withMessage("row 3 is selected, must be 0 to 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.select(new int[] {2, 0, 2}))
                .withMessage("row 2 is selected twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rows.of(List.of("a", "b")).select(new int[] {1, 1}))
                .withMessage("row 'b' is selected twice");
    }

    @Test
    void saysWhatIsNotKnown() {
        Rows rows = Rows.of(List.of("a", "b"));
        assertThatIllegalStateException().isThrownBy(() -> rows.classOf(0)).withMessage("the rows have no classes");
        assertThatIllegalStateException().isThrownBy(() -> rows.groupOf(0)).withMessage("the rows have no groups");
        assertThatIllegalStateException().isThrownBy(() -> rows.timeOf(0)).withMessage("the rows have no times");
        assertThatIllegalStateException().isThrownBy(() -> rows.targetOf(0)).withMessage("the rows have no targets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.withTargets(new double[] {1, Double.NaN}))
                .withMessage("target of row 'b' is NaN, must be a finite number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.withTimes(new long[3]))
                .withMessage("2 ids but 3 times");
    }
}
