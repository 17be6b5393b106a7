package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Workers that die, runs that are ended, training that diverges, disks that fill up. */
@ExtendWith(FinishedRun.Resolver.class)
class FaultTest {
    @TempDir
    private Path temporary;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "skipped: workers are found in /proc")
    void aRunWhoseWorkerIsKilledIsTakenUpAgain(FinishedRun finished) throws Exception {
        Path run = temporary.resolve("tiny/killed");
        Cli.Running running = start(finished, "killed");
        List<ProcessHandle> victim = new ArrayList<>();
        Cli.until("a worker at work after a fold is finished", () -> {
            victim.clear();
            if (!finishedFolds(run).isEmpty()) {
                victim.addAll(Cli.workersOf(run.resolve("models")));
            }
            return !victim.isEmpty();
        });
        assertThat(victim.get(0).destroyForcibly()).isTrue();
        Cli.Result result = running.await();
        assertThat(result.status()).as(result.err()).isEqualTo(3);
        assertThat(result.err())
                .containsPattern("^podium: the worker of (one|two) fold [01] ended with status 137 \\(killed; "
                        + "often because memory ran out: try a smaller batch size, or fewer workers at a time\\)")
                .doesNotContain("at org.")
                .doesNotContain("Exception");
        assertThat(Cli.workersOf(run)).isEmpty();
        List<Path> done = finishedFolds(run);
        assertThat(done).hasSizeBetween(1, 3).allSatisfy(fold -> assertThat(fold)
                .isDirectoryContaining("glob:**/weights.safetensors")
                .isDirectoryContaining("glob:**/job.json"));
        assertThat(hidden(run)).isEmpty();

        Cli.Result again = start(finished, "killed").await();
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.out()).contains("train     " + done.size() + " of 4 jobs are done already");
        assertThat(run.resolve("log.txt")).content().contains(done.size() + " of 4 jobs are done already");
        assertThat(again.lines("train ").stream().filter(line -> line.contains("epoch 1/1")))
                .hasSize(4 - done.size());
        assertThat(FinishedRun.promised(run)).isEqualTo(FinishedRun.promised(finished.run()));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "skipped: workers are found in /proc")
    void workersEndWithTheirRun(FinishedRun finished) throws Exception {
        Path run = temporary.resolve("tiny/ended");
        Cli.Running running = start(finished, "ended", "--set", "defaults.epochs=10000");
        Cli.until("two workers at work", () -> Cli.workersOf(run).size() == 2);
        List<ProcessHandle> workers = Cli.workersOf(run);
        running.process().destroy();
        Cli.Result result = running.await();
        assertThat(result.status()).isEqualTo(143);
        for (ProcessHandle worker : workers) {
            worker.onExit().get(5, TimeUnit.SECONDS);
        }
        assertThat(result.err()).doesNotContain("Exception").doesNotContain("memory ran out");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "skipped: workers are found in /proc")
    void workersEndEvenWhenTheirRunIsKilled(FinishedRun finished) throws Exception {
        Path run = temporary.resolve("tiny/orphaned");
        Cli.Running running = start(finished, "orphaned", "--workers", 1, "--set", "defaults.epochs=10000");
        Cli.until("a worker at work", () -> running.outSoFar().contains("epoch 1/10000"));
        List<ProcessHandle> workers = Cli.workersOf(run);
        assertThat(workers).hasSize(1);
        running.process().destroyForcibly();
        running.await();
        workers.get(0).onExit().get(5, TimeUnit.SECONDS);
    }

    @Test
    void aLossThatIsNoNumberStopsTheRun(FinishedRun finished) throws Exception {
        Cli.Result result = start(
                        finished, "nan", "--set", "defaults.lr=1e20", "--set", "models=[{name: wild, clip-norm: none}]")
                .await();
        assertThat(result.err())
                .matches("podium: wild fold [01]: the loss is (NaN|-?Infinity|[0-9.E]+) and the gradient's norm "
                        + "(NaN|Infinity) at epoch 1, step \\d, learning rate \\d\\.\\d\\de\\+\\d\\d; "
                        + "try a lower lr, a longer warm-up or clip-norm\n");
        assertThat(result.status()).isEqualTo(2);
        assertThat(temporary.resolve("tiny/nan")).doesNotExist();
    }

    @Test
    void aDiskTooSmallForTheTablesIsTold(FinishedRun finished) throws Exception {
        Path disk = disk("tables", 16);
        try {
            Cli.Result result =
                    Cli.call("run", finished.competition().folder(), "--runs", disk, "--name", "full", "--threads", 1);
            assertThat(result.err())
                    .matches("podium: " + disk + "/tiny/full/[a-z./]+: No space left on device; make room, or choose "
                            + "another disk with --runs\n");
            assertThat(result.status()).isEqualTo(2);
            assertThat(disk.resolve("tiny")).isEmptyDirectory();
        } finally {
            command("umount", disk);
        }
    }

    @Test
    void aDiskTooSmallForTheWeightsIsTold(FinishedRun finished) throws Exception {
        Path disk = disk("weights", 200);
        try {
            Cli.Result result =
                    Cli.run("run", finished.competition().folder(), "--runs", disk, "--name", "full", "--workers", 1);
            assertThat(result.err())
                    .isEqualTo("podium: one fold 0: " + disk + "/tiny/full/models/one/.fold-0.partial: "
                            + "No space left on device; make room, or choose another disk with --runs\n");
            assertThat(result.status()).isEqualTo(2);
            assertThat(disk.resolve("tiny")).isEmptyDirectory();
        } finally {
            command("umount", disk);
        }
    }

    /** A disk of its own, in memory; for root only. */
    private Path disk(String name, int kilobytes) throws Exception {
        Path folder = Files.createDirectory(temporary.resolve(name));
        boolean mounted = OS.LINUX.isCurrentOs()
                && command("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder) == 0;
        assumeTrue(mounted, "skipped: a small disk can only be mounted by root on Linux");
        return folder;
    }

    private static int command(Object... words) throws Exception {
        List<String> command = Stream.of(words).map(Object::toString).toList();
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private Cli.Running start(FinishedRun finished, String name, Object... options) throws Exception {
        return Cli.start(Stream.concat(
                        Stream.of("run", finished.competition().folder(), "--runs", temporary, "--name", name),
                        Stream.of(options))
                .toArray());
    }

    private static List<Path> finishedFolds(Path run) throws Exception {
        return below(run).stream()
                .filter(path -> path.getFileName().toString().startsWith("fold-"))
                .toList();
    }

    private static List<Path> hidden(Path run) throws Exception {
        return below(run).stream()
                .filter(path -> path.getFileName().toString().startsWith("."))
                .toList();
    }

    private static List<Path> below(Path run) throws Exception {
        Path models = run.resolve("models");
        if (!Files.exists(models)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(models, 2)) {
            return paths.toList();
        }
    }
}
