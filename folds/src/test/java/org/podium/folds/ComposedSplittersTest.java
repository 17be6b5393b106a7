package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Splitters made of others, and folds that were decided before. */
class ComposedSplittersTest {
    @Test
    void repeatsPassOverASeedThatGivesTheSameFoldsAgain() {
        // Three groups have three hold-outs of one group, if none weighs more than the others.
        Rows rows = Rows.of(3).withGroups(List.of("a", "b", "c"));
        FoldPlan plan = new Repeated(new GroupHoldout(0.3), 3).split(rows, 0);
        assertThat(List.of(plan.validation(0, 0)[0], plan.validation(1, 0)[0], plan.validation(2, 0)[0]))
                .containsExactlyInAnyOrder(0, 1, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Repeated(new GroupHoldout(0.3), 4).split(rows, 0))
                .withMessage("GroupHoldout[fraction=0.3] found only 3 different plans for these rows: use fewer repeats"
                        + " than 4");
    }

    /** Two rows form the halves of one division, whichever is called the first. */
    @Test
    void foldsWithOtherNumbersAreNoOtherFolds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Repeated(new KFold(2), 2).split(Rows.of(2), 0))
                .withMessageContaining("found only 1 different plans");
        // Four rows have three divisions in halves.
        FoldPlan plan = new Repeated(new KFold(2), 3).split(Rows.of(4), 0);
        assertThat(plan.divisions()).doesNotHaveDuplicates().hasSize(3);
        assertThatIllegalArgumentException().isThrownBy(() -> new Repeated(new KFold(2), 4).split(Rows.of(4), 0));
    }

    @Test
    void refusesToRepeatOuterFoldsThatStayTheSame() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Repeated(new Nested(new LeaveOneGroupOut(), new KFold(2)), 2))
                .withMessage("LeaveOneGroupOut[] gives the same outer folds under every seed: do not repeat it, repeat"
                        + " the inner splitter");
    }

    @Test
    void refusesToRepeatWhatTheSeedHasNoSayIn() {
        Splitter series = TimeSeriesSplit.expanding(3, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Repeated(series, 2))
                .withMessageContaining("gives the same folds under every seed");
        assertThatIllegalArgumentException().isThrownBy(() -> new Repeated(new Nested(series, series), 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Repeated(new KFold(2), 0))
                .withMessage("number of repeats is 0, must be at least 1");
    }

    @Test
    void nestsOnce() {
        Nested nested = new Nested(new KFold(2), new KFold(2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Nested(nested, new KFold(2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Nested(new KFold(2), nested))
                .withMessage("nested folds cannot be nested again");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> nested.split(Rows.of(3), 0))
                .withMessage("training set of repeat 0, fold 0: 1 row, too few for 2 folds");
        Rows rows = Rows.of(40);
        for (Splitter twice : List.of(
                new Nested(new Repeated(nested, 2), new KFold(2)), new Nested(new KFold(2), new Repeated(nested, 2)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> twice.split(rows, 0))
                    .withMessage("nested folds cannot be nested again");
        }
    }

    @Test
    void takesFoldsAsGiven() {
        Rows rows = Rows.of(List.of("a", "b", "c", "d"));
        FoldPlan plan = new Predefined(Map.of("a", 1, "b", -1, "c", 0, "d", 1)).split(rows, 9);
        assertThat(plan).isEqualTo(FoldPlan.of(2, new int[] {1, -1, 0, 1}));
    }

    /** Looking through all ids for each fold would be 10¹⁰ comparisons. */
    @Test
    @Timeout(20)
    void findsTheFoldWithoutAnIdAmongMany() {
        List<String> ids =
                IntStream.range(0, 100_000).mapToObj(row -> "row-" + row).toList();
        Map<String, Integer> folds = new HashMap<>();
        ids.forEach(id -> folds.put(id, id.length() % 2));
        folds.put("row-100000", 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Predefined(folds).split(Rows.of(ids), 0))
                .withMessage("there is a fold for 'row-100000', which is the id of no row");
    }

    @Test
    void namesTheIdWithoutAFoldAndTheFoldWithoutAnId() {
        Rows rows = Rows.of(List.of("a", "b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Predefined(Map.of("a", 0)).split(rows, 0))
                .withMessage("row 'b' has no fold");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Predefined(Map.of("a", 0, "b", 1, "z", 1, "y", 0)).split(rows, 0))
                .withMessage("there is a fold for 'y', which is the id of no row");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Predefined(Map.of("a", -2)))
                .withMessage("fold of row 'a' is -2, must be at least -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Predefined(Map.of("a", 0, "b", 1)).split(Rows.of(2), 0))
                .withMessage("folds given by id need an id for every row");
    }
}
