package org.podium.pipeline.stage;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.podium.folds.FoldPlan;
import org.podium.folds.GroupHoldout;
import org.podium.folds.GroupKFold;
import org.podium.folds.KFold;
import org.podium.folds.LabelSets;
import org.podium.folds.LeaveOneGroupOut;
import org.podium.folds.MultilabelStratifiedHoldout;
import org.podium.folds.MultilabelStratifiedKFold;
import org.podium.folds.Nested;
import org.podium.folds.Repeated;
import org.podium.folds.Rows;
import org.podium.folds.Splitter;
import org.podium.folds.StratifiedGroupKFold;
import org.podium.folds.StratifiedHoldout;
import org.podium.folds.StratifiedKFold;
import org.podium.folds.StratifiedRegression;
import org.podium.folds.TimeHoldout;
import org.podium.folds.TimeSeriesSplit;
import org.podium.pipeline.check.Cells;
import org.podium.pipeline.competition.FoldChoice;
import org.podium.pipeline.competition.FoldChoice.Kind;
import org.podium.pipeline.competition.Leakage;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.Times;
import org.podium.pipeline.config.Nearest;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Seed;

/** A recipe's choice of folds, made on the rows of a run. */
final class Splitting {
    /** Label pairs count, not single labels only. */
    private static final int SECOND_ORDER = 2;

    private final FoldChoice choice;
    private final Kind kind;
    private final boolean together;
    private final boolean masked;

    private Splitting(FoldChoice choice, boolean tied, boolean masked) {
        this.choice = choice;
        this.masked = masked;
        this.kind = choice.kind().orElseThrow();
        this.together = tied || kind.keepsGroups();
    }

    /**
     * Splits, or reads the user's file.
     *
     * @param recipe resolved
     * @param masked whether a row has several classes, those of its mask: they are spread alike; where groups stay together
     *     that is the rarest class of each row, as there is no splitter for both
     * @param groups one a row; read only where groups stay together
     * @param leftOut ids that a file may name though they are no rows, since their images cannot be read
     * @throws UserError if the rows cannot be split like this
     */
    static FoldPlan plan(
            Recipe recipe,
            RowTable train,
            List<String> classes,
            boolean masked,
            List<String> groups,
            Set<String> leftOut) {
        FoldChoice choice = recipe.folds();
        boolean tied = recipe.leakage() == Leakage.GROUP;
        if (choice.file().isPresent()) {
            if (tied) {
                throw new UserError(
                        "leakage is group, but folds.file says which row is in which fold; use leakage: warn");
            }
            return FoldTable.readUsers(Path.of(choice.file().get()), train.ids(), leftOut);
        }
        Kind kind = choice.kind().orElseThrow();
        if (tied
                && !kind.keepsGroups()
                && !List.of(Kind.K_FOLD, Kind.STRATIFIED, Kind.HOLDOUT).contains(kind)) {
            throw new UserError("leakage is group, but folds of the kind " + kind.text()
                    + " keep no groups together; use leakage: warn, or another kind of folds");
        }
        if (kind.keepsGroups() && !train.grouped()) {
            throw new UserError("folds.kind is " + kind.text() + ", but the competition names no group column; "
                    + "add 'group: <column>' under train, or use stratified");
        }
        FoldPlan plan = new Splitting(choice, tied, masked)
                .split(train, classes, groups, new Seed(recipe.seed()).derive("split"));
        new Splits(plan).requireTrainable("folds");
        return plan;
    }

    private FoldPlan split(RowTable train, List<String> classes, List<String> groups, long seed) {
        Rows rows =
                Rows.of(train.ids(), masked ? train.rarestClasses(classes) : train.classes(classes), classes.size());
        if (spreadsSets()) {
            rows = rows.withLabelSets(LabelSets.of(train.classSets(classes), classes.size()));
        }
        if (together) {
            rows = rows.withGroups(groups);
        }
        rows = switch (kind) {
            case MULTILABEL_STRATIFIED -> rows.withLabelSets(labels(train, classes));
            case STRATIFIED_REGRESSION ->
                rows.withTargets(numbers(train, choice.by().get(0)));
            case TIME_SERIES -> rows.withTimes(ranks(train));
            default -> rows;
        };
        try {
            return splitter().split(rows, seed);
        } catch (IllegalArgumentException e) {
            throw new UserError("the rows cannot be split: " + e.getMessage(), e);
        }
    }

    /** Whether the classes of masks are spread. */
    private boolean spreadsSets() {
        return masked && !together && (kind == Kind.STRATIFIED || kind == Kind.HOLDOUT);
    }

    private Splitter splitter() {
        int k = choice.k().orElse(0);
        Splitter once =
                switch (kind) {
                    case K_FOLD -> together ? new GroupKFold(k) : new KFold(k);
                    case STRATIFIED ->
                        together
                                ? new StratifiedGroupKFold(k)
                                : masked ? new MultilabelStratifiedKFold(k, SECOND_ORDER) : new StratifiedKFold(k);
                    case GROUP -> new GroupKFold(k);
                    case STRATIFIED_GROUP -> new StratifiedGroupKFold(k);
                    case LEAVE_ONE_GROUP_OUT -> new LeaveOneGroupOut();
                    case MULTILABEL_STRATIFIED -> new MultilabelStratifiedKFold(k, SECOND_ORDER);
                    case STRATIFIED_REGRESSION ->
                        new StratifiedRegression(k, choice.bins().orElseThrow());
                    case TIME_SERIES ->
                        new TimeSeriesSplit(
                                k,
                                choice.gap().orElseThrow(),
                                choice.window().map(OptionalInt::of).orElse(OptionalInt.empty()));
                    case HOLDOUT -> holdout(choice.fraction().orElseThrow());
                };
        Splitter repeated = choice.repeats() > 1 ? new Repeated(once, choice.repeats()) : once;
        return choice.inner()
                .<Splitter>map(fraction -> new Nested(repeated, holdout(fraction)))
                .orElse(repeated);
    }

    private Splitter holdout(double fraction) {
        if (kind == Kind.TIME_SERIES) {
            return new TimeHoldout(fraction);
        }
        if (together) {
            return new GroupHoldout(fraction);
        }
        return spreadsSets() ? new MultilabelStratifiedHoldout(fraction) : new StratifiedHoldout(fraction);
    }

    /** The classes and the value of each column to spread, as labels of a row. */
    private LabelSets labels(RowTable train, List<String> classes) {
        int[][] classSets = train.classSets(classes);
        List<List<String>> columns =
                choice.by().stream().map(name -> column(train, name)).toList();
        Map<String, Integer> labels = new LinkedHashMap<>();
        int[][] ofRows = new int[train.size()][];
        for (int row = 0; row < train.size(); row++) {
            int[] own = Arrays.copyOf(classSets[row], classSets[row].length + columns.size());
            for (int c = 0; c < columns.size(); c++) {
                String label = c + " " + columns.get(c).get(row);
                own[classSets[row].length + c] =
                        classes.size() + labels.computeIfAbsent(label, unseen -> labels.size());
            }
            ofRows[row] = own;
        }
        return LabelSets.of(ofRows, classes.size() + labels.size());
    }

    /** A column to balance by, as numbers. */
    static double[] numbers(RowTable train, String name) {
        List<String> cells = column(train, name);
        return IntStream.range(0, cells.size())
                .mapToDouble(row -> {
                    double number = Cells.number(cells.get(row));
                    if (!Double.isFinite(number)) {
                        throw new UserError("folds.by: column '" + name + "' of row '"
                                + train.ids().get(row) + "' is '" + cells.get(row) + "', expected a number");
                    }
                    return number;
                })
                .toArray();
    }

    /** A column to balance by. */
    static List<String> column(RowTable train, String name) {
        if (!train.columns().containsKey(name)) {
            throw new UserError("folds.by: no column '" + name + "' besides id, image, label, group and time; "
                    + Nearest.hint(name, train.columns().keySet()));
        }
        return train.columns().get(name);
    }

    /** Equal times have equal ranks. */
    private static long[] ranks(RowTable train) {
        if (!train.timed()) {
            throw new UserError("folds.kind is time-series, but the competition names no time column; "
                    + "add 'time: <column>' under train");
        }
        double[] times = Times.of(train.times());
        Map<Double, Long> ranks = new HashMap<>();
        for (double time : Arrays.stream(times).sorted().distinct().toArray()) {
            ranks.put(time, (long) ranks.size());
        }
        return Arrays.stream(times).mapToLong(ranks::get).toArray();
    }
}
