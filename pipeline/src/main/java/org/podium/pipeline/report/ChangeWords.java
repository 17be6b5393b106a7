package org.podium.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.podium.augment.Brightness;
import org.podium.augment.Chain;
import org.podium.augment.Change;
import org.podium.augment.Compression;
import org.podium.augment.Contrast;
import org.podium.augment.Elastic;
import org.podium.augment.Equalization;
import org.podium.augment.Gamma;
import org.podium.augment.Grey;
import org.podium.augment.Grid;
import org.podium.augment.Holes;
import org.podium.augment.HsvShift;
import org.podium.augment.Hue;
import org.podium.augment.ImageSize;
import org.podium.augment.Linear;
import org.podium.augment.LocalEqualization;
import org.podium.augment.Negative;
import org.podium.augment.Noise;
import org.podium.augment.Posterization;
import org.podium.augment.Saturation;
import org.podium.augment.Sharpening;
import org.podium.augment.Sharpness;
import org.podium.augment.Smear;
import org.podium.augment.Smoothing;
import org.podium.augment.Solarization;
import org.podium.augment.Stretch;
import org.podium.augment.Symmetry;
import org.podium.augment.Tilt;
import org.podium.augment.Warp;
import org.podium.augment.Window;

/** What happened to a sample, in few words. */
public final class ChangeWords {
    private static final String UNCHANGED = "";

    /** Every kind of change but {@link Chain}. */
    private static final Map<Class<? extends Change>, BiFunction<Change, ImageSize, String>> WORDS = Map.ofEntries(
            word(Brightness.class, (c, in) -> factor("brightness", c.factor())),
            word(Compression.class, (c, in) -> "JPEG quality " + c.quality()),
            word(Contrast.class, (c, in) -> factor("contrast", c.factor())),
            word(Elastic.class, (c, in) -> "elastic " + number(c.alpha())),
            word(Equalization.class, (c, in) -> "equalized"),
            word(Gamma.class, (c, in) -> "gamma " + number(c.exponent())),
            word(Grey.class, (c, in) -> "grey"),
            word(Grid.class, (c, in) -> "grid distorted"),
            word(Holes.class, (c, in) -> holes(c)),
            word(HsvShift.class, (c, in) -> hsv(c)),
            word(Hue.class, (c, in) -> degrees("hue", c.shift())),
            word(Linear.class, (c, in) -> linear(c)),
            word(LocalEqualization.class, (c, in) -> "CLAHE " + number(c.clipLimit())),
            word(Negative.class, (c, in) -> "inverted"),
            word(Noise.class, (c, in) -> "noise ±" + number(c.deviation())),
            word(Posterization.class, (c, in) -> "posterized to " + c.bits() + " bits"),
            word(Saturation.class, (c, in) -> factor("saturation", c.factor())),
            word(Sharpening.class, (c, in) -> "sharpened " + number(c.alpha())),
            word(Sharpness.class, (c, in) -> factor("sharpness", c.factor())),
            word(Smear.class, (c, in) -> "motion blur " + c.size() + " px at " + round(c.angle()) + "°"),
            word(Smoothing.class, (c, in) -> "blur σ " + number(c.sigma())),
            word(Solarization.class, (c, in) -> "solarized from " + round(c.threshold())),
            word(Stretch.class, (c, in) -> "contrast stretched"),
            word(Symmetry.class, (c, in) -> symmetry(c)),
            word(Tilt.class, (c, in) -> "perspective"),
            word(Warp.class, WarpWords::of),
            word(Window.class, ChangeWords::window));

    private ChangeWords() {}

    private static <C extends Change> Map.Entry<Class<? extends Change>, BiFunction<Change, ImageSize, String>> word(
            Class<C> kind, BiFunction<C, ImageSize, String> words) {
        return Map.entry(kind, (change, input) -> words.apply(kind.cast(change), input));
    }

    /** The kinds of changes that there are words for. */
    static Set<Class<? extends Change>> kinds() {
        return WORDS.keySet();
    }

    /**
     * The words of each change of a chain that does anything, in order.
     *
     * @param input the size of the image that it was drawn for
     */
    public static List<String> of(Change change, ImageSize input) {
        List<String> words = new ArrayList<>();
        add(change, input, words);
        return words;
    }

    private static void add(Change change, ImageSize input, List<String> words) {
        if (change instanceof Chain chain) {
            ImageSize size = input;
            for (Change one : chain.changes()) {
                add(one, size, words);
                size = one.outputSize(size);
            }
            return;
        }
        String text = WORDS.get(change.getClass()).apply(change, input);
        if (!text.equals(UNCHANGED)) {
            words.add(text);
        }
    }

    private static String window(Window window, ImageSize input) {
        ImageSize source = window.source();
        String scaled = source.equals(window.output()) ? "" : " → " + size(window.output());
        boolean all = window.left() == 0 && window.top() == 0 && source.equals(input);
        if (all) {
            return source.equals(window.output()) ? UNCHANGED : "resized to " + size(window.output());
        }
        boolean around = window.left() <= 0
                && window.top() <= 0
                && window.left() + source.width() >= input.width()
                && window.top() + source.height() >= input.height();
        return around
                ? "padded to " + size(source) + scaled
                : "crop " + size(source) + " at " + window.left() + "," + window.top() + scaled;
    }

    private static String symmetry(Symmetry symmetry) {
        boolean horizontal = symmetry.horizontal();
        boolean vertical = symmetry.vertical();
        if (symmetry.transposed()) {
            if (horizontal == vertical) {
                return horizontal ? "transposed along the other diagonal" : "transposed";
            }
            return vertical ? "turned 90°" : "turned 270°";
        }
        if (horizontal) {
            return vertical ? "turned 180°" : "flipped";
        }
        return vertical ? "flipped upside down" : UNCHANGED;
    }

    private static String holes(Holes holes) {
        int count = holes.holes().size();
        return count == 0 ? UNCHANGED : count == 1 ? "1 hole" : count + " holes";
    }

    private static String hsv(HsvShift shift) {
        if (shift.hue() == 0 && shift.saturation() == 0 && shift.value() == 0) {
            return UNCHANGED;
        }
        return degrees("hue", (double) shift.hue() / HsvShift.WHOLE_TURN) + ", saturation " + signed(shift.saturation())
                + ", value " + signed(shift.value());
    }

    private static String linear(Linear linear) {
        return factor("contrast", linear.factor()) + ", brightness " + signed(linear.shift());
    }

    private static String degrees(String what, double turns) {
        return what + " " + sign(turns) + round(360 * Math.abs(turns)) + "°";
    }

    private static String factor(String what, double factor) {
        return what + " " + number(factor);
    }

    private static String signed(double value) {
        return sign(value) + number(Math.abs(value));
    }

    private static String signed(int value) {
        return sign(value) + Math.abs(value);
    }

    private static String sign(double value) {
        return value < 0 ? "−" : "+";
    }

    static long round(double value) {
        return Math.round(value);
    }

    /** Three digits or so. */
    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.0f", value);
    }

    static String size(ImageSize size) {
        return size.width() + "×" + size.height();
    }
}
