package org.podium.pipeline.check;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.podium.folds.FoldPlan;

/**
 * Do the folds keep groups together? Rows without a group, whose group's name is empty, are on their own: nothing is torn
 * by parting them.
 *
 * @param groups number of groups
 * @param torn groups of which, in some repeat and fold, one row trains while another validates
 * @param tornRows share of the rows that are in a torn group
 * @param knownInTest share of the test rows whose group has training rows, where the test rows' groups are known
 */
public record GroupUse(int groups, int torn, double tornRows, Optional<Double> knownInTest) {
    private static final String NAME = "groups";
    private static final String NONE = "";
    private static final double MOST = 0.5;

    /**
     * @param names name of each training row's group, empty for rows without one
     * @param test names of the test rows' groups, where they are known
     */
    public static GroupUse of(FoldPlan plan, List<String> names, Optional<List<String>> test) {
        if (plan.rows() != names.size()) {
            throw new IllegalArgumentException(plan.rows() + " rows have folds, but " + names.size() + " have groups");
        }
        Set<String> torn = new HashSet<>();
        for (int repeat = 0; repeat < plan.repeats(); repeat++) {
            for (int fold = 0; fold < plan.folds(); fold++) {
                Set<String> training = names(plan.training(repeat, fold), names);
                Set<String> validating = names(plan.validation(repeat, fold), names);
                validating.retainAll(training);
                torn.addAll(validating);
            }
        }
        Set<String> all = new HashSet<>(names);
        all.remove(NONE);
        double tornRows = (double) names.stream().filter(torn::contains).count() / names.size();
        return new GroupUse(
                all.size(),
                torn.size(),
                tornRows,
                test.filter(list -> !list.isEmpty())
                        .map(list ->
                                (double) list.stream().filter(all::contains).count() / list.size()));
    }

    private static Set<String> names(int[] rows, List<String> names) {
        Set<String> found = new HashSet<>();
        IntStream.of(rows).forEach(row -> found.add(names.get(row)));
        found.remove(NONE);
        return found;
    }

    /**
     * The line of the checklist. Torn groups are a fault, unless the test rows' groups mostly have training rows too: then
     * a row may know its group there as well.
     *
     * @param column name of the group column
     * @param inflation what that does to the score, where it could be told
     */
    public CheckLine line(String column, Optional<Inflation> inflation) {
        if (torn == 0) {
            return CheckLine.passed(
                    NAME, String.format(Locale.ROOT, "each of the %,d of '%s' stays in one fold", groups, column));
        }
        String finding = String.format(
                Locale.ROOT,
                "%,d of the %,d of '%s' (%.0f %% of the rows) are torn between training and validation",
                torn,
                groups,
                column,
                100 * tornRows);
        finding += inflation.map(GroupUse::sentence).orElse("");
        if (knownInTest.orElse(0.0) > MOST) {
            return CheckLine.warned(
                    NAME,
                    finding
                            + String.format(
                                    Locale.ROOT,
                                    "; of the test rows, %.0f %% have a group with training rows",
                                    100 * knownInTest.orElseThrow()),
                    "Decide by what the test rows will share with the training rows whether folds should keep groups"
                            + " together.");
        }
        return CheckLine.failed(
                NAME,
                finding,
                "Use folds.kind: stratified-group, which keeps the rows of a '" + column + "' together.");
    }

    private static String sentence(Inflation inflation) {
        if (!inflation.isKnown()) {
            return String.format(
                    Locale.ROOT,
                    "; with %d scored groups, nearest neighbours among thumbnails cannot tell what that adds",
                    inflation.groups());
        }
        String figures = String.format(
                Locale.ROOT,
                "%s %.3f with these folds, %.3f if no row sees its group, a gain of %.3f ± %.3f",
                inflation.metric(),
                inflation.asPlanned(),
                inflation.keptTogether(),
                inflation.gain(),
                inflation.standardError());
        return inflation.isReal()
                ? "; expect a flattered score: nearest neighbours among thumbnails have " + figures
                : "; nearest neighbours among thumbnails gain nothing clear by it: " + figures;
    }
}
