package org.podium.pipeline.duplicates;

import java.util.Locale;

/** Where an image stands in a competition. */
public enum Part {
    TRAIN,
    TEST;

    /** As in tables. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
