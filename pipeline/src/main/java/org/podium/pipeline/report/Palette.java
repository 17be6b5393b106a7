package org.podium.pipeline.report;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A colour for each class.
 *
 * @param colours 0xRRGGBB
 */
public record Palette(List<Integer> colours) {
    /**
     * Told apart by people who do not see all colours: Okabe and Ito's (2008) without black, then each time what is
     * furthest in CIELAB from those before and from grey, as everybody and as protanopes and deuteranopes see them
     * (Machado et al. 2009).
     */
    private static final List<Integer> FIXED = List.of(
            0xE69F00, 0x56B4E9, 0x009E73, 0xF0E442, 0x0072B2, 0xD55E00, 0xCC79A7, 0x0000BB, 0x000055, 0xAAFF99,
            0x1177FF, 0x663300, 0x443366, 0xBBAA55, 0x4433AA);

    /** Of a turn around the colour wheel: successive multiples of it stay far from each other. */
    private static final float GOLDEN = 0.618034f;

    public Palette {
        colours = List.copyOf(colours);
    }

    /** Colours where no others are given. */
    public static Palette of(int classes) {
        return new Palette(IntStream.range(0, classes).mapToObj(Palette::colour).toList());
    }

    private static int colour(int index) {
        return index < FIXED.size()
                ? FIXED.get(index)
                : Color.HSBtoRGB(GOLDEN * index, index % 2 == 0 ? 0.85f : 0.55f, 0.9f) & 0xFFFFFF;
    }

    /** As CSS has it. */
    static String css(int colour) {
        return String.format("#%06x", colour);
    }
}
