package org.podium.folds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rows of each class, in an order that depends on ids and seed but not on where the rows stand. */
final class ClassRows {
    private ClassRows() {}

    /** Class index × place: row indices ordered by the keyed hash of their id, equal hashes by the id itself. */
    static List<List<Integer>> shuffled(Rows rows, long seed) {
        List<List<Integer>> byClass = new ArrayList<>();
        for (int c = 0; c < rows.classCount(); c++) {
            byClass.add(new ArrayList<>(rows.classSize(c)));
        }
        long[] keys = new long[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            int position = row;
            keys[row] = rows.ids()
                    .map(ids -> KeyedHash.of(seed, ids.get(position)))
                    .orElseGet(() -> KeyedHash.of(seed, position));
            byClass.get(rows.classOf(row)).add(row);
        }
        Comparator<Integer> byHash = Comparator.comparingLong(row -> keys[row]);
        Comparator<Integer> byContent =
                rows.ids().map(ids -> byHash.thenComparing(ids::get)).orElse(byHash);
        byClass.forEach(members -> members.sort(byContent));
        return byClass;
    }
}
