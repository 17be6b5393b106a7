package org.podium.pipeline.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a process that computes is started: this Java, this class path, and the surroundings that libtorch needs. */
public final class JavaProcess {
    /**
     * How glibc and libtorch get memory from the system. A training step frees and asks for blocks of the same sizes over
     * and over; glibc would return the large ones each time and have the system clear new pages, which costs a sixth of a
     * step. So one heap keeps them all, in huge pages where there are any.
     */
    public static final Map<String, String> ALLOCATOR = Map.of(
            "MALLOC_ARENA_MAX",
            "1",
            "MALLOC_MMAP_THRESHOLD_",
            Long.toString(1L << 32),
            "MALLOC_TRIM_THRESHOLD_",
            Long.toString(1L << 32),
            "THP_MEM_ALLOC_ENABLE",
            "1");

    /**
     * How often a thread of OpenMP looks for work before it sleeps. By default it looks for milliseconds, in which it
     * keeps a core from the thread that it waits for, if there are more threads than cores.
     */
    private static final int SPINS = 3000;

    private JavaProcess() {}

    /**
     * A process yet to be started.
     *
     * @param mainClass the command line's entry point
     * @param arguments what it is given
     */
    public static ProcessBuilder of(String mainClass, Launcher.Settings settings, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Engine.jvmOptions(settings.threads()));
        command.add("-XX:+UseSerialGC");
        // The work is libtorch's and OpenCV's; the second compiler would take more time from them than it gives back.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Xmx" + settings.heapMegabytes() + "m");
        // Tensors and images live outside the heap. JavaCPP would refuse images once the process holds four heaps, and
        // Java refuse batches beyond one.
        command.add("-Dorg.bytedeco.javacpp.maxbytes=0");
        command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
        command.add("-XX:MaxDirectMemorySize=1t");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.put("OMP_NUM_THREADS", Integer.toString(settings.threads()));
        environment.put("OPT_OUT_TRACKING", "true");
        // An image that cannot be decoded is told by podium, in one line.
        environment.put("OPENCV_LOG_LEVEL", "OFF");
        environment.put("GOMP_SPINCOUNT", Integer.toString(SPINS));
        environment.putAll(ALLOCATOR);
        return builder;
    }
}
