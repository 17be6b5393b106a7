package org.podium.folds;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Places groups in folds so that Σ over folds and classes of scale × count² ÷ class size, plus Σ over folds of
 * scale × size² ÷ rows, is small, where a fold's scale is the even share ÷ its due share. As the totals are fixed, this
 * differs from the sum of scaled squared deviations from the due parts by a constant only, and changes of it need just
 * the classes that a group has.
 */
final class GroupPlacement {
    private static final int ROUNDS = 20;
    /** Swaps tried in a round, so that they do not grow with the square of the number of groups. */
    private static final int SWAPS_A_ROUND = 1 << 18;
    /** Smaller gains are rounding noise, and could send groups in circles. */
    private static final double LEAST_GAIN = 1e-9;

    /** Steps that placements may still take together; one for a group and for each of its classes looked at. */
    static final class Budget {
        private long left;

        Budget(long steps) {
            left = steps;
        }

        boolean isSpent() {
            return left <= 0;
        }

        private void spend(long steps) {
            left -= steps;
        }
    }

    private final List<Group> groups;
    private final int folds;
    private final double[] scale;
    private final double[] classWeight;
    private final double sizeWeight;
    private final int[][] classRows;
    private final int[] foldRows;
    private final int[] foldGroups;
    private final int[] foldOf;
    private final long[] foldKeys;
    private final Budget budget;

    private GroupPlacement(ClassCodes classes, double[] shares, long seed, List<Group> groups, Budget budget) {
        this.groups = groups;
        this.budget = budget;
        this.folds = shares.length;
        this.scale = scales(shares);
        this.classWeight = IntStream.of(classes.sizes())
                .mapToDouble(size -> 1.0 / Math.max(1, size))
                .toArray();
        this.sizeWeight = 1.0 / IntStream.of(classes.sizes()).sum();
        this.classRows = new int[folds][classes.count()];
        this.foldRows = new int[folds];
        this.foldGroups = new int[folds];
        this.foldOf = new int[groups.size()];
        this.foldKeys = IntStream.range(0, folds)
                .mapToLong(fold -> KeyedHash.of(seed, "fold " + fold))
                .toArray();
    }

    /** Exactly 1 for each of equal shares. */
    static double[] scales(double[] shares) {
        double even = Arrays.stream(shares).sum() / shares.length;
        boolean equal = Arrays.stream(shares).allMatch(share -> share == shares[0]);
        return Arrays.stream(shares).map(share -> equal ? 1 : even / share).toArray();
    }

    /**
     * Groups placed one by one where they add least, then moved and swapped while that helps and the budget lasts. The
     * placing is done in any case.
     *
     * @param classes what is to be even
     * @param shares share of the rows due to each fold
     * @param groups at least as many as folds, in the order of placement
     */
    static GroupPlacement improved(ClassCodes classes, double[] shares, long seed, List<Group> groups, Budget budget) {
        GroupPlacement placement = new GroupPlacement(classes, shares, seed, groups, budget);
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
            sum += scale[fold] * sizeWeight * foldRows[fold] * foldRows[fold];
            for (int c = 0; c < classWeight.length; c++) {
                sum += scale[fold] * classWeight[c] * classRows[fold][c] * classRows[fold][c];
            }
        }
        return sum;
    }

    /** Fold of each group by its index. */
    int[] foldByGroup() {
        int[] placed = new int[foldOf.length];
        for (int g = 0; g < foldOf.length; g++) {
            placed[groups.get(g).index()] = foldOf[g];
        }
        return placed;
    }

    // With equal shares an empty fold adds only the group's own square, the least there is, and wins ties as the
    // smallest: so every fold gets a group before any fold gets its second. With unequal shares the last groups go
    // where there is none yet. Later, no fold gives its only group away alone.
    private void placeGreedily() {
        int empty = folds;
        for (int g = 0; g < foldOf.length; g++) {
            boolean fillEmpty = empty >= foldOf.length - g;
            budget.spend((long) folds * steps(groups.get(g)));
            int best = -1;
            double least = 0;
            for (int fold = 0; fold < folds; fold++) {
                if (fillEmpty && foldGroups[fold] > 0) {
                    continue;
                }
                double cost = costOfAdding(groups.get(g), fold);
                if (best < 0 || cost < least || cost == least && isPreferred(fold, best)) {
                    best = fold;
                    least = cost;
                }
            }
            foldOf[g] = best;
            empty -= foldGroups[best] == 0 ? 1 : 0;
            add(groups.get(g), best, 1);
        }
    }

    private boolean isPreferred(int fold, int other) {
        int bySize = Integer.compare(foldRows[fold], foldRows[other]);
        return bySize != 0 ? bySize < 0 : foldKeys[fold] < foldKeys[other];
    }

    // Half of what the sum grows by, less what it would grow by in any fold of an even share.
    private double costOfAdding(Group group, int fold) {
        double ownSquare = (scale[fold] - 1) / 2;
        double cost = sizeWeight * group.rows() * (scale[fold] * foldRows[fold] + ownSquare * group.rows());
        int[] rows = classRows[fold];
        for (int i = 0; i < group.classes().length; i++) {
            int c = group.classes()[i];
            int m = group.counts()[i];
            cost += classWeight[c] * m * (scale[fold] * rows[c] + ownSquare * m);
        }
        return cost;
    }

    private static int steps(Group group) {
        return 1 + group.classes().length;
    }

    /** Tries every group elsewhere, alone or against one of the groups after it; false if nothing was gained. */
    private boolean improve() {
        int window = Math.max(1, SWAPS_A_ROUND / foldOf.length);
        boolean improved = false;
        double[] moves = new double[folds];
        for (int g = 0; g < foldOf.length && !budget.isSpent(); g++) {
            budget.spend((long) folds * steps(groups.get(g)));
            int origin = foldOf[g];
            double best = -LEAST_GAIN;
            int target = origin;
            int partner = -1;
            for (int fold = 0; fold < folds; fold++) {
                moves[fold] = fold == origin ? 0 : changeOfMoving(groups.get(g), origin, fold);
                if (moves[fold] < best && foldGroups[origin] > 1) {
                    best = moves[fold];
                    target = fold;
                }
            }
            for (int h = g + 1; h < Math.min(foldOf.length, g + 1 + window) && !budget.isSpent(); h++) {
                if (foldOf[h] == origin) {
                    continue;
                }
                budget.spend(steps(groups.get(g)) + 2L * steps(groups.get(h)));
                double change = changeOfSwapping(g, h, moves[foldOf[h]]);
                if (change < best) {
                    best = change;
                    target = foldOf[h];
                    partner = h;
                }
            }
            if (target != origin) {
                move(g, target);
                if (partner >= 0) {
                    move(partner, origin);
                }
                improved = true;
            }
        }
        return improved;
    }

    // With a = rows in the old fold, b = in the new one and scales s and t, moving m rows changes sa² + tb² by
    // m(2tb + tm − 2sa + sm).
    private double changeOfMoving(Group group, int from, int to) {
        double s = scale[from];
        double t = scale[to];
        int[] fromRows = classRows[from];
        int[] toRows = classRows[to];
        double m = group.rows();
        double change = sizeWeight * m * (2 * (t * foldRows[to] - s * foldRows[from]) + (s + t) * m);
        for (int i = 0; i < group.classes().length; i++) {
            int c = group.classes()[i];
            m = group.counts()[i];
            change += classWeight[c] * m * (2 * (t * toRows[c] - s * fromRows[c]) + (s + t) * m);
        }
        return change;
    }

    // A swap moves m − m' rows; expanding the square gives the two single moves and −2(s + t)mm'.
    private double changeOfSwapping(int g, int h, double changeOfMovingG) {
        return changeOfMovingG
                + changeOfMoving(groups.get(h), foldOf[h], foldOf[g])
                - 2 * (scale[foldOf[g]] + scale[foldOf[h]]) * overlap(groups.get(g), groups.get(h));
    }

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
        foldGroups[fold] += sign;
        for (int i = 0; i < group.classes().length; i++) {
            classRows[fold][group.classes()[i]] += sign * group.counts()[i];
        }
    }
}
