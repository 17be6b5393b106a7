package org.podium.pipeline.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files of {@code golden/loss}, which {@code make_goldens.py} made with torch in double precision. */
final class Goldens {
    private Goldens() {}

    static <T> T read(String file, Class<T> type) {
        try (InputStream in = Goldens.class.getResourceAsStream("/golden/loss/" + file)) {
            return new ObjectMapper().readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
