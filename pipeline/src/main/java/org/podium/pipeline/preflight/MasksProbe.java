package org.podium.pipeline.preflight;

import java.io.IOException;
import java.util.Locale;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.Chain;
import org.podium.augment.Change;
import org.podium.augment.Holes;
import org.podium.augment.Mask;
import org.podium.augment.Motion;
import org.podium.augment.Sample;
import org.podium.augment.Sequence;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.image.MaskFile;

/**
 * Whether masks go where the recipe's transforms move their images: each mask is painted as an image with a colour for each
 * class, that image is moved, and its colours are held against the moved mask. What changes values and moves nothing is left
 * out, so that the colours stay.
 */
final class MasksProbe {
    static final String NAME = "masks follow their images";

    private static final int ROWS = 6;
    private static final int DRAWS = 3;

    /** Colours blend where classes meet, so only pixels are compared that have their own class so far around them. */
    private static final int AROUND = 2;

    /** Share of the compared pixels that has to agree; the rest are things too thin to outlast being made smaller. */
    private static final double AGREEING = 0.9;

    private MasksProbe() {}

    /**
     * Pixels of moved masks.
     *
     * @param compared those within their class
     * @param agreeing of these, those whose image has the colour of their class
     * @param known all that have a class, at the edge of classes too
     * @param all of them
     */
    record Seen(long compared, long agreeing, long known, long all) {
        Seen plus(Seen other) {
            return new Seen(compared + other.compared, agreeing + other.agreeing, known + other.known, all + other.all);
        }
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    static CheckLine of(Workbench bench) throws IOException {
        Sequence sequence = new Sequence(bench.model().augment());
        Seen seen = new Seen(0, 0, 0, 0);
        for (int row : bench.spread(ROWS)) {
            try (PointerScope scope = new PointerScope()) {
                Sample sample = bench.decoded(row);
                Sample painted = painted(sample.mask().orElseThrow());
                for (int draw = 0; draw < DRAWS; draw++) {
                    String purpose = "mask " + draw;
                    Change change = sequence.draw(sample, transform -> bench.stream(purpose, bench.id(row), transform));
                    seen = seen.plus(look(moved(change, painted)));
                }
            }
        }
        return judge(seen);
    }

    /** A mask as an image, and itself over it. */
    static Sample painted(Mask mask) {
        byte[] labels = MaskFile.bytes(mask.labels());
        byte[] colors = new byte[3 * labels.length];
        for (int i = 0; i < labels.length; i++) {
            int color = color(labels[i] & 0xFF);
            for (int c = 0; c < 3; c++) {
                colors[3 * i + c] = (byte) (color >> 8 * c);
            }
        }
        Mat image = new Mat(mask.labels().rows(), mask.labels().cols(), opencv_core.CV_8UC3);
        image.data().put(colors);
        return Sample.of(image, mask);
    }

    /** A colour for each class: far from most others, by chance. */
    private static int color(int label) {
        return new SplittableRandom(label).nextInt() & 0xFFFFFF;
    }

    /** Moved as a change moves it; its values stay. */
    private static Sample moved(Change change, Sample sample) {
        if (change instanceof Chain chain) {
            Sample current = sample;
            for (Change part : chain.changes()) {
                current = moved(part, current);
            }
            return current;
        }
        return change instanceof Motion motion && !(change instanceof Holes) ? motion.apply(sample) : sample;
    }

    /** Holds a painted image against the mask over it. */
    static Seen look(Sample sample) {
        byte[] labels = MaskFile.bytes(sample.mask().orElseThrow().labels());
        Mat image =
                sample.image().isContinuous() ? sample.image() : sample.image().clone();
        byte[] colors = new byte[3 * labels.length];
        image.data().get(colors);
        int width = image.cols();
        long compared = 0;
        long agreeing = 0;
        long known = 0;
        for (int i = 0; i < labels.length; i++) {
            int label = labels[i] & 0xFF;
            known += label != MaskCoding.IGNORED ? 1 : 0;
            if (label != MaskCoding.IGNORED && isWithin(labels, i, width)) {
                compared++;
                agreeing += isNear(colors, i, color(label)) ? 1 : 0;
            }
        }
        return new Seen(compared, agreeing, known, labels.length);
    }

    private static boolean isWithin(byte[] labels, int at, int width) {
        int x = at % width;
        int y = at / width;
        if (x < AROUND || y < AROUND || x >= width - AROUND || y >= labels.length / width - AROUND) {
            return false;
        }
        for (int dy = -AROUND; dy <= AROUND; dy++) {
            for (int dx = -AROUND; dx <= AROUND; dx++) {
                if (labels[at + dy * width + dx] != labels[at]) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Interpolation of equal colours gives that colour, give or take a rounding. */
    private static boolean isNear(byte[] colors, int at, int color) {
        for (int c = 0; c < 3; c++) {
            if (Math.abs((colors[3 * at + c] & 0xFF) - (color >> 8 * c & 0xFF)) > 2) {
                return false;
            }
        }
        return true;
    }

    static CheckLine judge(Seen seen) {
        if (seen.known() == 0) {
            return CheckLine.failed(
                    NAME,
                    "after the transforms no pixel of " + ROWS + " masks has a class that counts",
                    "look at the masks' values and at ignore, and let augment move images less far");
        }
        if (seen.compared() == 0) {
            return CheckLine.skipped(NAME, "the classes lie too close together to tell: all pixels are at an edge");
        }
        String finding = String.format(
                Locale.ROOT,
                "%.1f %% of the pixels within a class are where augment moves their image; %.1f %% of all count in the loss",
                100.0 * seen.agreeing() / seen.compared(),
                100.0 * seen.known() / seen.all());
        return seen.agreeing() >= AGREEING * seen.compared()
                ? CheckLine.passed(NAME, finding)
                : CheckLine.failed(
                        NAME,
                        finding,
                        "it is a fault of podium: report it with the recipe, and leave out what moves images until then");
    }
}
