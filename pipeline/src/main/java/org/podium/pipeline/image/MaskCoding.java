package org.podium.pipeline.image;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the pixels of a mask file stand for.
 *
 * <p>Within podium a mask is {@code CV_8UC1}: the index of each pixel's class, or {@link #IGNORED}.
 *
 * @param colors whether codes are colours, {@code 0xRRGGBB}, or else numbers from 0 to 65535: grey values and indices of
 *     a palette
 * @param codes one a class, in the order of the classes, all different; at least one and at most {@link #MOST_CLASSES}
 * @param ignored the code of pixels that belong to no class; that of no class
 */
public record MaskCoding(boolean colors, List<Integer> codes, Optional<Integer> ignored) {
    /** What stands in a mask of indices for a pixel that belongs to no class. */
    public static final int IGNORED = 255;

    /** Indices are below {@link #IGNORED}. */
    public static final int MOST_CLASSES = 255;

    private static final int MOST_VALUE = 0xFFFF;
    private static final int MOST_COLOR = 0xFFFFFF;

    /** As many codes as a message names. */
    private static final int TOLD = 12;

    public MaskCoding {
        codes = List.copyOf(codes);
        int most = colors ? MOST_COLOR : MOST_VALUE;
        if (codes.isEmpty() || codes.size() > MOST_CLASSES || new HashSet<>(codes).size() < codes.size()) {
            throw new IllegalArgumentException(codes + ", expected 1 to " + MOST_CLASSES + " different codes");
        }
        if (codes.stream().anyMatch(code -> code < 0 || code > most)
                || ignored.filter(code -> code < 0 || code > most).isPresent()) {
            throw new IllegalArgumentException(codes + ", ignored " + ignored + ", expected codes from 0 to " + most);
        }
        if (ignored.filter(codes::contains).isPresent()) {
            throw new IllegalArgumentException("code " + ignored.get() + " is that of a class, and is ignored");
        }
    }

    /** The coding of podium's own masks: each class is its index, and what is ignored {@link #IGNORED}. */
    public static MaskCoding indices(int classes) {
        return new MaskCoding(false, IntStream.range(0, classes).boxed().toList(), Optional.of(IGNORED));
    }

    public int classes() {
        return codes.size();
    }

    /** A code as a message has it. */
    String text(int code) {
        return colors ? color(code) : "value " + code;
    }

    static String color(int rgb) {
        return "colour [%d, %d, %d]".formatted(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    /** All codes there are, or how many. */
    String known() {
        String what = colors ? "colours" : "values";
        String all = codes.size() > TOLD
                ? codes.size() + " other " + what
                : "the " + what + " "
                        + String.join(
                                ", ",
                                codes.stream()
                                        .map(code -> text(code).replaceFirst("^\\w+ ", ""))
                                        .toList());
        return all
                + ignored.map(code -> ", and ignores " + text(code).replaceFirst("^\\w+ ", ""))
                        .orElse("");
    }
}
