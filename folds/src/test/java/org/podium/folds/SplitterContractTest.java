package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every splitter keeps to. */
class SplitterContractTest {
    /** @param complete every row is validated; @param keepsGroups rows of a group share a fold */
    record Subject(Splitter splitter, int folds, boolean complete, boolean keepsGroups) {}

    static final List<Subject> SUBJECTS = List.of(
            new Subject(new StratifiedKFold(2), 2, true, false),
            new Subject(new StratifiedKFold(5), 5, true, false),
            new Subject(new StratifiedHoldout(0.2), 1, false, false),
            new Subject(new StratifiedHoldout(0.7), 1, false, false),
            new Subject(new StratifiedGroupKFold(2), 2, true, true),
            new Subject(new StratifiedGroupKFold(5), 5, true, true));

    static Stream<Arguments> cases() {
        return SUBJECTS.stream().flatMap(subject -> LongStream.range(0, 8)
                .mapToObj(seed -> Arguments.of(subject, Samples.grouped(seed), seed)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void validatesEachRowOnceAtMostAndTrainsOnTheOthers(Subject subject, Rows rows, long seed) {
        FoldPlan plan = subject.splitter().split(rows, seed);
        assertThat(plan.rows()).isEqualTo(rows.size());
        assertThat(plan.folds()).isEqualTo(subject.folds());
        int[] validated = new int[rows.size()];
        for (int fold = 0; fold < plan.folds(); fold++) {
            for (int row : plan.validation(fold)) {
                validated[row]++;
            }
            assertThat(IntStream.concat(IntStream.of(plan.validation(fold)), IntStream.of(plan.training(fold)))
                            .sorted())
                    .containsExactlyElementsOf(
                            IntStream.range(0, rows.size()).boxed().toList());
        }
        for (int row = 0; row < rows.size(); row++) {
            assertThat(validated[row]).isEqualTo(plan.fold(row) == FoldPlan.ALWAYS_TRAINS ? 0 : 1);
        }
        if (subject.complete()) {
            assertThat(validated).containsOnly(1);
        } else {
            assertThat(validated).contains(0, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void losesNoClass(Subject subject, Rows rows, long seed) {
        Balance balance = Balance.of(rows, subject.splitter().split(rows, seed));
        assertThat(balance.folds()).allSatisfy(fold -> {
            assertThat(fold.untrainedClasses()).isEmpty();
            assertThat(fold.classRows()).allSatisfy(count -> assertThat(count).isPositive());
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsGroupsTogetherIfItSaysSo(Subject subject, Rows rows, long seed) {
        FoldPlan plan = subject.splitter().split(rows, seed);
        Map<String, Integer> foldOfGroup = new HashMap<>();
        boolean straddles = false;
        for (int row = 0; row < rows.size(); row++) {
            Integer before = foldOfGroup.put(rows.groupName(rows.groupOf(row)), plan.fold(row));
            straddles |= before != null && before != plan.fold(row);
        }
        assertThat(straddles).isEqualTo(!subject.keepsGroups());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSamePlanForTheSameSeedOnly(Subject subject, Rows rows, long seed) {
        FoldPlan plan = subject.splitter().split(rows, seed);
        assertThat(subject.splitter().split(rows, seed)).isEqualTo(plan);
        assertThat(subject.splitter().split(rows, seed + 1)).isNotEqualTo(plan);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesAnIdTheSameFoldWhereverItStands(Subject subject, Rows rows, long seed) {
        Rows permuted = Samples.permuted(rows, seed);
        assertThat(permuted.ids()).isNotEqualTo(rows.ids());
        assertThat(foldById(subject, permuted, seed)).isEqualTo(foldById(subject, rows, seed));
    }

    private static Map<String, Integer> foldById(Subject subject, Rows rows, long seed) {
        FoldPlan plan = subject.splitter().split(rows, seed);
        Map<String, Integer> folds = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            folds.put(rows.ids().orElseThrow().get(row), plan.fold(row));
        }
        return folds;
    }
}
