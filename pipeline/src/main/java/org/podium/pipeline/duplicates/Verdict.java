package org.podium.pipeline.duplicates;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.Leakage;

/**
 * What the duplicates among the images do to a fold plan.
 *
 * @param images how many were compared
 * @param exact the same pixels
 * @param near re-encoded, resized, brighter or darker
 * @param mirrored left and right exchanged
 * @param tied training rows that have a duplicate among the training rows
 * @param betweenFolds the worst pairs of a training and a validation row of one fold: at most ten, those with two labels
 *     first, then the nearest
 * @param trainAndTest the worst pairs of a training and a test row
 * @param conflictingLabels the worst pairs with two labels
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Verdict(
        int images,
        Counts exact,
        Counts near,
        Counts mirrored,
        int tied,
        List<WorstPair> betweenFolds,
        List<WorstPair> trainAndTest,
        List<WorstPair> conflictingLabels) {
    private static final int WORST = 10;

    /**
     * Pairs of one kind.
     *
     * @param pairs all of them
     * @param betweenFolds those that train in a fold with one row and validate with the other
     * @param trainAndTest those of a training and a test row
     * @param conflictingLabels those of training rows with two labels; mirrored ones never count, since an arrow to the
     *     left is no arrow to the right
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Counts(int pairs, int betweenFolds, int trainAndTest, int conflictingLabels) {}

    /**
     * A pair to look at.
     *
     * @param labelA empty for a test row
     * @param labelB empty for a test row
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record WorstPair(
            String idA,
            Part setA,
            String labelA,
            String idB,
            Part setB,
            String labelB,
            Pair.Kind kind,
            double distance) {
        private String names() {
            return idA + " (" + setA.text() + ") and " + idB + " (" + setB.text() + ")";
        }
    }

    /**
     * @param pairs duplicates, nearest first within a kind
     * @param ids of the images
     * @param labels one a training row
     * @param plan the plan that the run uses; over the training rows
     */
    public static Verdict of(List<Pair> pairs, ImageIds ids, List<String> labels, FoldPlan plan) {
        int rows = ids.train().size();
        if (labels.size() != rows || plan.rows() != rows) {
            throw new IllegalArgumentException(
                    rows + " training rows, but " + labels.size() + " labels and a plan of " + plan.rows() + " rows");
        }
        List<Judged> judged = Judged.of(pairs, ids, labels, plan);
        boolean[] tied = new boolean[rows];
        pairs.stream().filter(pair -> Math.max(pair.a(), pair.b()) < rows).forEach(pair -> {
            tied[pair.a()] = true;
            tied[pair.b()] = true;
        });
        int count = 0;
        for (boolean row : tied) {
            count += row ? 1 : 0;
        }
        return new Verdict(
                ids.size(),
                counts(judged, Pair.Kind.EXACT),
                counts(judged, Pair.Kind.NEAR),
                counts(judged, Pair.Kind.MIRRORED),
                count,
                worst(judged, Judged::betweenFolds),
                worst(judged, Judged::trainAndTest),
                worst(judged, Judged::conflicting));
    }

    /** A pair and what is wrong with it. */
    private record Judged(WorstPair pair, boolean betweenFolds, boolean trainAndTest, boolean conflicting) {
        static List<Judged> of(List<Pair> pairs, ImageIds ids, List<String> labels, FoldPlan plan) {
            int rows = labels.size();
            boolean[] crossing = crossing(pairs, rows, plan);
            List<Judged> judged = new ArrayList<>();
            for (int p = 0; p < crossing.length; p++) {
                Pair pair = pairs.get(p);
                String labelA = pair.a() < rows ? labels.get(pair.a()) : "";
                String labelB = pair.b() < rows ? labels.get(pair.b()) : "";
                boolean training = pair.a() < rows && pair.b() < rows;
                judged.add(new Judged(
                        new WorstPair(
                                ids.id(pair.a()),
                                ids.part(pair.a()),
                                labelA,
                                ids.id(pair.b()),
                                ids.part(pair.b()),
                                labelB,
                                pair.kind(),
                                pair.distance()),
                        crossing[p],
                        ids.part(pair.a()) != ids.part(pair.b()),
                        training && pair.kind() != Pair.Kind.MIRRORED && !labelA.equals(labelB)));
            }
            return judged;
        }

        private static boolean[] crossing(List<Pair> pairs, int rows, FoldPlan plan) {
            boolean[] crossing = new boolean[pairs.size()];
            for (int repeat = 0; repeat < plan.repeats(); repeat++) {
                for (int fold = 0; fold < plan.folds(); fold++) {
                    boolean[] trains = members(plan.training(repeat, fold), rows);
                    boolean[] validates = members(plan.validation(repeat, fold), rows);
                    for (int p = 0; p < crossing.length; p++) {
                        int a = pairs.get(p).a();
                        int b = pairs.get(p).b();
                        crossing[p] |=
                                Math.max(a, b) < rows && (trains[a] && validates[b] || validates[a] && trains[b]);
                    }
                }
            }
            return crossing;
        }

        private static boolean[] members(int[] some, int rows) {
            boolean[] members = new boolean[rows];
            Arrays.stream(some).forEach(row -> members[row] = true);
            return members;
        }
    }

    private static Counts counts(List<Judged> judged, Pair.Kind kind) {
        List<Judged> some =
                judged.stream().filter(one -> one.pair().kind() == kind).toList();
        return new Counts(
                some.size(),
                (int) some.stream().filter(Judged::betweenFolds).count(),
                (int) some.stream().filter(Judged::trainAndTest).count(),
                (int) some.stream().filter(Judged::conflicting).count());
    }

    private static List<WorstPair> worst(List<Judged> judged, Predicate<Judged> which) {
        return judged.stream()
                .filter(which)
                .sorted(Comparator.comparing((Judged one) -> !one.conflicting())
                        .thenComparing(one -> one.pair().distance()))
                .limit(WORST)
                .map(Judged::pair)
                .toList();
    }

    /**
     * The verdict as lines of a checklist: one a kind, one for duplicates in test, one for labels.
     *
     * @param policy with {@link Leakage#GROUP} the plan is taken to be one that ties duplicates; what cannot be cured by
     *     that is a warning
     */
    public List<CheckLine> lines(Leakage policy) {
        return List.of(
                folds("exact duplicates", exact, Pair.Kind.EXACT, policy),
                folds("near duplicates", near, Pair.Kind.NEAR, policy),
                folds("mirrored duplicates", mirrored, Pair.Kind.MIRRORED, policy),
                line(
                        "duplicates in test",
                        sum(Counts::trainAndTest),
                        "of a training and a test row",
                        trainAndTest,
                        policy,
                        "Leave these training rows out if the score is to tell of new images; duplicates.csv names them."),
                line(
                        "conflicting labels",
                        sum(Counts::conflictingLabels),
                        "that look the same and have two labels",
                        conflictingLabels,
                        policy,
                        "Correct the labels or leave the rows out; duplicates.csv names them."));
    }

    private int sum(ToIntFunction<Counts> count) {
        return Stream.of(exact, near, mirrored).mapToInt(count).sum();
    }

    private CheckLine folds(String name, Counts counts, Pair.Kind kind, Leakage policy) {
        if (counts.betweenFolds() > 0) {
            String todo = policy == Leakage.GROUP
                    ? "Choose folds that keep groups together; those of this recipe do not."
                    : "Set leakage: group to keep each pair in one fold, or leave one of each out; duplicates.csv names them.";
            List<WorstPair> worst =
                    betweenFolds.stream().filter(pair -> pair.kind() == kind).toList();
            return line(
                    name, counts.betweenFolds(), "of a training and a validation row of one fold", worst, policy, todo);
        }
        if (counts.pairs() == 0) {
            return CheckLine.passed(name, "none among " + number(images) + " images");
        }
        String where = policy == Leakage.GROUP
                ? ", each within one fold (" + number(tied) + " rows with duplicates of any kind are tied)"
                : ", none of a training and a validation row of one fold";
        return CheckLine.passed(name, pairs(counts.pairs()) + where);
    }

    private CheckLine line(String name, int count, String which, List<WorstPair> worst, Leakage policy, String todo) {
        if (count == 0) {
            return CheckLine.passed(name, "no pair " + which);
        }
        String example = worst.isEmpty() ? "" : ", such as " + worst.get(0).names();
        String finding = pairs(count) + " " + which + example;
        return policy == Leakage.FAIL ? CheckLine.failed(name, finding, todo) : CheckLine.warned(name, finding, todo);
    }

    private static String pairs(int count) {
        return number(count) + (count == 1 ? " pair" : " pairs");
    }

    private static String number(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
