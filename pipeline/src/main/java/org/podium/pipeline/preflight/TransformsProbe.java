package org.podium.pipeline.preflight;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.podium.pipeline.check.CheckLine;

/** Whether training sees an image differently each time, and evaluation always the same. */
final class TransformsProbe {
    static final String NAME = "training and evaluation transforms";

    private static final int ROWS = 6;

    /** How often each image is drawn: a mirroring every other time goes unseen in one row of eight. */
    private static final int DRAWS = 4;

    private TransformsProbe() {}

    static CheckLine of(Workbench bench) throws IOException {
        int[] rows = bench.spread(ROWS);
        boolean[] varied = new boolean[rows.length];
        boolean[] viewVaried = new boolean[rows.length];
        Images sample = bench.augmented(rows, "draw 0");
        Images view = bench.viewed(rows);
        for (int draw = 1; draw < DRAWS; draw++) {
            note(varied, sample, bench.augmented(rows, "draw " + draw));
            note(
                    viewVaried,
                    view,
                    bench.images(rows, bench.through(bench.model().view(), "draw " + draw), view.size()));
        }
        String figures = "%d of %d images differ between " + DRAWS + " draws at %d px in training";
        figures = figures.formatted(count(varied), rows.length, sample.size());
        if (count(viewVaried) > 0) {
            return CheckLine.failed(
                    NAME,
                    "%d of %d images differ between two looks in evaluation, where every look has to be the same"
                            .formatted(count(viewVaried), rows.length),
                    "take the transforms that leave something to chance out of view");
        }
        if (count(varied) > 0) {
            return CheckLine.passed(NAME, figures + ", none at " + view.size() + " px in evaluation");
        }
        boolean same = sample.size() == view.size()
                && IntStream.range(0, rows.length).allMatch(row -> Arrays.equals(sample.image(row), view.image(row)));
        return CheckLine.warned(
                NAME,
                figures
                        + (same
                                ? ", and evaluation sees the same: nothing is augmented"
                                : ": nothing is left to chance"),
                "add horizontal-flip, random-resized-crop or color-jitter to augment, unless images may not be changed");
    }

    private static void note(boolean[] varied, Images before, Images now) {
        for (int row = 0; row < varied.length; row++) {
            varied[row] |= !Arrays.equals(before.image(row), now.image(row));
        }
    }

    private static long count(boolean[] flags) {
        return IntStream.range(0, flags.length).filter(i -> flags[i]).count();
    }
}
