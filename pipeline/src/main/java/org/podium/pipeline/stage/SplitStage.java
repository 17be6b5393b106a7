package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.competition.FoldChoice;
import org.podium.pipeline.competition.Leakage;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.run.RunFolder;

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
        List<String> files = new ArrayList<>(List.of(Inventory.FILE, RowTable.TRAIN));
        if (tied()) {
            files.addAll(List.of(RowTable.TEST, DuplicateStage.FILE));
        }
        return files;
    }

    private boolean tied() {
        return config.recipe().leakage() == Leakage.GROUP;
    }

    @Override
    public List<String> writes() {
        return List.of(FoldTable.FILE, FoldReport.FILE);
    }

    @Override
    public String settings() throws IOException {
        Optional<String> file = config.recipe().folds().file();
        return config.recipe().seed()
                + RunConfig.yaml(config.recipe().folds())
                + tied()
                + (file.isPresent() ? Hashes.of(Path.of(file.get())) : "");
    }

    @Override
    public void run(Display display) throws IOException {
        Inventory inventory = Inventory.read(folder.file(Inventory.FILE));
        RowTable train = RowTable.read(folder.file(RowTable.TRAIN));
        List<String> groups = tied() ? DuplicateStage.groups(folder, train) : train.groups();
        FoldPlan plan = Splitting.plan(
                config.recipe(),
                train,
                inventory.classes(),
                config.competition().task().masks(),
                groups,
                inventory.skippedTrain().keySet());
        FoldReport report = FoldReport.of(config, inventory, train, plan);
        if (choice().file().isEmpty()
                && (tied() || choice().kind().orElseThrow().keepsGroups())) {
            requireTrainedClasses(report);
        }
        requireScored(new Splits(plan), train.classSets(inventory.classes()));
        FoldTable.write(folder.file(FoldTable.FILE), train.ids(), plan);
        report.write(folder.file(FoldReport.FILE));
        report.notes().forEach(note -> display.line("split     " + note));
    }

    /** Masks may be ignored as a whole. */
    private static void requireScored(Splits splits, int[][] classes) {
        for (int number = 0; number < splits.count(); number++) {
            requireKnown(splits.validation(number), classes, splits.name(number) + " would be scored");
            requireKnown(splits.choosing(number), classes, splits.name(number) + " would choose its best epoch");
        }
    }

    private static void requireKnown(int[] rows, int[][] classes, String what) {
        if (Arrays.stream(rows).allMatch(row -> classes[row].length == 0)) {
            throw new UserError(
                    what + " on masks all of whose pixels are ignored: leave such rows out, or use fewer folds");
        }
    }

    private FoldChoice choice() {
        return config.recipe().folds();
    }

    /** Groups that stay whole can leave a fold without a class, which no other kind of split does. */
    private static void requireTrainedClasses(FoldReport report) {
        for (FoldReport.Fold fold : report.folds()) {
            for (String name : fold.untrained()) {
                throw new UserError(report.name(fold) + " would train on no row of class '" + name
                        + "', since the groups with its rows are all held out at once: merge the class with another, "
                        + "leave it out, or use folds.kind: stratified");
            }
        }
    }
}
