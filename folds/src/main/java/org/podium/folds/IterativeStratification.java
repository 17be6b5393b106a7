package org.podium.folds;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The greedy pass of iterative stratification (Sechidis, Tsoumakas and Vlahavas 2011, figure 1): again and again the
 * combination of labels with the fewest rows left is dealt out, each of its rows to the fold that lacks this combination
 * most, of such folds to the one that lacks rows most, of such folds to a random one. Rows without labels come last and
 * go to the folds that lack rows most.
 *
 * <p>Unlike there, a fold that has its number of rows gets no more.
 */
final class IterativeStratification {
    private static final int UNPLACED = -1;

    private final LabelCombinations combinations;
    private final int[] sizes;
    private final long[] keys;
    private final int[] free;
    /** Combination × fold: rows dealt so far. */
    private final int[] dealt;

    private final int[] foldOf;

    private IterativeStratification(LabelCombinations combinations, int[] sizes, long[] keys) {
        this.combinations = combinations;
        this.sizes = sizes;
        this.keys = keys;
        free = sizes.clone();
        dealt = new int[combinations.timesFolds(sizes.length)];
        foldOf = new int[combinations.rows()];
        Arrays.fill(foldOf, UNPLACED);
    }

    /**
     * Fold of the row at each place.
     *
     * @param sizes number of rows of each fold, adding up to all rows
     * @param keys for the row at each place a random number, which settles ties
     */
    static int[] place(LabelCombinations combinations, int[] sizes, long[] keys) {
        IterativeStratification pass = new IterativeStratification(combinations, sizes, keys);
        pass.placeLabelled();
        pass.placeOthers();
        return pass.foldOf;
    }

    private void placeLabelled() {
        int[] counts =
                IntStream.range(0, combinations.count()).map(combinations::size).toArray();
        int[] ends = counts.clone();
        Arrays.parallelPrefix(ends, Integer::sum);
        int[] places = combinations.placesByCombination();
        FewestFirst left = new FewestFirst(counts);
        for (int rarest = left.least(); rarest >= 0; rarest = left.least()) {
            for (int i = ends[rarest] - counts[rarest]; i < ends[rarest]; i++) {
                int place = places[i];
                if (foldOf[place] == UNPLACED) {
                    put(place, foldThatLacks(rarest, place));
                    for (int j = combinations.start(place); j < combinations.end(place); j++) {
                        left.decrease(combinations.at(j));
                    }
                }
            }
        }
    }

    private void placeOthers() {
        for (int place = 0; place < foldOf.length; place++) {
            if (foldOf[place] == UNPLACED) {
                put(place, emptiest(place));
            }
        }
    }

    private void put(int place, int fold) {
        foldOf[place] = fold;
        free[fold]--;
        for (int i = combinations.start(place); i < combinations.end(place); i++) {
            dealt[combinations.at(i) * sizes.length + fold]++;
        }
    }

    private int foldThatLacks(int combination, int place) {
        int best = -1;
        int ties = 0;
        for (int fold = 0; fold < sizes.length; fold++) {
            if (free[fold] > 0) {
                int compared = best < 0 ? 1 : Long.compare(lack(combination, fold), lack(combination, best));
                if (compared == 0) {
                    compared = Integer.compare(free[fold], free[best]);
                }
                ties = compared > 0 ? 1 : compared == 0 ? ties + 1 : ties;
                if (compared > 0 || compared == 0 && winsTie(place, ties)) {
                    best = fold;
                }
            }
        }
        return best;
    }

    /** Rows with a combination that a fold should still get, times all rows, which makes it a whole number. */
    private long lack(int combination, int fold) {
        return (long) combinations.size(combination) * sizes[fold]
                - (long) foldOf.length * dealt[combination * sizes.length + fold];
    }

    private int emptiest(int place) {
        int best = 0;
        int ties = 1;
        for (int fold = 1; fold < sizes.length; fold++) {
            int compared = Integer.compare(free[fold], free[best]);
            ties = compared > 0 ? 1 : compared == 0 ? ties + 1 : ties;
            if (compared > 0 || compared == 0 && winsTie(place, ties)) {
                best = fold;
            }
        }
        return best;
    }

    /** Whether the last one of so many equals is taken instead of an earlier one: each shall be as likely. */
    private boolean winsTie(int place, int ties) {
        return Long.remainderUnsigned(KeyedHash.of(keys[place], ties), ties) == 0;
    }
}
