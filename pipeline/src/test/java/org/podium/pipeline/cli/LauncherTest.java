package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a project of one source file, with a Maven and a Java that write down how they are called. */
@Timeout(60)
class LauncherTest {
    private static final Path LAUNCHER =
            Path.of("..", "podium").toAbsolutePath().normalize();
    private static final Path SHELL = Path.of("/bin/sh");
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant BUILT = LONG_AGO.plusSeconds(3600);

    /** Keeps a record of its calls, and fails where a file says so; a class path with all that is special to java. */
    private static final String MAVEN = """
            #!/bin/sh
            echo "$*" >>builds
            [ ! -e broken ] || exit 1
            mkdir -p pipeline/target
            printf '%s' '/jars/a b.jar:/jars/c\\d.jar:/jars/e"f.jar' >pipeline/target/classpath
            """;

    private static final String JAVA = """
            #!/bin/sh
            printf '%s\\n' "$@"
            exit 7
            """;

    @TempDir
    private Path folder;

    private Path home;
    private Path source;
    private Path bin;

    @BeforeEach
    void project() throws IOException {
        assumeTrue(Files.isExecutable(SHELL), "no " + SHELL + " to run the launcher with");
        // As the launcher sees it: where temporary folders are behind a link, it names what the link leads to.
        home = Files.createDirectories(folder.toRealPath().resolve("a user's projects/podium"));
        Files.copy(LAUNCHER, home.resolve("podium"));
        source = home.resolve("pipeline/src/main/java/Main.java");
        Files.createDirectories(source.getParent());
        for (Path file : List.of(source, home.resolve("pom.xml"), home.resolve("pipeline/pom.xml"))) {
            Files.writeString(file, "");
        }
        try (var files = Files.walk(home)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
            }
        }
        bin = Files.createDirectories(home.resolveSibling("jdk/bin"));
        program(bin.resolve("mvn"), MAVEN);
        program(bin.resolve("java"), JAVA);
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private record Result(int status, List<String> out, String err) {}

    private Result podium(String... arguments) throws IOException, InterruptedException {
        return launch(home.resolve("podium"), Map.of(), arguments);
    }

    private Result launch(Path launcher, Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(SHELL.toString(), launcher.toString())
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().remove("PODIUM_BUILD");
        builder.environment().put("JAVA_HOME", bin.getParent().toString());
        builder.environment().put("PATH", bin + File.pathSeparator + System.getenv("PATH"));
        builder.environment().putAll(variables);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("ends").isTrue();
        return new Result(process.exitValue(), Files.readAllLines(out), Files.readString(err));
    }

    /** The options of every build so far. */
    private List<String> builds() throws IOException {
        Path builds = home.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    private Path target(String name) {
        return home.resolve("pipeline/target").resolve(name);
    }

    /** The first use, moved to the past: what changes from here on is newer, however coarse the file system's clock. */
    private void build() throws IOException, InterruptedException {
        podium();
        Files.setLastModifiedTime(target("podium.stamp"), FileTime.from(BUILT));
        assertThat(builds()).hasSize(1);
    }

    @Test
    void startsJavaWithTheClassPathAndTheArgumentsAsGiven() throws Exception {
        Result result = podium("run", "my leaves", "*", "");

        assertThat(result.status()).as("that of java").isEqualTo(7);
        assertThat(result.out())
                .contains("-Djdk.console=java.base", "-XX:SharedArchiveFile=" + target("podium.jsa"))
                .endsWith("@" + target("podium.args"), Main.class.getName(), "run", "my leaves", "*", "");
        // Between quotes, java reads a backslash as the start of an escape.
        assertThat(target("podium.args"))
                .hasContent("-cp \"" + target("podium-pipeline.jar")
                        + ":/jars/a b.jar:/jars/c\\\\d.jar:/jars/e\\\"f.jar\"");
    }

    @Test
    void javaReadsTheClassPathBack() throws Exception {
        build();
        Path shown = folder.resolve("shown");

        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + target("podium.args"),
                        "-XshowSettings:properties",
                        "-version")
                .redirectErrorStream(true)
                .redirectOutput(shown.toFile())
                .start();

        assertThat(java.waitFor()).isZero();
        assertThat(Files.readAllLines(shown).stream().map(String::strip))
                .contains(
                        "java.class.path = " + target("podium-pipeline.jar"),
                        "/jars/a b.jar",
                        "/jars/c\\d.jar",
                        "/jars/e\"f.jar");
    }

    @Test
    void buildsOnFirstUseOnly() throws Exception {
        Result first = podium();
        Result second = podium();

        assertThat(builds()).containsExactly("-B -q -Dstyle.color=never -DskipTests package");
        assertThat(first.err()).contains("building");
        assertThat(second.err()).isEmpty();
    }

    @Test
    void buildsAgainWhenASourceChanges() throws Exception {
        build();
        Files.writeString(source, "class Main {}");

        podium();

        assertThat(builds()).hasSize(2);
    }

    @Test
    void buildsAgainWhenASourceIsDeleted() throws Exception {
        build();
        Files.delete(source);

        podium();

        assertThat(builds()).hasSize(2);
    }

    @Test
    void buildsAgainWhenTheOptionsChange() throws Exception {
        build();
        Map<String, String> cuda = Map.of("PODIUM_BUILD", "-Pcuda -o");

        launch(home.resolve("podium"), cuda);
        launch(home.resolve("podium"), cuda);
        podium();

        assertThat(builds())
                .containsExactly(
                        "-B -q -Dstyle.color=never -DskipTests package",
                        "-B -q -Dstyle.color=never -DskipTests -Pcuda -o package",
                        "-B -q -Dstyle.color=never -DskipTests package");
    }

    @Test
    void buildsAgainWhereItHasBeenMovedTo() throws Exception {
        build();
        home = Files.move(home, home.resolveSibling("elsewhere"));

        podium();

        assertThat(builds()).hasSize(2);
        assertThat(Files.readString(target("podium.args"))).startsWith("-cp \"" + target("podium-pipeline.jar"));
    }

    @Test
    void failedBuildIsTheUsersToMendAndTriedAgain() throws Exception {
        build();
        Files.writeString(home.resolve("broken"), "");

        Result failed = launch(home.resolve("podium"), Map.of("PODIUM_BUILD", "-Pcuda"));

        assertThat(failed.status()).isEqualTo(2);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("podium: the build failed");
        assertThat(target("podium.stamp")).doesNotExist();

        Files.delete(home.resolve("broken"));
        assertThat(podium().status()).isEqualTo(7);
        assertThat(builds()).hasSize(3);
    }

    @Test
    void missingJavaIsTheUsersToMend() throws Exception {
        Result result = launch(home.resolve("podium"), Map.of("JAVA_HOME", "/nowhere"));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).startsWith("podium: it needs Java 17");
        assertThat(builds()).isEmpty();
    }

    @Test
    void missingMavenIsTheUsersToMend() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("cat", "dirname", "find", "readlink")) {
            program(tools.resolve(tool), "#!/bin/sh\nexec '" + onThePath(tool) + "' \"$@\"\n");
        }

        Result result = launch(home.resolve("podium"), Map.of("PATH", tools.toString()));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("podium: building it needs Maven 3.8 or newer: put mvn on the PATH\n");
    }

    private static Path onThePath(String tool) {
        return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void findsItsFolderThroughLinks() throws Exception {
        Path links = Files.createDirectory(folder.resolve("my links"));
        Files.createSymbolicLink(links.resolve("absolute"), home.resolve("podium"));
        Path relative = Files.createSymbolicLink(links.resolve("relative"), Path.of("absolute"));

        Result result = launch(relative, Map.of(), "help");

        assertThat(result.status()).isEqualTo(7);
        assertThat(result.out()).endsWith("@" + target("podium.args"), Main.class.getName(), "help");
        assertThat(builds()).hasSize(1);
    }
}
