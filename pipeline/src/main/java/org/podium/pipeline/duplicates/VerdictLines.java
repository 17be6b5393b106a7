package org.podium.pipeline.duplicates;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.Leakage;

/** A verdict in words. */
record VerdictLines(Verdict verdict, Leakage policy) {
    private static final int DOUBTFUL = 3;
    /** Share of images that are not compared, from which on that nothing was found says little. */
    private static final double MANY_FLAT = 0.25;

    List<CheckLine> all() {
        return List.of(
                folds("exact duplicates", verdict.exact(), Pair.Kind.EXACT),
                contrasted(doubted(folds("near duplicates", verdict.near(), Pair.Kind.NEAR))),
                folds("mirrored duplicates", verdict.mirrored(), Pair.Kind.MIRRORED),
                rows(
                        "duplicates in test",
                        verdict.rowsInTest(),
                        "a duplicate among the test images",
                        verdict.trainAndTest(),
                        "Leave these training rows out if the score is to tell of new images: those in a group of"
                                + " rows/duplicates.csv that has a test row."),
                conflicts());
    }

    /** Under any policy only exact duplicates prove that a label is wrong: what is small and moves is lost in near ones. */
    private CheckLine conflicts() {
        boolean same = verdict.exact().conflictingLabels() > 0;
        return new VerdictLines(verdict, same ? policy : Leakage.WARN)
                .rows(
                        "conflicting labels",
                        verdict.rowsInConflict(),
                        "a duplicate with another label",
                        verdict.conflictingLabels(),
                        same
                                ? "Correct the labels or leave the rows out; rows/duplicates.csv names them, group by group."
                                : "Look at them: they are alike but for details, and the label may be about such a detail;"
                                        + " rows/duplicates.csv names them, group by group.");
    }

    private CheckLine folds(String name, Verdict.Counts counts, Pair.Kind kind) {
        if (counts.betweenFolds() > 0) {
            String todo = policy == Leakage.GROUP
                    ? "Choose folds that keep groups together; those of this recipe do not."
                    : "Set leakage: group to keep each group in one fold, or leave all but one of each out;"
                            + " rows/duplicates.csv names them.";
            List<Verdict.WorstPair> worst = verdict.betweenFolds().stream()
                    .filter(pair -> pair.kind() == kind)
                    .toList();
            String finding = count(counts.betweenFolds(), "group") + " on both sides of a fold: "
                    + count(counts.rowsBetweenFolds(), "row")
                    + (counts.rowsBetweenFolds() == 1 ? " validates" : " validate")
                    + " where a duplicate trains";
            return wrong(name, finding, worst, todo);
        }
        if (counts.groups() == 0) {
            return CheckLine.passed(name, "none among " + number(verdict.images()) + " images");
        }
        String found = count(counts.groups(), "group") + " of " + number(counts.images()) + " images, ";
        return CheckLine.passed(
                name,
                found
                        + (policy == Leakage.GROUP
                                ? "each within one fold (" + count(verdict.tied(), "row")
                                        + " with duplicates of any kind "
                                        + (verdict.tied() == 1 ? "is tied)" : "are tied)")
                                : "no row validates where a duplicate trains"));
    }

    private CheckLine rows(String name, int rows, String which, List<Verdict.WorstPair> worst, String todo) {
        if (rows == 0) {
            return CheckLine.passed(name, "no training row has " + which);
        }
        return wrong(name, count(rows, "training row") + (rows == 1 ? " has " : " have ") + which, worst, todo);
    }

    private CheckLine wrong(String name, String finding, List<Verdict.WorstPair> worst, String todo) {
        String whole =
                finding + (worst.isEmpty() ? "" : ", such as " + worst.get(0).names());
        return policy == Leakage.FAIL ? CheckLine.failed(name, whole, todo) : CheckLine.warned(name, whole, todo);
    }

    /** That nothing was found means little where the thresholds do. */
    private CheckLine doubted(CheckLine line) {
        if (verdict.doubtful().isEmpty() || line.status() != CheckLine.Status.PASSED) {
            return line;
        }
        String nearest = verdict.doubtful().stream()
                .limit(DOUBTFUL)
                .map(Verdict.WorstPair::names)
                .collect(Collectors.joining("; "));
        return CheckLine.warned(
                line.name(),
                line.finding() + ", but the thresholds rest on few images; the nearest other pairs are " + nearest,
                "Look at the nearest pairs yourself (duplicates.doubtful in check.json); if they show the same, give"
                        + " these rows one group in the table of labels.");
    }

    /** Images that are not compared are not known to have no duplicates. */
    private CheckLine contrasted(CheckLine line) {
        if (verdict.flat() == 0) {
            return line;
        }
        String finding = line.finding() + "; " + number(verdict.flat()) + " of the " + count(verdict.images(), "image")
                + (verdict.flat() == 1 ? " has" : " have") + " too little contrast to compare";
        boolean many = verdict.flat() > MANY_FLAT * verdict.images();
        return many && line.status() == CheckLine.Status.PASSED
                ? CheckLine.warned(
                        line.name(),
                        finding,
                        "Look through the images that are nearly of one colour yourself: of those only exact duplicates"
                                + " are found.")
                : new CheckLine(line.name(), line.status(), finding, line.todo());
    }

    private static String count(int count, String what) {
        return number(count) + " " + what + (count == 1 ? "" : "s");
    }

    private static String number(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
