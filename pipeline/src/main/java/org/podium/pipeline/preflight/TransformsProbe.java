package org.podium.pipeline.preflight;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.Sample;
import org.podium.augment.Sequence;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.Recipe;

/** Whether training sees an image differently each time, and evaluation always the same. */
final class TransformsProbe {
    static final String NAME = "training and evaluation transforms";

    private static final int ROWS = 6;

    /** How often each image is drawn: a mirroring every other time goes unseen in one row of eight. */
    private static final int DRAWS = 4;

    /** What a view of whole images makes of them that could be compared. */
    private static final byte[] NOTHING = {};

    private TransformsProbe() {}

    @SuppressWarnings("try") // the scope frees what is made inside it
    static CheckLine of(Workbench bench) throws IOException {
        Recipe.Model model = bench.model();
        int[] rows = bench.spread(ROWS);
        int varied = 0;
        int unchanged = 0;
        Asked asked = new Asked();
        for (int row : rows) {
            // Decoding a large photograph takes longer than all the rest, so it is done once.
            try (PointerScope scope = new PointerScope()) {
                Sample sample = bench.decoded(row);
                byte[] seen = bench.masked()
                        ? NOTHING
                        : bytes(new Sequence(model.view()).apply(sample.image(), transform -> asked));
                byte[] first = draw(bench, sample, row, 0);
                varied += IntStream.range(1, DRAWS)
                                .anyMatch(number -> !Arrays.equals(first, draw(bench, sample, row, number)))
                        ? 1
                        : 0;
                unchanged += Arrays.equals(first, seen) ? 1 : 0;
            }
        }
        String figures = "%d of %d images differ between " + DRAWS + " draws at %d px in training";
        figures = figures.formatted(varied, rows.length, model.imageSize());
        if (asked.any()) {
            return CheckLine.failed(
                    NAME,
                    "view leaves something to chance, where every look at an image has to be the same",
                    "take the transforms that leave something to chance out of view");
        }
        if (varied > 0) {
            return CheckLine.passed(NAME, figures + ", and " + evaluation(bench) + " nothing is drawn");
        }
        return CheckLine.warned(
                NAME,
                figures
                        + (unchanged == rows.length
                                ? ", and evaluation sees the same: nothing is augmented"
                                : ": nothing is left to chance"),
                "add horizontal-flip, random-resized-crop or color-jitter to augment, unless images may not be changed");
    }

    private static String evaluation(Workbench bench) {
        Recipe.Model model = bench.model();
        return bench.masked()
                ? "in evaluation, which sees whole images through windows at " + model.windowSize() + " px,"
                : "at " + model.viewSize() + " px in evaluation";
    }

    private static byte[] draw(Workbench bench, Sample sample, int row, int number) {
        return bytes(new Sequence(bench.model().augment())
                .apply(sample, transform -> bench.stream("draw " + number, bench.id(row), transform))
                .image());
    }

    private static byte[] bytes(Mat image) {
        Mat packed = image.isContinuous() ? image : image.clone();
        byte[] bytes = new byte[Math.toIntExact(packed.total() * packed.elemSize())];
        packed.data().get(bytes);
        return bytes;
    }

    /** Remembers whether it was asked for a number: what asks, leaves something to chance, however seldom it shows. */
    private static final class Asked implements RandomGenerator {
        private final RandomGenerator numbers = new SplittableRandom(0);
        private boolean any;

        @Override
        public long nextLong() {
            any = true;
            return numbers.nextLong();
        }

        boolean any() {
            return any;
        }
    }
}
