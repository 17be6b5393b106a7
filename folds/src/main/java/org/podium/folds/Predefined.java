package org.podium.folds;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Folds that someone has decided already. The seed has no say.
 *
 * @param foldOf fold of each id, from 0, or {@link FoldPlan#ALWAYS_TRAINS}; there are as many folds as the highest says
 */
public record Predefined(Map<String, Integer> foldOf) implements Splitter {
    public Predefined {
        foldOf = Map.copyOf(foldOf);
        foldOf.forEach((id, fold) -> {
            if (fold < FoldPlan.ALWAYS_TRAINS) {
                throw new IllegalArgumentException(
                        "fold of row '" + id + "' is " + fold + ", must be at least " + FoldPlan.ALWAYS_TRAINS);
            }
        });
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows have no ids, a row has no fold, a fold has no row, or a fold is for an
     *     id that no row has
     */
    @Override
    public FoldPlan split(Rows rows, long seed) {
        List<String> ids = rows.ids()
                .orElseThrow(() -> new IllegalArgumentException("folds given by id need an id for every row"));
        int folds = foldOf.values().stream().mapToInt(fold -> fold + 1).max().orElse(0);
        int[] folded = new int[rows.size()];
        for (int row = 0; row < folded.length; row++) {
            Integer fold = foldOf.get(ids.get(row));
            if (fold == null) {
                throw new IllegalArgumentException("row " + rows.name(row) + " has no fold");
            }
            folded[row] = fold;
        }
        if (foldOf.size() > rows.size()) {
            Set<String> known = new HashSet<>(ids);
            String unknown = foldOf.keySet().stream()
                    .filter(id -> !known.contains(id))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            throw new IllegalArgumentException("there is a fold for '" + unknown + "', which is the id of no row");
        }
        return FoldPlan.of(folds, folded);
    }

    @Override
    public boolean usesSeed() {
        return false;
    }
}
