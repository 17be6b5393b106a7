package org.podium.pipeline.stage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.podium.folds.Balance;
import org.podium.folds.FoldPlan;
import org.podium.folds.LabelSets;
import org.podium.folds.Rows;
import org.podium.pipeline.competition.FoldChoice;
import org.podium.pipeline.competition.Leakage;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.run.AtomicFiles;

/**
 * How even the folds came out: {@code folds.json}.
 *
 * @param splitter kind of folds, or the user's file
 * @param rows number of training rows
 * @param largestDeviation largest difference between a class's share of a fold and its share of all rows
 * @param meanDeviation mean of these over folds and classes
 * @param folds by repeat, then by fold
 * @param worst the ten classes at most that are off most, each in its worst fold, the worst first
 * @param rare rows of each class that has fewer rows than there are folds
 * @param groups number of groups, 0 where the competition has none
 * @param tornGroups names of the groups that are in training and validation of the same fold
 * @param balancedBy how even the columns are that the folds are balanced by, in words
 */
record FoldReport(
        String splitter,
        int rows,
        @JsonProperty("largest_deviation") double largestDeviation,
        @JsonProperty("mean_deviation") double meanDeviation,
        List<Fold> folds,
        List<Off> worst,
        Map<String, Integer> rare,
        int groups,
        @JsonProperty("torn_groups") List<String> tornGroups,
        @JsonProperty("balanced_by") List<String> balancedBy) {
    static final String FILE = "folds.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String GROUP = "group ";
    private static final String ALONE = "row ";
    private static final int MOST_SHOWN = 5;
    private static final int MOST_LINES = 30;

    /**
     * One fold.
     *
     * @param rows validation rows
     * @param trains rows that weights are fitted to
     * @param groups groups among the validation rows
     * @param classes validation rows of each class that has some
     * @param largestDeviation of a class's share
     * @param worstClass the class that has it
     * @param untrained classes that the fold has no training row of
     */
    record Fold(
            int repeat,
            int fold,
            int rows,
            int trains,
            int groups,
            Map<String, Integer> classes,
            @JsonProperty("largest_deviation") double largestDeviation,
            @JsonProperty("worst_class") String worstClass,
            List<String> untrained) {
        Fold {
            classes = new LinkedHashMap<>(classes);
            untrained = List.copyOf(untrained);
        }
    }

    /**
     * A class in a fold.
     *
     * @param name the class
     * @param rows its validation rows
     * @param expected what its even part would be
     */
    record Off(String name, int repeat, int fold, int rows, double expected, double deviation) {}

    FoldReport {
        folds = List.copyOf(folds);
        worst = List.copyOf(worst);
        rare = new LinkedHashMap<>(rare);
        tornGroups = List.copyOf(tornGroups);
        balancedBy = List.copyOf(balancedBy);
    }

    static FoldReport of(RunConfig config, Inventory inventory, RowTable train, FoldPlan plan) {
        List<String> names = inventory.classes();
        Rows rows = Rows.of(train.ids()).withLabelSets(LabelSets.of(train.classSets(names), names.size()));
        Balance balance = Balance.of(train.grouped() ? rows.withGroups(tied(train)) : rows, plan);
        Map<String, Integer> rare = new LinkedHashMap<>();
        balance.rareClasses()
                .forEach(c -> rare.put(names.get(c), inventory.counts().get(c)));
        return new FoldReport(
                name(config.recipe()),
                train.size(),
                round(balance.largestDeviation()),
                round(balance.meanDeviation()),
                balance.folds().stream()
                        .map(fold -> fold(fold, names, train, inventory, plan))
                        .toList(),
                balance.worstClasses().stream()
                        .map(worst -> off(worst, balance, inventory, train.size()))
                        .toList(),
                rare,
                (int) train.groups().stream()
                        .filter(group -> !group.isEmpty())
                        .distinct()
                        .count(),
                balance.tornGroups().stream()
                        .map(name -> name.substring(GROUP.length()))
                        .toList(),
                balancedBy(config.recipe().folds(), train, plan));
    }

    /** A group for each row; rows without one are on their own, and named so that no group is called like them. */
    private static List<String> tied(RowTable train) {
        return IntStream.range(0, train.size())
                .mapToObj(row -> train.groups().get(row).isEmpty()
                        ? ALONE + row
                        : GROUP + train.groups().get(row))
                .toList();
    }

    /** The competition's groups among a fold's validation rows. */
    private static int groups(Balance.Fold fold, RowTable train, FoldPlan plan) {
        return (int) IntStream.of(plan.validation(fold.repeat(), fold.fold()))
                .mapToObj(row -> train.groups().get(row))
                .filter(group -> !group.isEmpty())
                .distinct()
                .count();
    }

    /** What trains is what weights are fitted to: without an inner hold-out. */
    private static Fold fold(
            Balance.Fold fold, List<String> names, RowTable train, Inventory inventory, FoldPlan plan) {
        Map<String, Integer> classes = new LinkedHashMap<>();
        for (int c = 0; c < names.size(); c++) {
            if (fold.classRows().get(c) > 0) {
                classes.put(names.get(c), fold.classRows().get(c));
            }
        }
        int[] training = new Splits(plan).training(fold.repeat() * plan.folds() + fold.fold());
        int[][] classSets = train.classSets(names);
        Set<Integer> trained = IntStream.of(training)
                .flatMap(row -> IntStream.of(classSets[row]))
                .boxed()
                .collect(Collectors.toSet());
        return new Fold(
                fold.repeat(),
                fold.fold(),
                fold.rows(),
                training.length,
                groups(fold, train, plan),
                classes,
                round(fold.largestDeviation()),
                names.get(fold.worstClass()),
                IntStream.range(0, names.size())
                        .filter(c -> inventory.counts().get(c) > 0 && !trained.contains(c))
                        .mapToObj(names::get)
                        .toList());
    }

    /** How even the columns are that the folds are balanced by, besides the classes. */
    private static List<String> balancedBy(FoldChoice choice, RowTable train, FoldPlan plan) {
        List<String> lines = new ArrayList<>();
        for (String name : choice.by()) {
            if (choice.kind().orElseThrow() == FoldChoice.Kind.STRATIFIED_REGRESSION) {
                Balance balance = Balance.of(Rows.of(train.size()).withTargets(Splitting.numbers(train, name)), plan);
                lines.add(String.format(
                        Locale.ROOT,
                        "by '%s': means of the folds %.4g to %.4g, of all rows %.4g; standard deviations %.4g to %.4g, of all rows %.4g",
                        name,
                        moments(balance, Balance.Moments::mean).min().orElseThrow(),
                        moments(balance, Balance.Moments::mean).max().orElseThrow(),
                        balance.targets().orElseThrow().mean(),
                        moments(balance, Balance.Moments::sd).min().orElseThrow(),
                        moments(balance, Balance.Moments::sd).max().orElseThrow(),
                        balance.targets().orElseThrow().sd()));
            } else {
                List<String> cells = Splitting.column(train, name);
                List<String> values = cells.stream().distinct().sorted().toList();
                Map<String, Integer> codes = new HashMap<>();
                values.forEach(value -> codes.put(value, codes.size()));
                Balance balance = Balance.of(
                        Rows.of(train.size())
                                .withClasses(cells.stream().mapToInt(codes::get).toArray(), values.size()),
                        plan);
                lines.add(String.format(
                        Locale.ROOT,
                        "by '%s': the share of a value differs by %.2f %% of the fold at most, %.2f %% in the mean",
                        name,
                        100 * balance.largestDeviation(),
                        100 * balance.meanDeviation()));
            }
        }
        return lines;
    }

    private static DoubleStream moments(Balance balance, ToDoubleFunction<Balance.Moments> moment) {
        return balance.folds().stream()
                .mapToDouble(fold -> moment.applyAsDouble(fold.targets().orElseThrow()));
    }

    private static Off off(Balance.Deviation worst, Balance balance, Inventory inventory, int rows) {
        Balance.Fold fold = balance.folds().stream()
                .filter(one -> one.repeat() == worst.repeat() && one.fold() == worst.fold())
                .findFirst()
                .orElseThrow();
        return new Off(
                inventory.classes().get(worst.classIndex()),
                worst.repeat(),
                worst.fold(),
                fold.classRows().get(worst.classIndex()),
                round((double) inventory.counts().get(worst.classIndex()) * fold.rows() / rows),
                round(worst.deviation()));
    }

    /** Six digits are more than anybody reads. */
    private static double round(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    private static String name(Recipe recipe) {
        FoldChoice choice = recipe.folds();
        String tied = recipe.leakage() == Leakage.GROUP ? ", duplicates and groups kept together" : "";
        return choice.file().orElseGet(() -> choice.kind().orElseThrow().text() + tied);
    }

    /** What messages call a fold. */
    String name(Fold fold) {
        boolean repeated = folds.stream().anyMatch(one -> one.repeat() > 0);
        return (repeated ? "repeat " + fold.repeat() + ", " : "") + "fold " + fold.fold();
    }

    /** What a run says of its folds. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        int least = folds.stream().mapToInt(Fold::rows).min().orElseThrow();
        int most = folds.stream().mapToInt(Fold::rows).max().orElseThrow();
        notes.add(String.format(
                Locale.ROOT,
                "%d %s of %s; a class's share differs by at most %.1f %% of the fold",
                folds.size(),
                folds.size() == 1 ? "fold" : "folds",
                least == most ? least + " rows" : least + " to " + most + " rows",
                100 * largestDeviation));
        if (!rare.isEmpty()) {
            notes.add("note: fewer rows than folds: " + some(rare));
        }
        Map<String, Integer> untrained = new LinkedHashMap<>();
        folds.forEach(fold -> fold.untrained().forEach(name -> untrained.merge(name, 1, Integer::sum)));
        if (!untrained.isEmpty()) {
            notes.add("warning: classes without a training row in a fold, and in how many: " + some(untrained));
        }
        return notes;
    }

    private static String some(Map<String, Integer> counts) {
        String shown = counts.entrySet().stream()
                .limit(MOST_SHOWN)
                .map(entry -> "'" + entry.getKey() + "' (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        return counts.size() > MOST_SHOWN ? shown + " and " + (counts.size() - MOST_SHOWN) + " more" : shown;
    }

    /** The balance as a table. */
    List<String> table() {
        List<String> lines = new ArrayList<>();
        boolean repeated = folds.stream().anyMatch(fold -> fold.repeat() > 0);
        String format = (repeated ? "%6s  " : "%.0s") + "%4s  %7s  %7s  %7s  %7s  %9s  %s";
        lines.add(String.format(
                format, "repeat", "fold", "rows", "trains", "classes", "groups", "deviation", "worst class"));
        for (Fold fold : folds.subList(0, Math.min(MOST_LINES, folds.size()))) {
            lines.add(String.format(
                    Locale.ROOT,
                    format,
                    fold.repeat(),
                    fold.fold(),
                    fold.rows(),
                    fold.trains(),
                    fold.classes().size(),
                    groups == 0 ? "-" : fold.groups(),
                    String.format(Locale.ROOT, "%.2f %%", 100 * fold.largestDeviation()),
                    fold.worstClass()));
        }
        if (folds.size() > MOST_LINES) {
            lines.add("and " + (folds.size() - MOST_LINES) + " more, in " + FILE);
        }
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%s, %d rows: a class's share of a fold differs from its share of all rows by %.2f %% of the fold at most, "
                        + "%.2f %% in the mean",
                splitter,
                rows,
                100 * largestDeviation,
                100 * meanDeviation));
        lines.add("worst: "
                + worst.stream()
                        .limit(MOST_SHOWN)
                        .map(off -> String.format(
                                Locale.ROOT,
                                "'%s' in fold %d%s has %d rows, even would be %.1f",
                                off.name(),
                                off.fold(),
                                repeated ? " of repeat " + off.repeat() : "",
                                off.rows(),
                                off.expected()))
                        .collect(Collectors.joining("; ")));
        lines.addAll(balancedBy);
        notes().stream().skip(1).forEach(lines::add);
        if (!tornGroups.isEmpty()) {
            lines.add("warning: " + tornGroups.size() + " of " + groups
                    + " groups are in training and validation at once");
        }
        return lines;
    }

    static FoldReport read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), FoldReport.class);
    }

    void write(Path file) throws IOException {
        AtomicFiles.write(file, temporary -> JSON.writeValue(temporary.toFile(), this));
    }
}
