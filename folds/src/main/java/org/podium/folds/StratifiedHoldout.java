package org.podium.folds;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * One fold whose validation set holds out a share of every class; all other rows always train.
 *
 * <p>Allocation by largest remainder (Hamilton's method): h = round(n × fraction) rows are to be held out, halves rounded
 * up. A class of m rows has the quota h × m/n and gives ⌊quota⌋ rows, then the classes with the largest remainders give
 * one more each until h rows are held out. So a class is off its quota by less than one row, and no other numbers with
 * the same total are closer to the quotas, in the largest or in the mean deviation. Equal remainders are settled by the
 * seed.
 *
 * <p>A class always keeps a training row, and so a class of one row is never held out. Where that cap binds, a
 * class is off its quota by at most one row, and if no other class has a remainder to give, fewer rows than h are held
 * out.
 *
 * @param fraction share of the rows held out, above 0 and below 1
 */
public record StratifiedHoldout(double fraction) implements Splitter {
    public StratifiedHoldout {
        Require.share(fraction);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows have no classes, or no row can be held out
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        Require.classes(rows);
        int[] heldOut = allocate(rows, seed);
        if (IntStream.of(heldOut).sum() == 0) {
            throw new IllegalArgumentException("a hold-out of " + fraction + " of " + rows.size() + " rows in "
                    + rows.classCount() + " classes holds out no row: raise the fraction (a class always keeps a"
                    + " training row)");
        }
        return Deal.heldOut(rows, rows.classes(), heldOut, seed);
    }

    /** What a class of those that may give one row more has to say for itself. */
    private record Claim(int classIndex, long remainder, long key) {}

    /** Rows held out of each class. */
    private int[] allocate(Rows rows, long seed) {
        long total = Math.round(rows.size() * fraction);
        int[] heldOut = new int[rows.classCount()];
        long[] remainders = new long[heldOut.length];
        for (int c = 0; c < heldOut.length; c++) {
            // Whole numbers, so that equal remainders are equal.
            int quota = (int) (total * rows.classSize(c) / rows.size());
            remainders[c] = total * rows.classSize(c) % rows.size();
            heldOut[c] = Math.min(quota, Math.max(0, rows.classSize(c) - 1));
        }
        long missing = total - IntStream.of(heldOut).sum();
        IntStream.range(0, heldOut.length)
                .filter(c -> remainders[c] > 0 && heldOut[c] + 1 < rows.classSize(c))
                .mapToObj(c -> new Claim(c, remainders[c], KeyedHash.of(seed, "class " + c)))
                .sorted(Comparator.comparingLong(Claim::remainder)
                        .reversed()
                        .thenComparingLong(Claim::key)
                        .thenComparingInt(Claim::classIndex))
                .limit(Math.max(0, missing))
                .forEach(claim -> heldOut[claim.classIndex()]++);
        return heldOut;
    }
}
