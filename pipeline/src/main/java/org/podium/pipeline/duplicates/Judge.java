package org.podium.pipeline.duplicates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.podium.folds.FoldPlan;

/** Comes to a {@link Verdict}: by groups, since of large ones not all pairs are listed. */
final class Judge {
    private static final int WORST = 10;

    private final List<Pair> pairs;
    private final List<Pair> doubtful;
    private final int flat;
    private final ImageIds ids;
    private final List<String> labels;
    private final FoldPlan plan;
    private final Map<Pair.Kind, Relation> relations = new HashMap<>();

    Judge(List<Pair> pairs, List<Pair> doubtful, int flat, ImageIds ids, List<String> labels, FoldPlan plan) {
        this.pairs = pairs;
        this.doubtful = doubtful;
        this.flat = flat;
        this.ids = ids;
        this.labels = labels;
        this.plan = plan;
        for (Pair.Kind kind : Pair.Kind.values()) {
            relations.put(kind, Relation.of(kind, pairs, ids.size()));
        }
    }

    Verdict verdict() {
        return new Verdict(
                ids.size(),
                flat,
                counts(Pair.Kind.EXACT),
                counts(Pair.Kind.NEAR),
                counts(Pair.Kind.MIRRORED),
                tied(),
                rows(this::copiedToTest),
                rows(this::conflicting),
                worst(this::crosses, this::leaking),
                worst((a, b) -> row(a) != row(b), this::copiedToTest),
                worst((a, b) -> row(a) && row(b) && !labels.get(a).equals(labels.get(b)), this::conflicting),
                doubtful.stream().map(this::named).toList());
    }

    private Verdict.Counts counts(Pair.Kind kind) {
        Relation relation = relations.get(kind);
        boolean[] all = new boolean[ids.size()];
        Arrays.fill(all, true);
        boolean[] repeated = relation.meets(all);
        boolean[] leaking = leaking(relation);
        return new Verdict.Counts(
                (int) pairs.stream().filter(pair -> pair.kind() == kind).count(),
                relation.groups(repeated),
                count(repeated),
                relation.groups(leaking),
                count(leaking),
                relation.groups(copiedToTest(relation)),
                relation.groups(conflicting(relation)));
    }

    /** Rows that validate in a fold in which a duplicate trains. */
    private boolean[] leaking(Relation relation) {
        boolean[] leaking = new boolean[ids.size()];
        for (List<Integer> group : relation.members().values()) {
            List<Integer> rows = group.stream().filter(this::row).toList();
            for (int repeat = 0; rows.size() > 1 && repeat < plan.repeats(); repeat++) {
                Map<Integer, List<Integer>> validating = new HashMap<>();
                for (int row : rows) {
                    validating
                            .computeIfAbsent(plan.fold(repeat, row), fold -> new ArrayList<>())
                            .add(row);
                }
                validating.remove(FoldPlan.ALWAYS_TRAINS);
                for (Map.Entry<Integer, List<Integer>> fold : validating.entrySet()) {
                    int number = fold.getKey();
                    int round = repeat;
                    List<Integer> training = rows.stream()
                            .filter(row -> plan.trains(round, number, row))
                            .toList();
                    relation.meeting(fold.getValue(), training).forEach(row -> leaking[row] = true);
                }
            }
        }
        return leaking;
    }

    /** Training rows with a duplicate among the test rows. */
    private boolean[] copiedToTest(Relation relation) {
        boolean[] tests = new boolean[ids.size()];
        Arrays.fill(tests, labels.size(), tests.length, true);
        boolean[] meets = relation.meets(tests);
        Arrays.fill(meets, labels.size(), meets.length, false);
        return meets;
    }

    /** Training rows with a duplicate that has another label. */
    private boolean[] conflicting(Relation relation) {
        return relation.kind() == Pair.Kind.MIRRORED ? new boolean[ids.size()] : relation.meetsOther(labels);
    }

    private int tied() {
        UnionFind groups = new UnionFind(ids.size());
        pairs.forEach(pair -> groups.union(pair.a(), pair.b()));
        return groups.groups().stream()
                .mapToInt(group -> (int) group.stream().filter(this::row).count())
                .filter(rows -> rows > 1)
                .sum();
    }

    /** Images that something is true of for any kind of duplicate. */
    private int rows(Function<Relation, boolean[]> which) {
        boolean[] any = new boolean[ids.size()];
        for (Relation relation : relations.values()) {
            boolean[] some = which.apply(relation);
            for (int i = 0; i < any.length; i++) {
                any[i] |= some[i];
            }
        }
        return count(any);
    }

    private boolean crosses(int a, int b) {
        return row(a)
                && row(b)
                && IntStream.range(0, plan.repeats())
                        .anyMatch(repeat ->
                                trainsWhereOtherValidates(repeat, a, b) || trainsWhereOtherValidates(repeat, b, a));
    }

    private boolean trainsWhereOtherValidates(int repeat, int row, int other) {
        int fold = plan.fold(repeat, other);
        return fold != FoldPlan.ALWAYS_TRAINS && plan.trains(repeat, fold, row);
    }

    private boolean row(int image) {
        return image < labels.size();
    }

    /**
     * The worst pairs that something is wrong with: listed ones, and one of each group that has such pairs but none of
     * them listed.
     *
     * @param wrong whether it is wrong that two images are duplicates
     * @param which images have a duplicate with which it is
     */
    private List<Verdict.WorstPair> worst(BiPredicate<Integer, Integer> wrong, Function<Relation, boolean[]> which) {
        List<Pair> found = new ArrayList<>();
        for (Relation relation : relations.values()) {
            boolean[] some = which.apply(relation);
            Set<Integer> shown = new HashSet<>();
            for (Pair pair : pairs) {
                if (pair.kind() == relation.kind()
                        && (some[pair.a()] || some[pair.b()])
                        && wrong.test(pair.a(), pair.b())) {
                    found.add(pair);
                    shown.add(relation.group(pair.a()));
                }
            }
            Map<Integer, Double> farthest = new HashMap<>();
            pairs.stream()
                    .filter(pair -> pair.kind() == relation.kind())
                    .forEach(pair -> farthest.merge(relation.group(pair.a()), pair.distance(), Math::max));
            Map<Integer, List<Integer>> members = relation.members();
            IntStream.range(0, some.length)
                    .filter(i -> some[i] && shown.add(relation.group(i)))
                    .forEach(i -> {
                        int other = members.get(relation.group(i)).stream()
                                .filter(one -> relation.related(i, one) && wrong.test(i, one))
                                .findFirst()
                                .orElseThrow();
                        double distance = farthest.get(relation.group(i));
                        found.add(new Pair(relation.kind(), Math.min(i, other), Math.max(i, other), distance));
                    });
        }
        return found.stream()
                .sorted(Comparator.comparing((Pair pair) -> !twoLabels(pair))
                        .thenComparing(Pair::distance)
                        .thenComparing(Pair::kind)
                        .thenComparing(pair -> ids.id(pair.a()))
                        .thenComparing(pair -> ids.id(pair.b())))
                .limit(WORST)
                .map(this::named)
                .toList();
    }

    private boolean twoLabels(Pair pair) {
        return pair.kind() != Pair.Kind.MIRRORED
                && row(pair.a())
                && row(pair.b())
                && !labels.get(pair.a()).equals(labels.get(pair.b()));
    }

    private Verdict.WorstPair named(Pair pair) {
        return new Verdict.WorstPair(
                ids.id(pair.a()),
                ids.part(pair.a()),
                label(pair.a()),
                ids.id(pair.b()),
                ids.part(pair.b()),
                label(pair.b()),
                pair.kind(),
                pair.distance());
    }

    private String label(int image) {
        return row(image) ? labels.get(image) : "";
    }

    private static int count(boolean[] some) {
        int count = 0;
        for (boolean one : some) {
            count += one ? 1 : 0;
        }
        return count;
    }
}
