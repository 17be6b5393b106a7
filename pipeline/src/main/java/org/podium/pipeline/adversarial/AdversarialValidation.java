package org.podium.pipeline.adversarial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.podium.folds.FoldPlan;
import org.podium.folds.Rows;
import org.podium.folds.Splitter;
import org.podium.folds.StratifiedGroupKFold;
import org.podium.folds.StratifiedKFold;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Seed;

/**
 * Asks a model to tell test rows from training rows, by features that have nothing to do with the labels. If it can, the
 * training rows are no fair picture of what the score will be taken on.
 *
 * <p>Out-of-fold scores of gradient boosting in five folds, groups kept together. Of more than 20,000 rows of a kind, or
 * fewer of very wide tables, a sample is looked at, so that memory has a bound.
 *
 * <p>DeLong's variance is that of a model that stays the same; here the models change with the rows, and each row trains
 * four of them. Nadeau and Bengio, <i>Inference for the generalization error</i>, Machine Learning 52, 2003, correct the
 * variance of a mean over k folds, s²/k, to (1/k + n₂/n₁) s² for n₂ rows that validate and n₁ that train; with n₂/n₁ =
 * 1/(k − 1), that is 1 + k/(k − 1) times as much, 2.25 for five folds, by which DeLong's is multiplied here, since he
 * leaves out the same thing. Without that, one of eight comparisons of rows of the same kind rings (seen in simulation),
 * where the interval promises one of forty.
 */
public final class AdversarialValidation {
    private static final int FOLDS = 5;
    private static final double WIDER = 1 + FOLDS / (FOLDS - 1.0);
    static final int LEAST_ROWS = 20;

    private AdversarialValidation() {}

    /**
     * Compares the columns that both have.
     *
     * @throws UserError if there are fewer than 20 rows of a kind, or no feature to tell them by
     */
    public static AdversarialResult of(Features train, Features test, Seed seed) {
        requireRows(train.rows(), "training");
        requireRows(test.rows(), "test");
        Budget budget = Budget.of(
                train.rows(),
                test.rows(),
                shared(train.numbers(), test.numbers()),
                shared(train.texts(), test.texts()));
        Features fewerTrain = sample(train, budget.rows(), seed.stream("adversarial", "train"));
        Features fewerTest = sample(test, budget.rows(), seed.stream("adversarial", "test"));
        Map<String, String> excluded = new LinkedHashMap<>();
        List<SharedColumn> fair = new ArrayList<>();
        for (SharedColumn column : SharedColumn.of(fewerTrain, fewerTest)) {
            column.exclusion().ifPresentOrElse(reason -> excluded.put(column.name(), reason), () -> fair.add(column));
        }
        if (fair.isEmpty()) {
            throw new UserError("training and test rows have no feature to tell them by"
                    + (excluded.isEmpty() ? "" : ", but for " + excluded));
        }
        List<float[]> encoded = fair.stream()
                .flatMap(column -> column.encoded(budget.levels()).stream())
                .toList();
        Auc auc = auc(encoded, groups(fewerTrain, "train"), groups(fewerTest, "test"), seed);
        return new AdversarialResult(
                auc.value(),
                auc.low(),
                auc.high(),
                AdversarialResult.Level.of(auc),
                fewerTrain.rows(),
                fewerTest.rows(),
                fair.stream()
                        .map(SharedColumn::difference)
                        .sorted(Comparator.comparingDouble(Difference::distance)
                                .reversed()
                                .thenComparing(Difference::feature))
                        .toList(),
                excluded,
                budget.notes(train.rows(), test.rows()));
    }

    private static int shared(Map<String, ?> train, Map<String, ?> test) {
        return (int) train.keySet().stream().filter(test::containsKey).count();
    }

    private static void requireRows(int rows, String kind) {
        if (rows < LEAST_ROWS) {
            throw new UserError(rows + " " + kind + " rows are too few to tell training from test rows by: at least "
                    + LEAST_ROWS + " are needed");
        }
    }

    private static Auc auc(List<float[]> columns, List<String> train, List<String> test, Seed seed) {
        List<String> groups = Stream.concat(train.stream(), test.stream()).toList();
        int[] kinds = IntStream.range(0, groups.size())
                .map(row -> row < train.size() ? 0 : 1)
                .toArray();
        boolean[] positive = new boolean[kinds.length];
        for (int row = 0; row < kinds.length; row++) {
            positive[row] = kinds[row] == 1;
        }
        Rows rows = Rows.of(
                        IntStream.range(0, kinds.length)
                                .mapToObj(row -> "row " + row)
                                .toList(),
                        kinds,
                        2)
                .withGroups(groups);
        boolean alone = groups.stream().distinct().count() == groups.size();
        Splitter splitter = alone ? new StratifiedKFold(FOLDS) : new StratifiedGroupKFold(FOLDS);
        FoldPlan plan = splitter.split(rows, seed.derive("adversarial", "folds"));
        double[] scores = Boosting.outOfFold(columns, positive, plan);
        Auc auc = Auc.of(
                IntStream.range(0, train.size()).mapToDouble(row -> scores[row]).toArray(),
                numbered(train),
                IntStream.range(train.size(), scores.length)
                        .mapToDouble(row -> scores[row])
                        .toArray(),
                numbered(test));
        return new Auc(auc.value(), WIDER * auc.variance());
    }

    /**
     * A name for each row's group that no row of the other kind has. Rows stand alone where there are no groups, or too few
     * to divide them into folds.
     */
    private static List<String> groups(Features features, String kind) {
        Optional<List<String>> groups = features.groups()
                .filter(names -> names.stream().distinct().limit(FOLDS).count() == FOLDS);
        return IntStream.range(0, features.rows())
                .mapToObj(row ->
                        kind + groups.map(names -> " group " + names.get(row)).orElse(" row " + row))
                .toList();
    }

    private static int[] numbered(List<String> names) {
        Map<String, Integer> numbers = new HashMap<>();
        return names.stream()
                .mapToInt(name -> numbers.computeIfAbsent(name, key -> numbers.size()))
                .toArray();
    }

    /** Ascending positions, so that what grows from row to row still does. */
    private static Features sample(Features features, int most, RandomGenerator random) {
        if (features.rows() <= most) {
            return features;
        }
        int[] positions = IntStream.range(0, features.rows()).toArray();
        for (int i = 0; i < most; i++) {
            int other = i + random.nextInt(positions.length - i);
            int kept = positions[i];
            positions[i] = positions[other];
            positions[other] = kept;
        }
        return features.select(IntStream.of(positions).limit(most).sorted().toArray());
    }
}
