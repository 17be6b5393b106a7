package org.podium.pipeline.run;

import java.util.List;

/** How DJL's engine is set up; it reads its settings once, when it starts. */
public final class Engine {
    private Engine() {}

    /** Options for a Java process that computes with that many threads. */
    public static List<String> jvmOptions(int threads) {
        return List.of(
                "-Dai.djl.pytorch.num_threads=" + threads,
                "-Dai.djl.pytorch.num_interop_threads=1",
                // Programs run as written: no profiling of the first calls, no rewriting that could change bits.
                "-Dai.djl.pytorch.graph_optimizer=false");
    }
}
