package org.podium.pipeline.weights;

/** Words out of a file that nobody vouches for, made fit for a message. */
public final class Text {
    private static final int LONGEST = 200;

    private Text() {}

    /** Without what a terminal would act upon, and not too long. */
    public static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .forEach(point -> shown.appendCodePoint(Character.isISOControl(point) ? '?' : point));
        return text.length() > LONGEST ? shown + "..." : shown.toString();
    }
}
