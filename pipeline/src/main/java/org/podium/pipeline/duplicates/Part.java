package org.podium.pipeline.duplicates;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where an image stands in a competition. */
public enum Part {
    @JsonProperty("train")
    TRAIN,
    @JsonProperty("test")
    TEST;

    /** As in tables. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Part of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
