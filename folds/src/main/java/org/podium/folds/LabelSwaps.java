package org.podium.folds;

/**
 * Swaps rows between folds while that makes the counts of label combinations more even ({@link CombinationCounts}). Fold
 * sizes stay as they are.
 *
 * <p>Two folds after two, a row is looked for that one of them had better give away, because that would lower the cost of
 * one of its combinations at least; of some hundred rows of the other fold it is swapped for the one that lowers the cost
 * of all combinations most, if any does. This goes on until a round over all pairs of folds finds no swap or the work has
 * come to its limit, so many steps for each combination of each row; with very many folds that is before the end of the
 * first round.
 */
final class LabelSwaps {
    /** What combinations a row is given away for. */
    enum Sought {
        LABELS,
        LABELS_AND_PAIRS
    }

    /** Below this, gains may be rounding errors, and rows would be swapped to and fro. */
    private static final double LEAST_GAIN = 1e-6;

    private static final int PARTNERS = 300;
    private static final long LEAST_WORK = 20_000_000;
    private static final long WORK_AN_ENTRY = 60;
    /** Rounds for which the limit of work always suffices. */
    private static final int ROUNDS = 4;
    /** A prime, so that searches begin everywhere in a fold. */
    private static final long STRIDE = 7919;

    private final LabelCombinations combinations;
    private final int[] foldOf;
    private final CombinationCounts counts;
    /** Fold × any order: places of its rows. */
    private final int[][] members;
    /** Combinations of the row to be given away. */
    private final boolean[] given;

    /** Combination: what one row more of it in the other of two folds would gain, and one row less. */
    private final double[] there;

    private final double[] back;

    private final long limit;
    private long work;
    private long searches;

    /**
     * @param sizes number of rows of each fold
     * @param foldOf fold of the row at each place; the swaps change it
     */
    LabelSwaps(LabelCombinations combinations, int[] sizes, int[] foldOf) {
        this(combinations, sizes, foldOf, LEAST_WORK + WORK_AN_ENTRY * combinations.entries());
    }

    /** @param limit steps at which an improvement ends */
    LabelSwaps(LabelCombinations combinations, int[] sizes, int[] foldOf, long limit) {
        this.combinations = combinations;
        this.limit = limit;
        this.foldOf = foldOf;
        counts = new CombinationCounts(combinations, sizes, foldOf);
        given = new boolean[combinations.count()];
        there = new double[combinations.count()];
        back = new double[combinations.count()];
        members = new int[sizes.length][];
        int[] filled = new int[sizes.length];
        for (int fold = 0; fold < sizes.length; fold++) {
            members[fold] = new int[sizes[fold]];
        }
        for (int place = 0; place < foldOf.length; place++) {
            members[foldOf[place]][filled[foldOf[place]]++] = place;
        }
    }

    /** Steps of the last improvement. */
    long work() {
        return work;
    }

    /** How uneven the folds are, with the weight that pairs were last given. */
    double unevenness() {
        return counts.cost();
    }

    /** Swaps rows until nothing is found any more or the work is done, which is limited for each call. */
    void improve(double pairWeight, Sought sought) {
        counts.weighPairs(pairWeight);
        long pairsOfFolds = members.length * (members.length - 1L) / 2;
        work = 0;
        boolean found = true;
        while (found && work < limit) {
            found = false;
            for (int one = 0; one < members.length && work < limit; one++) {
                for (int other = one + 1; other < members.length && work < limit; other++) {
                    found |= new TwoFolds(one, other, sought, work + limit / ROUNDS / pairsOfFolds).swapRows();
                }
            }
        }
    }

    private final class TwoFolds {
        private final int one;
        private final int other;
        private final Sought sought;
        private final long workLimit;

        TwoFolds(int one, int other, Sought sought, long workLimit) {
            this.one = one;
            this.other = other;
            this.sought = sought;
            this.workLimit = workLimit;
            work += combinations.count();
            for (int combination = 0; combination < combinations.count(); combination++) {
                refresh(combination);
            }
        }

        private void refresh(int combination) {
            there[combination] = counts.gain(combination, one, other);
            back[combination] = counts.gain(combination, other, one);
        }

        /** Whether any were swapped. */
        boolean swapRows() {
            boolean fromOne = giveAway(one, other, there, back);
            boolean fromOther = giveAway(other, one, back, there);
            return fromOne || fromOther;
        }

        private boolean giveAway(int from, int to, double[] gainTo, double[] gainFrom) {
            boolean swapped = false;
            int start = nextStart(members[from].length);
            for (int i = 0; i < members[from].length && work < workLimit; i++) {
                int index = (start + i) % members[from].length;
                int place = members[from][index];
                work += 1 + combinations.end(place) - combinations.start(place);
                if (hasTooMany(place, gainTo)) {
                    int partner = bestPartner(place, to, gainTo, gainFrom);
                    if (partner >= 0) {
                        swap(from, index, to, partner);
                        swapped = true;
                    }
                }
            }
            return swapped;
        }

        private boolean hasTooMany(int place, double[] gainTo) {
            for (int i = combinations.start(place); i < combinations.end(place); i++) {
                int combination = combinations.at(i);
                if (gainTo[combination] > LEAST_GAIN
                        && (sought == Sought.LABELS_AND_PAIRS || !combinations.isPair(combination))) {
                    return true;
                }
            }
            return false;
        }

        /** Index of the row in the other fold for which the row at a place is best swapped, or −1. */
        private int bestPartner(int place, int to, double[] gainTo, double[] gainFrom) {
            double oneWay = 0;
            for (int i = combinations.start(place); i < combinations.end(place); i++) {
                given[combinations.at(i)] = true;
                oneWay += gainTo[combinations.at(i)];
            }
            int best = -1;
            double bestGain = LEAST_GAIN;
            int start = nextStart(members[to].length);
            for (int i = 0; i < Math.min(members[to].length, PARTNERS); i++) {
                int index = (start + i) % members[to].length;
                double gain = oneWay + wayBack(members[to][index], gainTo, gainFrom);
                if (gain > bestGain) {
                    bestGain = gain;
                    best = index;
                }
            }
            for (int i = combinations.start(place); i < combinations.end(place); i++) {
                given[combinations.at(i)] = false;
            }
            return best;
        }

        /** What the swap gains by the row that comes back; what both rows have stays where it is. */
        private double wayBack(int place, double[] gainTo, double[] gainFrom) {
            double gain = 0;
            for (int i = combinations.start(place); i < combinations.end(place); i++) {
                int combination = combinations.at(i);
                gain += given[combination] ? -gainTo[combination] : gainFrom[combination];
            }
            work += 1 + combinations.end(place) - combinations.start(place);
            return gain;
        }

        private void swap(int from, int index, int to, int partner) {
            int given = members[from][index];
            int taken = members[to][partner];
            members[from][index] = taken;
            members[to][partner] = given;
            move(given, from, to);
            move(taken, to, from);
            refreshAll(given);
            refreshAll(taken);
        }

        private void move(int place, int from, int to) {
            foldOf[place] = to;
            counts.move(place, from, to);
        }

        private void refreshAll(int place) {
            for (int i = combinations.start(place); i < combinations.end(place); i++) {
                refresh(combinations.at(i));
            }
        }
    }

    private int nextStart(int rows) {
        return (int) (searches++ * STRIDE % rows);
    }
}
