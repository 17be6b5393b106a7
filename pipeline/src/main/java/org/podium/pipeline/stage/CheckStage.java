package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.ImageProxy;
import org.podium.pipeline.competition.CompetitionData;
import org.podium.pipeline.competition.MaskSubmissionFormat;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.competition.SubmissionFormat;
import org.podium.pipeline.duplicates.ImageIds;
import org.podium.pipeline.duplicates.Verdict;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.run.Seed;

/** The gate before training: is the data what the configuration says, and do the folds tell the truth? */
final class CheckStage implements Stage {
    private final RunConfig config;
    private final RunFolder folder;
    private final CompetitionData data;

    CheckStage(RunConfig config, RunFolder folder, CompetitionData data) {
        this.config = config;
        this.folder = folder;
        this.data = data;
    }

    @Override
    public String name() {
        return "check";
    }

    @Override
    public List<String> reads() {
        List<String> files = new ArrayList<>(List.of(
                Inventory.FILE,
                RowTable.TRAIN,
                RowTable.TEST,
                LookTable.FILE,
                LookTable.THUMBNAILS,
                DuplicateStage.FILE,
                DuplicateStage.DOUBTFUL,
                DuplicateStage.THRESHOLDS,
                FoldTable.FILE,
                FoldReport.FILE));
        if (masked()) {
            files.add(MaskTable.FILE);
        }
        return files;
    }

    private boolean masked() {
        return config.competition().task().masks();
    }

    @Override
    public List<String> writes() {
        return List.of(CheckReport.FILE);
    }

    /** Folds that changed since leave no verdict about others. */
    @Override
    public List<String> summaries() {
        return writes();
    }

    /** The format and the sample's labels stand for the sample file. */
    @Override
    public String settings() {
        Path competition = Path.of(config.competitionFolder());
        String choices = RunConfig.yaml(config.competition())
                + config.recipe().leakage()
                + config.recipe().seed();
        if (masked()) {
            return choices + MaskSubmissionFormat.of(config.competition(), competition, data);
        }
        return choices
                + SubmissionFormat.of(config.competition(), competition, data)
                + SubmissionFormat.strangeLabels(config.competition(), competition, data.classes());
    }

    @Override
    public void run(Display display) throws IOException, InterruptedException {
        LookedAt train = LookTable.train(folder);
        LookedAt test = LookTable.test(folder);
        Inventory inventory = Inventory.read(folder.file(Inventory.FILE));
        FoldReport folds = FoldReport.read(folder.file(FoldReport.FILE));
        FoldPlan plan = FoldTable.read(folder.file(FoldTable.FILE), train.rows().ids());
        ImageIds ids = DuplicateStage.ids(train.rows(), test.rows());
        Verdict duplicates = Verdict.of(
                DuplicateStage.pairs(folder, ids),
                DuplicateStage.doubtful(folder, ids),
                DuplicateStage.flat(folder),
                ids,
                // Masks of images that are nearly alike may differ as the images do.
                masked() ? Collections.nCopies(train.size(), "") : train.rows().labels(),
                plan);
        List<CheckLine> leaks = new ArrayList<>(duplicates.lines(config.recipe().leakage()));
        List<CheckLine> lines;
        if (masked()) {
            lines = new MaskChecks(config, folder, data, train, test, inventory).lines(folds);
            leaks.addAll(LeakChecks.ofMasks(config.competition(), inventory, train.rows(), test.rows(), plan));
        } else {
            ImageProxy proxy = proxy(train, inventory);
            lines = new DataChecks(config, folder, data, train.rows(), inventory).lines(folds, train, test, proxy);
            leaks.addAll(
                    new LeakChecks(config.competition(), inventory, train.rows(), test.rows(), plan, Optional.of(proxy))
                            .lines());
        }
        CheckReport.of(config.recipe().leakage(), lines, leaks, duplicates).write(folder.file(CheckReport.FILE));
    }

    private ImageProxy proxy(LookedAt train, Inventory inventory) {
        RowTable rows = train.rows();
        return ImageProxy.of(
                train.looks().stream().map(look -> look.thumbnail().bytes()).toList(),
                rows.classes(inventory.classes()),
                inventory.classes().size(),
                rows.grouped() ? rows.groups() : rows.ids(),
                new Seed(config.recipe().seed()));
    }
}
