package org.podium.pipeline.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The process of one contender: work comes as lines of JSON on standard input, one after the other, and what it took goes
 * out likewise. It ends when its input does.
 */
public final class BenchWorker {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BenchWorker() {}

    /** @param seconds wall-clock time of all calls */
    record Took(double seconds) {}

    /**
     * Works until there is no more.
     *
     * @param kind a {@link Contender.Kind}
     */
    public static void serve(String kind, InputStream in, PrintStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try (Contender contender = Contender.Kind.valueOf(kind).make()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Work work = JSON.readValue(line, Work.class);
                long start = System.nanoTime();
                for (int i = 0; i < work.calls(); i++) {
                    switch (work.kind()) {
                        case TRAIN -> contender.train(work.size(), work.batch());
                        case PREDICT -> contender.predict(work.size(), work.batch());
                    }
                }
                out.println(JSON.writeValueAsString(new Took((System.nanoTime() - start) / 1e9)));
                out.flush();
            }
        }
    }
}
