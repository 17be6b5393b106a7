package org.podium.pipeline.run;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What bounds the promise of equal bytes: the code, the libraries under it, and the processor. */
public final class Environment {
    /** Flags that change which kernels are used, and so the last bits of a sum. */
    private static final Set<String> FLAGS = Set.of(
            "avx",
            "avx2",
            "fma",
            "avx512f",
            "avx512bw",
            "avx512vl",
            "avx512dq",
            "avx512_bf16",
            "avx512_vnni",
            "avx_vnni",
            "amx_tile",
            "amx_bf16",
            "amx_int8",
            "asimd",
            "bf16",
            "sve",
            "i8mm");

    private Environment() {}

    /** Versions and processor by name, sorted. */
    public static Map<String, String> describe() throws IOException {
        Map<String, String> facts = new TreeMap<>();
        facts.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        for (String entry : classPath()) {
            String file = Path.of(entry).getFileName().toString();
            for (String library : List.of("pytorch-engine", "pytorch-jni", "pytorch-native-cpu", "opencv")) {
                if (file.matches(library + "-[0-9.]+(-[0-9.]+)?(-[a-z0-9_-]+)?\\.jar")) {
                    facts.put(library, file.substring(library.length() + 1, file.length() - 4));
                }
            }
        }
        facts.put("processor", cpuInfo("model name").orElse("unknown"));
        facts.put("processor flags", String.join(" ", cpuFlags()));
        return facts;
    }

    /** The processor's flags that matter, sorted; empty where the system does not tell. */
    public static Set<String> cpuFlags() throws IOException {
        Set<String> flags = new TreeSet<>();
        for (String key : List.of("flags", "Features")) {
            cpuInfo(key).ifPresent(line -> flags.addAll(Arrays.asList(line.split(" "))));
        }
        flags.retainAll(FLAGS);
        return flags;
    }

    /** Whether the CPU has instructions that multiply bf16; without them fp32 is faster. */
    public static boolean cpuMultipliesBf16() throws IOException {
        Set<String> flags = cpuFlags();
        return flags.contains("avx512_bf16") || flags.contains("amx_bf16");
    }

    private static java.util.Optional<String> cpuInfo(String key) throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return java.util.Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    /** Hash of podium's own classes and programs: what was computed with other code is computed anew. */
    public static String codeVersion() throws IOException {
        MessageDigest digest = Hashes.sha256();
        List<Path> own = new ArrayList<>();
        for (String entry : classPath()) {
            Path path = Path.of(entry);
            boolean module = path.toString().endsWith("classes")
                    || path.getFileName().toString().startsWith("podium-");
            if (module && !path.toString().endsWith("test-classes") && Files.exists(path)) {
                own.add(path);
            }
        }
        List<Path> files = new ArrayList<>();
        for (Path path : own) {
            collect(path, files);
        }
        Collections.sort(files);
        for (Path file : files) {
            digest.update(Hashes.of(file).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        return Hashes.hex(digest);
    }

    /** Hash of podium's classes and of everything in {@link #describe}: what results depend on besides a run's own. */
    public static String version() throws IOException {
        return Hashes.of(codeVersion() + describe());
    }

    private static void collect(Path path, List<Path> files) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Whether this build carries libtorch for the CPU, rather than leaving the choice to the machine. */
    public static boolean bringsCpuLibtorch() {
        return classPath().stream().anyMatch(entry -> entry.contains("pytorch-native-cpu"));
    }

    private static List<String> classPath() {
        return List.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator));
    }

    /** Largest resident memory of this process so far, in MiB; 0 where the system does not tell. */
    public static long peakMemory() {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
