package org.podium.folds;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One fold whose validation set holds out a share of every class; all other rows always train.
 *
 * <p>Allocation by largest remainder (Hamilton's method): a class of m rows has the quota m × fraction and gives ⌊quota⌋
 * rows, then the classes with the largest remainders give one more each until round(n × fraction) rows are held out,
 * halves rounded up. So a class is off its quota by less than one row. Equal remainders are settled by the seed.
 *
 * <p>A class always keeps a training row, and so a class of one row is never held out. Where that cap binds, and no
 * other class has a remainder to give, fewer rows than round(n × fraction) are held out.
 *
 * @param fraction share of the rows held out, above 0 and below 1
 */
public record StratifiedHoldout(double fraction) implements Splitter {
    public StratifiedHoldout {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("hold-out fraction is " + fraction + ", must be above 0 and below 1");
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if no row can be held out
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        int[] heldOut = allocate(rows, seed);
        if (IntStream.of(heldOut).sum() == 0) {
            throw new IllegalArgumentException("a hold-out of " + fraction + " of " + rows.size() + " rows in "
                    + rows.classCount() + " classes holds out no row: raise the fraction (a class always keeps a"
                    + " training row)");
        }
        List<List<Integer>> byClass = ClassRows.shuffled(rows, seed);
        int[] foldOf = new int[rows.size()];
        for (int c = 0; c < heldOut.length; c++) {
            List<Integer> members = byClass.get(c);
            for (int place = 0; place < members.size(); place++) {
                foldOf[members.get(place)] = place < heldOut[c] ? 0 : FoldPlan.ALWAYS_TRAINS;
            }
        }
        return FoldPlan.of(1, foldOf);
    }

    /** Rows held out of each class. */
    private int[] allocate(Rows rows, long seed) {
        int[] heldOut = IntStream.range(0, rows.classCount())
                .map(c -> Math.min((int) quota(rows, c), Math.max(0, rows.classSize(c) - 1)))
                .toArray();
        long missing =
                Math.round(rows.size() * fraction) - IntStream.of(heldOut).sum();
        IntStream.range(0, heldOut.length)
                .filter(c -> quota(rows, c) > heldOut[c] && heldOut[c] + 1 < rows.classSize(c))
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(c -> heldOut[c] - quota(rows, c))
                        .thenComparing(c -> KeyedHash.of(seed, "class " + c)))
                .limit(Math.max(0, missing))
                .forEach(c -> heldOut[c]++);
        return heldOut;
    }

    private double quota(Rows rows, int classIndex) {
        return rows.classSize(classIndex) * fraction;
    }
}
