package org.podium.folds.jmh;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.podium.folds.GroupKFold;
import org.podium.folds.KFold;
import org.podium.folds.LabelSets;
import org.podium.folds.MultilabelStratifiedKFold;
import org.podium.folds.Rows;
import org.podium.folds.Splitter;
import org.podium.folds.StratifiedGroupKFold;
import org.podium.folds.StratifiedKFold;

/**
 * What is measured: a splitter and drawn rows, without ids where nothing else is said. {@code reference_times.py} draws
 * its rows in the same way.
 */
public enum Workload {
    KFOLD_10M("k-fold", 10_000_000, "", new KFold(5)),
    STRATIFIED_1M("stratified", 1_000_000, "1,000 classes", new StratifiedKFold(5)),
    STRATIFIED_3M("stratified", 3_000_000, "1,000 classes", new StratifiedKFold(5)),
    STRATIFIED_10M("stratified", 10_000_000, "1,000 classes", new StratifiedKFold(5)),
    STRATIFIED_IDS_1M("stratified", 1_000_000, "1,000 classes, ids", new StratifiedKFold(5)),
    STRATIFIED_1000_1M("stratified, 1,000 folds", 1_000_000, "1,000 classes", new StratifiedKFold(1_000)),
    GROUP_1M("group", 1_000_000, "100,000 groups", new GroupKFold(5)),
    STRATIFIED_GROUP_1M("stratified group", 1_000_000, "10 classes, 100,000 groups", new StratifiedGroupKFold(5)),
    MULTILABEL_200K("multilabel, order 1", 200_000, "50 labels, 3 a row", new MultilabelStratifiedKFold(5, 1)),
    MULTILABEL_PAIRS_200K("multilabel, order 2", 200_000, "50 labels, 3 a row", new MultilabelStratifiedKFold(5, 2));

    private final String title;
    private final int count;
    private final String contents;
    private final Splitter splitter;

    Workload(String title, int count, String contents, Splitter splitter) {
        this.title = title;
        this.count = count;
        this.contents = contents;
        this.splitter = splitter;
    }

    String title() {
        return title;
    }

    int count() {
        return count;
    }

    String contents() {
        return contents;
    }

    Splitter splitter() {
        return splitter;
    }

    /** Draws the rows, the same each time. */
    Rows rows() {
        SplittableRandom random = new SplittableRandom(1);
        return switch (this) {
            case KFOLD_10M -> Rows.of(count);
            case STRATIFIED_IDS_1M -> Rows.of(ids()).withClasses(classes(random, 1_000), 1_000);
            case STRATIFIED_1M, STRATIFIED_3M, STRATIFIED_10M, STRATIFIED_1000_1M ->
                Rows.of(count).withClasses(classes(random, 1_000), 1_000);
            case GROUP_1M -> Rows.of(count).withGroups(groups(random), groupNames());
            case STRATIFIED_GROUP_1M ->
                Rows.of(count).withClasses(classes(random, 10), 10).withGroups(groups(random), groupNames());
            case MULTILABEL_200K, MULTILABEL_PAIRS_200K -> Rows.of(count).withLabelSets(labelSets(random));
        };
    }

    private List<String> ids() {
        return IntStream.range(0, count).mapToObj(row -> "row-" + row).toList();
    }

    /** Class c with probability in proportion to 1/(c + 10): a long tail. */
    private int[] classes(SplittableRandom random, int classCount) {
        double[] upTo =
                IntStream.range(0, classCount).mapToDouble(c -> 1.0 / (c + 10)).toArray();
        Arrays.parallelPrefix(upTo, Double::sum);
        return IntStream.range(0, count).map(row -> drawn(random, upTo)).toArray();
    }

    private static int drawn(SplittableRandom random, double[] upTo) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return found < 0 ? -found - 1 : found;
    }

    private int[] groups(SplittableRandom random) {
        return IntStream.range(0, count).map(row -> random.nextInt(100_000)).toArray();
    }

    private static List<String> groupNames() {
        return IntStream.range(0, 100_000).mapToObj(group -> "group " + group).toList();
    }

    /** Label l with probability 0.22 · 0.93^l, independent of the others: from 22 % down to 0.6 %, 3 a row. */
    private LabelSets labelSets(SplittableRandom random) {
        return LabelSets.of(
                IntStream.range(0, count)
                        .mapToObj(row -> IntStream.range(0, 50)
                                .filter(label -> random.nextDouble() < 0.22 * Math.pow(0.93, label))
                                .toArray())
                        .toArray(int[][]::new),
                50);
    }
}
