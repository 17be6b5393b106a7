package org.podium.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.error.UserError;

/** Workers as processes: how they end, who hears of it, and that none is left behind. */
@Timeout(60)
class WorkersTest {
    private static final Launcher.Settings SETTINGS = new Launcher.Settings(1, 64);

    @TempDir
    private Path folder;

    private LocalLauncher launcher;
    private final List<Event> events = new ArrayList<>();
    private final Diary diary = new Diary();

    /** What was told of the jobs, in order. */
    private static final class Diary implements WorkerPool.Watcher {
        private final List<String> entries = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void started(Job job) {
            entries.add(job.model() + " started");
        }

        @Override
        public void told(Job job, Event event) {
            entries.add(job.model() + " told " + event.toLine());
        }

        @Override
        public void ended(Job job, boolean done) {
            entries.add(job.model() + (done ? " done" : " ended"));
        }
    }

    @BeforeEach
    void launcher() {
        launcher = new LocalLauncher(FakeWorker.class.getName());
    }

    @AfterEach
    void close() {
        launcher.close();
    }

    private Path job(String name, String what) throws IOException {
        return Files.writeString(folder.resolve(name), what);
    }

    private Launcher.Exit launch(String what) throws IOException, InterruptedException {
        return launcher.start(job("job", what), SETTINGS).await(events::add);
    }

    private WorkerPool.Assignment assignment(String name, String what) throws IOException {
        return new WorkerPool.Assignment(new Job(Job.Kind.TRAIN, name, 2, "cpu", ""), job(name, what), SETTINGS);
    }

    private static void awaitEnd(long pid) throws InterruptedException {
        while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            Thread.sleep(20);
        }
    }

    @Test
    void eventsComeThroughAndOtherLinesDoNot() throws Exception {
        Launcher.Exit exit = launch("succeed");
        assertThat(exit.status()).isZero();
        assertThat(exit.lastWords()).isEqualTo("a native library prints this");
        assertThat(events)
                .containsExactly(new Event.Progress(1, 2, "half-way", false), new Event.Warning("größer als gedacht"));
    }

    @Test
    void aWorkerGetsItsThreadsAndItsHeap() throws Exception {
        launch("settings");
        assertThat(events).singleElement().isInstanceOfSatisfying(Event.Warning.class, told -> assertThat(told.text())
                .matches("6[0-4] MiB, 1 threads, 1 OpenMP, tracking off: true"));
    }

    @Test
    void lastWordsAreTheLastTwentyLines() throws Exception {
        Launcher.Exit exit = launch("fail");
        assertThat(exit.status()).isEqualTo(1);
        assertThat(exit.lastWords().lines())
                .hasSize(20)
                .startsWith("complaint 80")
                .endsWith("complaint 99");
    }

    @Test
    void aKilledWorkerEnds() throws Exception {
        Launcher.Worker worker = launcher.start(job("job", "wait"), SETTINGS);
        Launcher.Exit exit = worker.await(event -> worker.kill());
        // 128 and SIGKILL.
        assertThat(exit).isEqualTo(new Launcher.Exit(137, ""));
    }

    @Test
    void theLaunchersEndIsTheWorkers() throws Exception {
        Launcher.Worker worker = launcher.start(job("job", "wait"), SETTINGS);
        assertThat(worker.await(event -> launcher.close()).status()).isNotZero();
        // What closes it again after the test wants an open one.
        launcher();
    }

    /** Nothing runs in a process that is killed like this; that its pipes close is all the worker sees. */
    @Test
    void aKilledRunLeavesNoWorker() throws Exception {
        Path job = job("job", "wait");
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FakeRun.class.getName(),
                        job.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(run.inputReader().readLine()).isEqualTo("told");
        long worker = Long.parseLong(Files.readString(folder.resolve("job.pid")));
        assertThat(ProcessHandle.of(worker)).isPresent();
        run.destroyForcibly();
        assertThat(run.waitFor(10, TimeUnit.SECONDS)).isTrue();
        awaitEnd(worker);
    }

    @Test
    void aPoolDoesAllJobs() throws Exception {
        WorkerPool.work(
                List.of(assignment("a", "succeed"), assignment("b", "succeed"), assignment("c", "succeed")),
                Collections.nCopies(2, "cpu"),
                launcher,
                diary);
        for (String model : List.of("a", "b", "c")) {
            assertThat(diary.entries)
                    .containsSubsequence(
                            model + " started",
                            model + " told " + new Event.Progress(1, 2, "half-way", false).toLine(),
                            model + " told " + new Event.Warning("größer als gedacht").toLine(),
                            model + " done");
        }
        assertThat(diary.entries).hasSize(12);
    }

    @Test
    void aFailureNamesTheJobItsStatusAndItsLastWords() throws Exception {
        List<WorkerPool.Assignment> jobs = List.of(assignment("resnet18", "fail"));
        assertThatThrownBy(() -> WorkerPool.work(jobs, Collections.nCopies(1, "cpu"), launcher, diary))
                .isInstanceOf(WorkerFailure.class)
                .hasMessageContaining("the worker of resnet18 fold 2 ended with status 1; its last words:")
                .hasMessageEndingWith("complaint 99");
    }

    @Test
    void aWorkerThatIsKilledGetsAHint() throws Exception {
        List<WorkerPool.Assignment> jobs = List.of(assignment("resnet18", "vanish"));
        assertThatThrownBy(() -> WorkerPool.work(jobs, Collections.nCopies(1, "cpu"), launcher, diary))
                .isInstanceOf(WorkerFailure.class)
                .hasMessageContaining("status 137 (killed; often because memory ran out")
                .hasMessageEndingWith(", without a word");
    }

    @Test
    void aMistakeOfTheUserIsToldAsOne() throws Exception {
        List<WorkerPool.Assignment> jobs = List.of(assignment("resnet18", "mistake"));
        assertThatThrownBy(() -> WorkerPool.work(jobs, Collections.nCopies(1, "cpu"), launcher, diary))
                .isInstanceOf(UserError.class)
                .hasMessage("resnet18 fold 2: no such column");
        assertThat(diary.entries).containsExactly("resnet18 started", "resnet18 ended");
    }

    @Test
    void aFailureEndsTheOthersAndStartsNoMore() throws Exception {
        List<WorkerPool.Assignment> jobs =
                List.of(assignment("a", "wait"), assignment("b", "fail after a"), assignment("c", "succeed"));
        assertThatThrownBy(() -> WorkerPool.work(jobs, Collections.nCopies(2, "cpu"), launcher, diary))
                .isInstanceOf(WorkerFailure.class)
                .hasMessageContaining("worker of b fold 2");
        assertThat(diary.entries).contains("a ended", "b ended").doesNotContain("c started");
        awaitEnd(Long.parseLong(Files.readString(folder.resolve("a.pid"))));
    }

    @Test
    void aFaultWhileWatchingIsNotLost() throws Exception {
        List<WorkerPool.Assignment> jobs = List.of(assignment("a", "succeed"));
        AssertionError fault = new AssertionError("mine");
        WorkerPool.Watcher watcher = new WorkerPool.Watcher() {
            @Override
            public void started(Job job) {
                throw fault;
            }

            @Override
            public void told(Job job, Event event) {
                throw fault;
            }

            @Override
            public void ended(Job job, boolean done) {
                throw fault;
            }
        };
        assertThatThrownBy(() -> WorkerPool.work(jobs, Collections.nCopies(1, "cpu"), launcher, watcher))
                .hasCause(fault);
    }
}
