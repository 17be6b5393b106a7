package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.pipeline.competition.BadImage;
import org.podium.pipeline.image.BadImageException;
import org.podium.pipeline.image.MaskFile;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.train.EpochOrder;

/**
 * Which rows to show of all there are, so that a few show every class. Of masks only so many are read as it takes.
 *
 * @param order rows, the most telling first
 * @param unseen indices of the classes that are in none of the masks looked at
 * @param looked how many masks were looked at
 */
record ShownRows(List<Integer> order, List<Integer> unseen, int looked) {
    /** Masks to choose among for each row shown. */
    private static final int CHOICE = 4;

    /** Masks that are looked at for a class that is in none so far. */
    private static final int MOST_LOOKED = 400;

    /** Pixels of masks that are looked at; decoding them takes one or two seconds. */
    private static final long MOST_PIXELS = 200_000_000;

    /** Rows that are classified as a whole: one of each class in turn. */
    static ShownRows ofLabels(List<String> labels, List<String> classes, Seed seed) {
        int[] classOf = labels.stream().mapToInt(classes::indexOf).toArray();
        int[] rows = shuffled(labels.size(), seed);
        int[] order = EpochOrder.spread(rows, classOf, seed.stream("sheet", "classes"));
        return new ShownRows(Arrays.stream(order).boxed().toList(), List.of(), 0);
    }

    /**
     * Rows with masks: each next one has the most classes that were shown least.
     *
     * @param onBad whether a mask that cannot be read is left out, or told
     * @param wanted rows to show
     */
    static ShownRows ofMasks(TrainingSamples samples, int classes, BadImage onBad, int wanted, Seed seed)
            throws IOException {
        Map<Integer, boolean[]> present = new LinkedHashMap<>();
        boolean[] seen = new boolean[classes];
        long pixels = 0;
        int looked = 0;
        for (int row : shuffled(samples.rows().size(), seed)) {
            boolean enough = present.size() >= CHOICE * wanted && allTrue(seen)
                    || looked >= MOST_LOOKED
                    || pixels >= MOST_PIXELS && present.size() >= wanted;
            if (enough) {
                break;
            }
            looked++;
            try {
                pixels += look(samples, row, seen, present);
            } catch (BadImageException e) {
                if (onBad == BadImage.FAIL) {
                    throw e;
                }
            }
        }
        List<Integer> unseen =
                IntStream.range(0, classes).filter(c -> !seen[c]).boxed().toList();
        return new ShownRows(ordered(present, classes), unseen, looked);
    }

    private static int[] shuffled(int rows, Seed seed) {
        return EpochOrder.shuffled(IntStream.range(0, rows).toArray(), seed.stream("sheet", "rows"));
    }

    private static boolean allTrue(boolean[] flags) {
        return IntStream.range(0, flags.length).allMatch(i -> flags[i]);
    }

    /** Notes which classes a mask has, and gives its pixels. */
    @SuppressWarnings("try") // the scope frees what is made inside it
    private static long look(TrainingSamples samples, int row, boolean[] seen, Map<Integer, boolean[]> present)
            throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Mat mask = samples.mask(row);
            boolean[] own = new boolean[seen.length];
            for (byte index : MaskFile.bytes(mask)) {
                int c = index & 0xFF;
                if (c < own.length) {
                    own[c] = true;
                    seen[c] = true;
                }
            }
            present.put(row, own);
            return mask.total();
        }
    }

    private static List<Integer> ordered(Map<Integer, boolean[]> present, int classes) {
        List<Integer> left = new ArrayList<>(present.keySet());
        List<Integer> order = new ArrayList<>();
        int[] shown = new int[classes];
        while (!left.isEmpty()) {
            int best = left.stream()
                    .max(Comparator.comparingDouble(row -> worth(present.get(row), shown)))
                    .orElseThrow();
            left.remove((Integer) best);
            order.add(best);
            for (int c = 0; c < classes; c++) {
                shown[c] += present.get(best)[c] ? 1 : 0;
            }
        }
        return order;
    }

    /** A class that is not shown yet outweighs all those that are shown once, and so on. */
    private static double worth(boolean[] present, int[] shown) {
        return IntStream.range(0, shown.length)
                .filter(c -> present[c])
                .mapToDouble(c -> Math.pow(shown.length + 1.0, -shown[c]))
                .sum();
    }
}
