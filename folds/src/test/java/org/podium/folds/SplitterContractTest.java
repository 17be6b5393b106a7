package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every splitter keeps to. */
class SplitterContractTest {
    /** What only some splitters promise. */
    enum Promise {
        /** Every row is validated once. */
        COMPLETE,
        /** Every row that a fold does not validate trains in it. */
        USES_ALL,
        /** Rows of a group share a fold. */
        KEEPS_GROUPS,
        /** Every class is validated and trained in every fold, if there are enough rows of it. */
        KEEPS_CLASSES,
        /** A fold trains on nothing that is not earlier than all it validates. */
        KEEPS_TIME
    }

    /** @param folds of the rows */
    record Subject(
            String name, Function<Rows, Splitter> splitter, Function<Rows, Integer> folds, Set<Promise> promises) {
        static Subject of(Splitter splitter, int folds, Promise... promises) {
            Set<Promise> set = EnumSet.noneOf(Promise.class);
            set.addAll(List.of(promises));
            return new Subject(splitter.toString(), rows -> splitter, rows -> folds, set);
        }

        FoldPlan split(Rows rows, long seed) {
            return splitter.apply(rows).split(rows, seed);
        }

        boolean promises(Promise promise) {
            return promises.contains(promise);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Promise ONCE = Promise.COMPLETE;
    private static final Promise ALL = Promise.USES_ALL;
    private static final Promise GROUPS = Promise.KEEPS_GROUPS;
    private static final Promise CLASSES = Promise.KEEPS_CLASSES;
    private static final Promise TIME = Promise.KEEPS_TIME;

    static final List<Subject> SUBJECTS = List.of(
            Subject.of(new KFold(2), 2, ONCE, ALL),
            Subject.of(new KFold(7), 7, ONCE, ALL),
            Subject.of(new StratifiedKFold(2), 2, ONCE, ALL, CLASSES),
            Subject.of(new StratifiedKFold(5), 5, ONCE, ALL, CLASSES),
            Subject.of(new GroupKFold(3), 3, ONCE, ALL, GROUPS),
            Subject.of(new StratifiedGroupKFold(2), 2, ONCE, ALL, GROUPS, CLASSES),
            Subject.of(new StratifiedGroupKFold(5), 5, ONCE, ALL, GROUPS, CLASSES),
            Subject.of(new StratifiedRegression(4, 6), 4, ONCE, ALL),
            Subject.of(new MultilabelStratifiedKFold(4, 1), 4, ONCE, ALL),
            Subject.of(new MultilabelStratifiedKFold(3, 2), 3, ONCE, ALL),
            Subject.of(TimeSeriesSplit.expanding(4, 0), 4, TIME),
            Subject.of(TimeSeriesSplit.expanding(2, 3), 2, TIME),
            Subject.of(TimeSeriesSplit.sliding(3, 1, 9), 3, TIME),
            new Subject(
                    "LeaveOneGroupOut",
                    rows -> new LeaveOneGroupOut(),
                    Rows::groupCount,
                    EnumSet.of(ONCE, ALL, GROUPS)),
            Subject.of(new Holdout(0.2), 1, ALL),
            Subject.of(new StratifiedHoldout(0.2), 1, ALL, CLASSES),
            Subject.of(new StratifiedHoldout(0.7), 1, ALL, CLASSES),
            Subject.of(new MultilabelStratifiedHoldout(0.3), 1, ALL),
            Subject.of(new GroupHoldout(0.25), 1, ALL, GROUPS, CLASSES),
            Subject.of(new TimeHoldout(0.3), 1, ALL, TIME),
            Subject.of(new Repeated(new StratifiedKFold(3), 4), 3, ONCE, ALL, CLASSES),
            Subject.of(new Repeated(new GroupHoldout(0.3), 3), 1, ALL, GROUPS, CLASSES),
            Subject.of(new Nested(new StratifiedKFold(3), new StratifiedHoldout(0.3)), 3, ONCE, ALL, CLASSES),
            Subject.of(new Nested(new GroupKFold(3), new StratifiedGroupKFold(2)), 3, ONCE, ALL, GROUPS),
            Subject.of(new Nested(TimeSeriesSplit.expanding(2, 0), TimeSeriesSplit.expanding(2, 0)), 2, TIME),
            Subject.of(new Repeated(new Nested(new KFold(3), new Repeated(new KFold(2), 2)), 2), 3, ONCE, ALL),
            new Subject("Predefined", SplitterContractTest::predefined, rows -> 3, EnumSet.of(ALL)));

    private static Splitter predefined(Rows rows) {
        Map<String, Integer> folds = new HashMap<>();
        rows.ids().orElseThrow().forEach(id -> folds.put(id, Math.floorMod(id.hashCode(), 4) - 1));
        return new Predefined(folds);
    }

    static Stream<Arguments> cases() {
        return cases(subject -> true);
    }

    static Stream<Arguments> classCases() {
        return cases(subject -> subject.promises(CLASSES));
    }

    static Stream<Arguments> timeCases() {
        return cases(subject -> subject.promises(TIME));
    }

    static Stream<Arguments> idlessCases() {
        return cases(subject -> !subject.name().equals("Predefined"));
    }

    static Stream<Arguments> repeatedCases() {
        return cases(subject -> subject.name().startsWith("Repeated"));
    }

    static Stream<Arguments> nestedCases() {
        return cases(subject -> subject.name().contains("Nested"));
    }

    private static Stream<Arguments> cases(Predicate<Subject> which) {
        return SUBJECTS.stream().filter(which).flatMap(subject -> LongStream.range(0, 8)
                .mapToObj(seed -> Arguments.of(subject, Samples.full(seed), seed)));
    }

    /** Does something for every fold of every repeat. */
    interface FoldCheck {
        void accept(int repeat, int fold);
    }

    private static void forEachFold(FoldPlan plan, FoldCheck check) {
        for (int repeat = 0; repeat < plan.repeats(); repeat++) {
            for (int fold = 0; fold < plan.folds(); fold++) {
                check.accept(repeat, fold);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void putsEachRowInOnePlaceOfAFold(Subject subject, Rows rows, long seed) {
        FoldPlan plan = subject.split(rows, seed);
        assertThat(plan.rows()).isEqualTo(rows.size());
        assertThat(plan.folds()).isEqualTo(subject.folds().apply(rows));
        forEachFold(plan, (repeat, fold) -> {
            int[] validation = plan.validation(repeat, fold);
            int[] training = plan.training(repeat, fold);
            int[] unused = plan.unused(repeat, fold);
            assertThat(validation).isNotEmpty();
            assertThat(training).isNotEmpty();
            assertThat(Stream.of(validation, training, unused)
                            .flatMapToInt(Arrays::stream)
                            .sorted()
                            .toArray())
                    .isEqualTo(IntStream.range(0, rows.size()).toArray());
            if (subject.promises(ALL)) {
                assertThat(unused).isEmpty();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void validatesEachRowOnceAtMost(Subject subject, Rows rows, long seed) {
        FoldPlan plan = subject.split(rows, seed);
        int[][] validated = new int[plan.repeats()][rows.size()];
        forEachFold(plan, (repeat, fold) -> IntStream.of(plan.validation(repeat, fold))
                .forEach(row -> validated[repeat][row]++));
        for (int[] times : validated) {
            if (subject.promises(ONCE)) {
                assertThat(times).containsOnly(1);
            } else {
                assertThat(IntStream.of(times).distinct()).containsExactlyInAnyOrder(0, 1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("classCases")
    void losesNoClassIfItSaysSo(Subject subject, Rows rows, long seed) {
        assertThat(Balance.of(rows, subject.split(rows, seed)).folds()).allSatisfy(fold -> {
            assertThat(fold.untrainedClasses()).isEmpty();
            assertThat(fold.classRows()).allSatisfy(count -> assertThat(count).isPositive());
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsGroupsTogetherIfItSaysSo(Subject subject, Rows rows, long seed) {
        FoldPlan plan = subject.split(rows, seed);
        boolean straddles = false;
        for (int repeat = 0; repeat < plan.repeats(); repeat++) {
            Map<Integer, Integer> foldOfGroup = new HashMap<>();
            for (int row = 0; row < rows.size(); row++) {
                Integer before = foldOfGroup.put(rows.groupOf(row), plan.fold(repeat, row));
                straddles |= before != null && before != plan.fold(repeat, row);
            }
        }
        assertThat(straddles).isEqualTo(!subject.promises(GROUPS));
    }

    @ParameterizedTest
    @MethodSource("timeCases")
    void trainsOnThePastOnlyIfItSaysSo(Subject subject, Rows rows, long seed) {
        List<FoldPlan> plans = new ArrayList<>(List.of(subject.split(rows, seed)));
        plans.addAll(plans.get(0).inner());
        for (FoldPlan plan : plans) {
            forEachFold(plan, (repeat, fold) -> assertThat(IntStream.of(plan.training(repeat, fold))
                            .mapToLong(rows::timeOf)
                            .max()
                            .orElseThrow())
                    .isLessThan(IntStream.of(plan.validation(repeat, fold))
                            .mapToLong(rows::timeOf)
                            .min()
                            .orElseThrow()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void followsTheSeedIfItUsesOne(Subject subject, Rows rows, long seed) {
        FoldPlan plan = subject.split(rows, seed);
        assertThat(subject.split(rows, seed)).isEqualTo(plan).hasSameHashCodeAs(plan);
        assertThat(subject.split(rows, seed + 1).equals(plan))
                .isEqualTo(!subject.splitter().apply(rows).usesSeed());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesAnIdTheSameFoldsWhereverItStands(Subject subject, Rows rows, long seed) {
        Rows permuted = Samples.permuted(rows, seed);
        assertThat(permuted.ids()).isNotEqualTo(rows.ids());
        assertThat(placeById(permuted, subject.split(permuted, seed)))
                .isEqualTo(placeById(rows, subject.split(rows, seed)));
    }

    /** Of each id, the fold and the training interval in every repeat, of this plan and of the inner ones. */
    private static Map<String, List<Integer>> placeById(Rows rows, FoldPlan plan) {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            List<Integer> place = new ArrayList<>();
            for (FoldPlan any :
                    Stream.concat(Stream.of(plan), plan.inner().stream()).toList()) {
                for (int repeat = 0; repeat < any.repeats(); repeat++) {
                    place.addAll(
                            List.of(any.fold(repeat, row), any.trainsFrom(repeat, row), any.trainsTo(repeat, row)));
                }
            }
            places.put(rows.ids().orElseThrow().get(row), place);
        }
        return places;
    }

    @ParameterizedTest
    @MethodSource("idlessCases")
    void needsNoIds(Subject subject, Rows rows, long seed) {
        Rows nameless = Samples.withoutIds(rows);
        FoldPlan plan = subject.split(nameless, seed);
        assertThat(subject.split(nameless, seed)).isEqualTo(plan);
        // How many rows go where is decided before which.
        FoldPlan named = subject.split(rows, seed);
        forEachFold(plan, (repeat, fold) -> {
            if (!subject.promises(GROUPS)) {
                assertThat(plan.validation(repeat, fold)).hasSameSizeAs(named.validation(repeat, fold));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("repeatedCases")
    void repeatsDiffer(Subject subject, Rows rows, long seed) {
        FoldPlan plan = subject.split(rows, seed);
        assertThat(IntStream.range(0, plan.repeats()).mapToObj(repeat -> firstRowOfFold(plan, repeat)))
                .doesNotHaveDuplicates();
    }

    /** For each row the first one in its fold: the same for folds that are only numbered otherwise. */
    private static List<Integer> firstRowOfFold(FoldPlan plan, int repeat) {
        Map<Integer, Integer> first = new HashMap<>();
        List<Integer> firsts = new ArrayList<>();
        for (int row = 0; row < plan.rows(); row++) {
            first.putIfAbsent(plan.fold(repeat, row), row);
            firsts.add(plan.fold(repeat, row) == FoldPlan.ALWAYS_TRAINS ? -1 : first.get(plan.fold(repeat, row)));
        }
        return firsts;
    }

    @ParameterizedTest
    @MethodSource("nestedCases")
    void innerPlansUseTheTrainingRowsOfTheirFoldAlone(Subject subject, Rows rows, long seed) {
        FoldPlan plan = subject.split(rows, seed);
        assertThat(plan.inner()).hasSize(plan.repeats() * plan.folds());
        forEachFold(plan, (outerRepeat, outerFold) -> {
            FoldPlan inner = plan.inner().get(outerRepeat * plan.folds() + outerFold);
            Set<Integer> allowed = new HashSet<>(
                    IntStream.of(plan.training(outerRepeat, outerFold)).boxed().toList());
            forEachFold(inner, (repeat, fold) -> {
                assertThat(IntStream.of(inner.validation(repeat, fold)).boxed()).isSubsetOf(allowed);
                assertThat(IntStream.of(inner.training(repeat, fold)).boxed()).isSubsetOf(allowed);
            });
        });
    }
}
