package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.podium.folds.Balance;
import org.podium.folds.FoldPlan;
import org.podium.folds.Rows;
import org.podium.folds.Splitter;
import org.podium.folds.StratifiedGroupKFold;
import org.podium.folds.StratifiedHoldout;
import org.podium.folds.StratifiedKFold;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.run.Seed;

/** Which rows are held out when. */
final class SplitStage implements Stage {
    private final RunConfig config;
    private final RunFolder folder;

    SplitStage(RunConfig config, RunFolder folder) {
        this.config = config;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "split";
    }

    @Override
    public List<String> reads() {
        return List.of(CheckResult.FILE, RowTable.TRAIN);
    }

    @Override
    public List<String> writes() {
        return List.of(FoldTable.FILE);
    }

    @Override
    public String settings() throws IOException {
        Optional<String> file = config.recipe().folds().file();
        return config.recipe().seed()
                + RunConfig.yaml(config.recipe().folds())
                + (file.isPresent() ? Hashes.of(Path.of(file.get())) : "");
    }

    @Override
    public void run(Display display) throws IOException {
        CheckResult result = CheckResult.read(folder.file(CheckResult.FILE));
        RowTable train = RowTable.read(folder.file(RowTable.TRAIN));
        Recipe.FoldChoice choice = config.recipe().folds();
        FoldPlan plan = choice.file().isPresent()
                ? FoldTable.readUsers(
                        Path.of(choice.file().get()),
                        train.ids(),
                        result.skippedTrain().keySet())
                : split(choice, train, result.classes());
        Rows rows = Rows.of(
                train.ids(), train.classes(result.classes()), result.classes().size());
        Balance balance = Balance.of(rows, plan);
        boolean together = choice.kind() == Recipe.FoldChoice.Kind.STRATIFIED_GROUP
                && choice.file().isEmpty();
        if (together) {
            requireTrainedClasses(balance, result.classes());
        }
        FoldTable.write(folder.file(FoldTable.FILE), train.ids(), plan);
        tell(display, balance, result.classes());
        if (!together) {
            tellTornGroups(display, train.groups(), plan);
        }
    }

    /** Groups that stay whole can leave a fold without a class, which no other kind of split does. */
    private static void requireTrainedClasses(Balance balance, List<String> classes) {
        for (Balance.Fold fold : balance.folds()) {
            for (int c : fold.untrainedClasses()) {
                throw new UserError("fold " + fold.fold() + " would train on no row of class '" + classes.get(c)
                        + "', since the groups with its rows are all held out at once: merge the class with another, "
                        + "leave it out, or use folds.kind: stratified");
            }
        }
    }

    private void tellTornGroups(Display display, List<String> groups, FoldPlan plan) {
        Map<String, Set<Integer>> foldsOf = new HashMap<>();
        for (int row = 0; row < groups.size(); row++) {
            if (!groups.get(row).isEmpty()) {
                foldsOf.computeIfAbsent(groups.get(row), group -> new HashSet<>())
                        .add(plan.fold(row));
            }
        }
        long torn = foldsOf.values().stream().filter(folds -> folds.size() > 1).count();
        if (torn > 0) {
            display.line("split     note: " + torn + " of " + foldsOf.size() + " groups ("
                    + config.competition().train().group().orElseThrow()
                    + ") are in training and validation at once; scores may flatter; "
                    + "folds.kind: stratified-group keeps them together");
        }
    }

    private static void tell(Display display, Balance balance, List<String> classes) {
        IntSummaryStatistics sizes =
                balance.folds().stream().mapToInt(Balance.Fold::rows).summaryStatistics();
        display.line(String.format(
                Locale.ROOT,
                "split     %d %s of %d to %d rows; a class's share differs by at most %.1f %% of the rows",
                balance.folds().size(),
                balance.folds().size() == 1 ? "fold" : "folds",
                sizes.getMin(),
                sizes.getMax(),
                100 * balance.largestDeviation()));
        for (Balance.Fold fold : balance.folds()) {
            if (!fold.untrainedClasses().isEmpty()) {
                display.line("split     warning: fold " + fold.fold() + " trains on no row of "
                        + fold.untrainedClasses().stream().map(classes::get).toList());
            }
        }
    }

    private FoldPlan split(Recipe.FoldChoice choice, RowTable train, List<String> classes) {
        Rows rows = Rows.of(train.ids(), train.classes(classes), classes.size());
        if (choice.kind() == Recipe.FoldChoice.Kind.STRATIFIED_GROUP) {
            if (!train.grouped()) {
                throw new UserError("folds.kind is stratified-group, but the competition names no group column; "
                        + "add 'group: <column>' under train, or use stratified");
            }
            rows = rows.withGroups(train.groups());
        }
        Splitter splitter =
                switch (choice.kind()) {
                    case STRATIFIED -> new StratifiedKFold(choice.k());
                    case STRATIFIED_GROUP -> new StratifiedGroupKFold(choice.k());
                    case HOLDOUT -> new StratifiedHoldout(choice.fraction());
                };
        try {
            return splitter.split(rows, new Seed(config.recipe().seed()).derive("split"));
        } catch (IllegalArgumentException e) {
            throw new UserError("the rows cannot be split: " + e.getMessage(), e);
        }
    }
}
