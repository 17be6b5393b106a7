package org.podium.pipeline.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Samples as training sees them, for people to look at before they train.
 *
 * @param title the competition's name
 * @param subtitle whose samples these are
 * @param facts what is told about all of them
 * @param recipe the transforms, as a recipe has them
 * @param legend the colours of classes; empty where there are no masks
 * @param notes what one has to know to read it
 * @param strips one a row
 */
public record ContactSheet(
        String title,
        String subtitle,
        List<Fact> facts,
        String recipe,
        List<Swatch> legend,
        List<String> notes,
        List<Strip> strips) {
    public ContactSheet {
        facts = List.copyOf(facts);
        legend = List.copyOf(legend);
        notes = List.copyOf(notes);
        strips = List.copyOf(strips);
    }

    /** Something about all samples. */
    public record Fact(String name, String text) {}

    /**
     * What a colour means.
     *
     * @param css background of the swatch: a colour, or for {@link #IGNORED} and {@link #NOT_PAINTED} the name of a style
     */
    public record Swatch(String name, String css) {
        static final String IGNORED = "ignored";
        static final String NOT_PAINTED = "plain";

        /** A class in its colour. */
        public static Swatch of(String name, int colour) {
            return new Swatch(name, Palette.css(colour));
        }

        /** Pixels of no class. */
        public static Swatch ignored(String name) {
            return new Swatch(name, IGNORED);
        }

        /** A class over which nothing is laid. */
        public static Swatch notPainted(String name) {
            return new Swatch(name, NOT_PAINTED);
        }

        /** Whether it is painted in a colour. */
        public boolean coloured() {
            return css.startsWith("#");
        }
    }

    /**
     * All that is shown of a row.
     *
     * @param id the row's
     * @param label its class, or the classes in its mask
     */
    public record Strip(String id, String label, List<Frame> frames) {
        public Strip {
            frames = List.copyOf(frames);
        }
    }

    /** Where a picture comes from. */
    public enum Kind {
        /** The file. */
        ORIGINAL,
        /** What training sees. */
        TRAINING,
        /** What evaluation sees. */
        EVALUATION;

        /** Name of its style. */
        public String css() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One picture with what it says below.
     *
     * @param name what it is
     * @param words what was done to it
     * @param size of the sample, which the picture may be smaller than
     * @param classes of its mask with their shares, told where a pointer rests on it; empty without a mask
     */
    public record Frame(
            Kind kind, String name, String words, String size, String classes, Picture photo, Optional<Picture> mask) {
        /** The same with more said of what was done. */
        public Frame also(String more) {
            return new Frame(kind, name, words + more, size, classes, photo, mask);
        }
    }

    /** The page, self-contained. */
    public String html() {
        return Pages.html("contact-sheet.jte", this);
    }
}
