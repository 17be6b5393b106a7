package org.podium.pipeline.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.podium.ensemble.Metrics;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.ColumnLeaks;
import org.podium.pipeline.check.GroupUse;
import org.podium.pipeline.check.IdLeaks;
import org.podium.pipeline.check.ImageProxy;
import org.podium.pipeline.check.Inflation;
import org.podium.pipeline.check.OrderLeaks;
import org.podium.pipeline.check.TimeOrder;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.Times;

/** What columns, ids, groups and times give away of the target, or of rows that are held out. */
final class LeakChecks {
    private final Competition competition;
    private final RowTable train;
    private final RowTable test;
    private final int[] classes;
    private final int classCount;
    private final FoldPlan plan;
    private final Optional<ImageProxy> proxy;

    LeakChecks(
            Competition competition,
            Inventory inventory,
            RowTable train,
            RowTable test,
            FoldPlan plan,
            Optional<ImageProxy> proxy) {
        this.competition = competition;
        this.train = train;
        this.test = test;
        this.classes = train.classes(inventory.classes());
        this.classCount = inventory.classes().size();
        this.plan = plan;
        this.proxy = proxy;
    }

    /** What there is to say of rows whose pixels have classes: there is no one label that a column could tell. */
    static List<CheckLine> ofMasks(
            Competition competition, Inventory inventory, RowTable train, RowTable test, FoldPlan plan) {
        LeakChecks checks = new LeakChecks(competition, inventory, train, test, plan, Optional.empty());
        return List.of(checks.groups(), checks.time());
    }

    List<CheckLine> lines() {
        List<CheckLine> lines = new ArrayList<>();
        if (competition.train().csv().isPresent()) {
            lines.add(ColumnLeaks.of(
                            classes,
                            classCount,
                            train.columns(),
                            Optional.of(test.columns())) // none where the test rows are a folder of images
                    .line());
            lines.add(IdLeaks.of(train.ids(), classes, classCount).line());
            lines.add(OrderLeaks.of(classes).line());
        } else {
            lines.add(CheckLine.skipped(ColumnLeaks.NAME, "class folders have none"));
            lines.add(CheckLine.skipped(IdLeaks.NAME, "they are made of folders and file names"));
            lines.add(CheckLine.skipped(OrderLeaks.NAME, "it is that of folders and file names"));
        }
        lines.add(groups());
        lines.add(time());
        return lines;
    }

    private CheckLine groups() {
        if (!train.grouped()) {
            return CheckLine.skipped("groups", "the competition names no group column");
        }
        GroupUse use =
                GroupUse.of(plan, train.groups(), Optional.of(test.groups()).filter(all -> test.grouped()));
        Optional<Inflation> inflation = use.torn() == 0
                ? Optional.empty()
                : proxy.flatMap(images -> images.inflation(plan, Metrics.named(competition.metric())));
        return use.line(competition.train().group().orElseThrow(), inflation);
    }

    private CheckLine time() {
        if (!train.timed()) {
            return CheckLine.skipped("time", "the competition names no time column");
        }
        return TimeOrder.of(
                        plan,
                        Times.of(train.times()),
                        test.timed() ? Optional.of(Times.of(test.times())) : Optional.empty())
                .line(competition.train().time().orElseThrow());
    }
}
