package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.podium.pipeline.config.Checks;
import org.podium.pipeline.config.Records;

/**
 * How rows are split: a splitter with its parameters, or a file of the user's own, which decides alone. A key that the
 * splitter does not use is refused; but {@code k} and {@code fraction} may stay when the kind is changed.
 *
 * @param kind the splitter; empty: stratified
 * @param k number of folds, at least 2; for all kinds but holdout and leave-one-group-out; empty: 5
 * @param fraction holdout: share of rows held out, between 0 and 1; empty: 0.2
 * @param repeats how often the rows are split anew, each time under another seed; 1 to 100
 * @param inner share of a fold's training rows that are held out of training to choose the best epoch on, so that the
 *     fold's own rows take no part in that; empty: the fold's own rows choose it
 * @param by multilabel-stratified: columns whose values are spread evenly besides the classes; stratified-regression: the
 *     column of numbers whose distribution is kept
 * @param bins stratified-regression: number of quantile bins; empty: 10
 * @param window time-series: most rows to train on, the latest ones; empty: all rows before
 * @param gap time-series: rows left out between training and validation; empty: 0
 * @param file CSV with columns id, fold (and optionally repeat), relative to the recipe's folder
 */
public record FoldChoice(
        Optional<Kind> kind,
        Optional<Integer> k,
        Optional<Double> fraction,
        int repeats,
        Optional<Double> inner,
        List<String> by,
        Optional<Integer> bins,
        Optional<Integer> window,
        Optional<Integer> gap,
        Optional<String> file) {
    public static final FoldChoice DEFAULTS = new FoldChoice(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** The splitters. */
    public enum Kind {
        K_FOLD,
        STRATIFIED,
        GROUP,
        STRATIFIED_GROUP,
        LEAVE_ONE_GROUP_OUT,
        MULTILABEL_STRATIFIED,
        STRATIFIED_REGRESSION,
        TIME_SERIES,
        HOLDOUT;

        /** As it is written in YAML. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether the groups of the competition stay whole. */
        public boolean keepsGroups() {
            return this == GROUP || this == STRATIFIED_GROUP || this == LEAVE_ONE_GROUP_OUT;
        }
    }

    public FoldChoice {
        by = List.copyOf(by);
        Kind used = kind.orElse(Kind.STRATIFIED);
        boolean own = file.isPresent();
        Checks checks = new Checks()
                .atLeast("k", k.orElse(2), 2)
                .that(
                        fraction.isEmpty() || fraction.get() > 0 && fraction.get() < 1,
                        fraction.map(Object::toString).orElse("") + ", expected a share between 0 and 1",
                        "fraction")
                .between("repeats", repeats, 1, 100)
                .that(
                        inner.isEmpty() || inner.get() > 0 && inner.get() < 1,
                        inner.map(Object::toString).orElse("") + ", expected a share between 0 and 1",
                        "inner")
                .atLeast("bins", bins.orElse(2), 2)
                .atLeast("window", window.orElse(1), 1)
                .atLeast("gap", gap.orElse(0), 0);
        Use use = new Use(checks, used, own);
        use.only("repeats", repeats > 1, EnumSet.complementOf(EnumSet.of(Kind.TIME_SERIES, Kind.LEAVE_ONE_GROUP_OUT)));
        use.only("inner", inner.isPresent(), EnumSet.allOf(Kind.class));
        use.only("by", !by.isEmpty(), EnumSet.of(Kind.MULTILABEL_STRATIFIED, Kind.STRATIFIED_REGRESSION));
        use.only("bins", bins.isPresent(), Set.of(Kind.STRATIFIED_REGRESSION));
        use.only("window", window.isPresent(), Set.of(Kind.TIME_SERIES));
        use.only("gap", gap.isPresent(), Set.of(Kind.TIME_SERIES));
        if (!own) {
            checks.that(
                            used != Kind.MULTILABEL_STRATIFIED || !by.isEmpty(),
                            "empty, expected the columns to spread besides the label",
                            "by")
                    .that(
                            used != Kind.STRATIFIED_REGRESSION || by.size() == 1,
                            by + ", expected one column of numbers",
                            "by");
        }
        checks.verify();
    }

    private record Use(Checks checks, Kind kind, boolean own) {
        void only(String component, boolean given, Set<Kind> kinds) {
            checks.that(
                    !given || !own && kinds.contains(kind),
                    own ? "given, but the file says all of it" : "given, but " + kind.text() + " does not use it",
                    component);
        }
    }

    /** The same with a relative path to the file made absolute. */
    public FoldChoice from(Path folder) {
        return Records.with(this, "file", file.map(path -> folder.resolve(path)
                .toAbsolutePath()
                .normalize()
                .toString()));
    }

    /** The same with keys that decide nothing left out, and those that do and were left out replaced by what they mean. */
    public FoldChoice resolved() {
        if (file.isPresent()) {
            return Records.with(DEFAULTS, "file", file);
        }
        Kind used = kind.orElse(Kind.STRATIFIED);
        boolean counted = used != Kind.HOLDOUT && used != Kind.LEAVE_ONE_GROUP_OUT;
        return new FoldChoice(
                Optional.of(used),
                counted ? Optional.of(k.orElse(5)) : Optional.empty(),
                used == Kind.HOLDOUT ? Optional.of(fraction.orElse(0.2)) : Optional.empty(),
                repeats,
                inner,
                by,
                used == Kind.STRATIFIED_REGRESSION ? Optional.of(bins.orElse(10)) : bins,
                window,
                used == Kind.TIME_SERIES ? Optional.of(gap.orElse(0)) : gap,
                file);
    }
}
