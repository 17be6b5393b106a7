package org.podium.pipeline.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** What a worker tells while it works: one line of JSON on its standard output. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Event.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = Event.Warning.class, name = "warning"),
    @JsonSubTypes.Type(value = Event.Mistake.class, name = "mistake")
})
public sealed interface Event {
    /**
     * How far the job is.
     *
     * @param done units of work done, of {@code total}
     * @param text what is worth reading beside the bar, such as epoch and loss; empty for none
     * @param milestone whether the text also deserves a plain line where there are no bars
     */
    record Progress(long done, long total, String text, boolean milestone) implements Event {}

    /** Something the user should know; the job goes on. */
    record Warning(String text) implements Event {}

    /** The job cannot be done, for a reason that the user can change. */
    record Mistake(String text) implements Event {}

    /** Where events go. */
    @FunctionalInterface
    interface Sink {
        void tell(Event event);
    }

    default String toLine() {
        try {
            return Lines.JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The event of a line; empty when the line is none, such as what a native library prints. */
    static Optional<Event> parse(String line) {
        if (!line.startsWith("{\"event\":")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Lines.JSON.readValue(line, Event.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Holds the mapper, which an interface cannot keep private. */
    final class Lines {
        // In ASCII, since the two processes may disagree on anything else.
        private static final ObjectMapper JSON =
                JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

        private Lines() {}
    }
}
