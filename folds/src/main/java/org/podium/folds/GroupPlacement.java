package org.podium.folds;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Places groups in folds so that Σ over folds and classes of count² ÷ class size, plus Σ over folds of size² ÷ rows, is
 * small. As the totals are fixed, this differs from the sum of squared deviations from the even parts by a constant
 * only, and changes of it need just the classes that a group has.
 */
final class GroupPlacement {
    private static final int ROUNDS = 20;
    /** Swaps tried in a round, which bounds the time whatever the number of groups. */
    private static final int SWAPS_A_ROUND = 1 << 18;
    /** Smaller gains are rounding noise, and could send groups in circles. */
    private static final double LEAST_GAIN = 1e-9;

    private final List<Group> groups;
    private final int folds;
    private final double[] classWeight;
    private final double sizeWeight;
    private final int[][] classRows;
    private final int[] foldRows;
    private final int[] foldOf;
    private final Comparator<Integer> preference;

    private GroupPlacement(Rows rows, int folds, long seed, List<Group> groups) {
        this.groups = groups;
        this.folds = folds;
        this.classWeight = IntStream.range(0, rows.classCount())
                .mapToDouble(c -> 1.0 / Math.max(1, rows.classSize(c)))
                .toArray();
        this.sizeWeight = 1.0 / rows.size();
        this.classRows = new int[folds][rows.classCount()];
        this.foldRows = new int[folds];
        this.foldOf = new int[groups.size()];
        this.preference = Comparator.<Integer>comparingInt(fold -> foldRows[fold])
                .thenComparing(fold -> KeyedHash.of(seed, "fold " + fold));
    }

    /**
     * Groups placed one by one where they add least, then moved and swapped while that helps.
     *
     * @param groups at least as many as folds, in the order of placement
     */
    static GroupPlacement improved(Rows rows, int folds, long seed, List<Group> groups) {
        GroupPlacement placement = new GroupPlacement(rows, folds, seed, groups);
        placement.placeGreedily();
        int rounds = 0;
        while (rounds < ROUNDS && placement.improve()) {
            rounds++;
        }
        return placement;
    }

    /** The sum that is kept small. */
    double unevenness() {
        double sum = 0;
        for (int fold = 0; fold < folds; fold++) {
            sum += sizeWeight * foldRows[fold] * foldRows[fold];
            for (int c = 0; c < classWeight.length; c++) {
                sum += classWeight[c] * classRows[fold][c] * classRows[fold][c];
            }
        }
        return sum;
    }

    /** Fold of each group by name. */
    Map<String, Integer> foldByGroup() {
        Map<String, Integer> placed = new HashMap<>();
        for (int g = 0; g < foldOf.length; g++) {
            placed.put(groups.get(g).name(), foldOf[g]);
        }
        return placed;
    }

    // An empty fold adds only the group's own square, the least there is, and wins ties as the smallest: so every fold
    // gets a group before any fold gets its second. Nor does improve() empty one: moving the only group of a fold gains
    // nothing.
    private void placeGreedily() {
        for (int g = 0; g < foldOf.length; g++) {
            Group group = groups.get(g);
            Comparator<Integer> byCost = Comparator.comparingDouble(fold -> costOfAdding(group, fold));
            foldOf[g] = IntStream.range(0, folds)
                    .boxed()
                    .min(byCost.thenComparing(preference))
                    .orElseThrow();
            add(group, foldOf[g], 1);
        }
    }

    private double costOfAdding(Group group, int fold) {
        double cost = sizeWeight * foldRows[fold] * group.rows();
        for (int i = 0; i < group.classes().length; i++) {
            int c = group.classes()[i];
            cost += classWeight[c] * classRows[fold][c] * group.counts()[i];
        }
        return cost;
    }

    /** Tries every group elsewhere, alone or against one of the groups after it; false if nothing was gained. */
    private boolean improve() {
        int window = Math.max(1, SWAPS_A_ROUND / foldOf.length);
        boolean improved = false;
        for (int g = 0; g < foldOf.length; g++) {
            double[] moves = changesOfMoving(g);
            double best = -LEAST_GAIN;
            int target = foldOf[g];
            int partner = -1;
            for (int fold = 0; fold < folds; fold++) {
                if (moves[fold] < best) {
                    best = moves[fold];
                    target = fold;
                }
            }
            for (int h = g + 1; h < Math.min(foldOf.length, g + 1 + window); h++) {
                if (foldOf[h] == foldOf[g]) {
                    continue;
                }
                double change = moves[foldOf[h]]
                        + changeOfMoving(groups.get(h), foldOf[h], foldOf[g])
                        - 4 * overlap(groups.get(g), groups.get(h));
                if (change < best) {
                    best = change;
                    target = foldOf[h];
                    partner = h;
                }
            }
            if (target != foldOf[g]) {
                int origin = foldOf[g];
                move(g, target);
                if (partner >= 0) {
                    move(partner, origin);
                }
                improved = true;
            }
        }
        return improved;
    }

    private double[] changesOfMoving(int g) {
        double[] changes = new double[folds];
        for (int fold = 0; fold < folds; fold++) {
            changes[fold] = fold == foldOf[g] ? 0 : changeOfMoving(groups.get(g), foldOf[g], fold);
        }
        return changes;
    }

    // With a = rows in the old fold and b = in the new one, moving m rows changes a² + b² by 2m(b − a + m).
    private double changeOfMoving(Group group, int from, int to) {
        double change = sizeWeight * group.rows() * (foldRows[to] - foldRows[from] + group.rows());
        for (int i = 0; i < group.classes().length; i++) {
            int c = group.classes()[i];
            int m = group.counts()[i];
            change += classWeight[c] * m * (classRows[to][c] - classRows[from][c] + m);
        }
        return 2 * change;
    }

    // A swap moves m − m' rows; expanding 2(m − m')(b − a + m − m') gives the two single moves and −4mm'.
    private double overlap(Group one, Group other) {
        double sum = sizeWeight * one.rows() * other.rows();
        int i = 0;
        int j = 0;
        while (i < one.classes().length && j < other.classes().length) {
            int difference = Integer.compare(one.classes()[i], other.classes()[j]);
            if (difference == 0) {
                sum += classWeight[one.classes()[i]] * one.counts()[i] * other.counts()[j];
            }
            i += difference <= 0 ? 1 : 0;
            j += difference >= 0 ? 1 : 0;
        }
        return sum;
    }

    private void move(int g, int to) {
        add(groups.get(g), foldOf[g], -1);
        add(groups.get(g), to, 1);
        foldOf[g] = to;
    }

    private void add(Group group, int fold, int sign) {
        foldRows[fold] += sign * group.rows();
        for (int i = 0; i < group.classes().length; i++) {
            classRows[fold][group.classes()[i]] += sign * group.counts()[i];
        }
    }
}
