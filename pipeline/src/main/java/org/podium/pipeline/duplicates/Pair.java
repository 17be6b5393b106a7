package org.podium.pipeline.duplicates;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * Two images that show the same.
 *
 * @param kind in what way
 * @param a index of the one, of the training rows if one of them is
 * @param b index of the other
 * @param distance {@link Appearance#distance} of the thumbnails, 0 to 2; 0 for exact duplicates
 */
public record Pair(Kind kind, int a, int b, double distance) {
    /** In what way two images are the same. */
    public enum Kind {
        /** The same file, or the same pixels in another file. */
        @JsonProperty("exact")
        EXACT,
        /** The same picture, re-encoded, resized, brighter or darker. */
        @JsonProperty("near")
        NEAR,
        /** The same picture with left and right exchanged, exactly or nearly. */
        @JsonProperty("mirrored")
        MIRRORED;

        /** As in tables. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    public Pair {
        if (a == b || a < 0 || b < 0) {
            throw new IllegalArgumentException("a pair of the images " + a + " and " + b);
        }
    }
}
