package org.podium.pipeline.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.podium.pipeline.error.UserError;

/**
 * Does jobs, so many at a time, each in a worker process. When one fails, no other is started, those at work are ended,
 * and what is finished stays.
 */
public final class WorkerPool {
    private final Launcher launcher;
    private final Queue<Assignment> waiting = new ArrayDeque<>();
    private final Set<Launcher.Worker> working = ConcurrentHashMap.newKeySet();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    /** A job, where it stands, and what its process is given. */
    public record Assignment(Job job, Path file, Launcher.Settings settings) {}

    /** Who watches the jobs; called by several threads. */
    public interface Watcher {
        void started(Job job);

        void told(Job job, Event event);

        /** @param done whether it was finished, rather than failed or ended */
        void ended(Job job, boolean done);
    }

    private WorkerPool(Launcher launcher, List<Assignment> assignments) {
        this.launcher = launcher;
        this.waiting.addAll(assignments);
    }

    /**
     * Does them all.
     *
     * @param seats the device of each worker that there may be at a time; a job gets the one of the seat that is free
     * @throws UserError when a job failed for a reason that the user can change
     * @throws WorkerFailure when a worker died
     */
    public static void work(List<Assignment> assignments, List<String> seats, Launcher launcher, Watcher watcher)
            throws InterruptedException {
        WorkerPool pool = new WorkerPool(launcher, assignments);
        List<Thread> threads = new ArrayList<>();
        for (String device : seats.subList(0, Math.min(seats.size(), assignments.size()))) {
            Thread thread = new Thread(() -> pool.serve(device, watcher), "jobs");
            thread.setUncaughtExceptionHandler(
                    (ended, e) -> pool.fail(new IllegalStateException("no job was done", e)));
            thread.start();
            threads.add(thread);
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            pool.fail(new IllegalStateException("interrupted"));
            throw e;
        }
        if (pool.failure.get() != null) {
            throw pool.failure.get();
        }
    }

    private void serve(String device, Watcher watcher) {
        for (Assignment next = next(); next != null; next = next()) {
            boolean done = false;
            watcher.started(next.job());
            try {
                done = run(next, device, watcher);
            } catch (IOException e) {
                fail(new UncheckedIOException("the worker of " + next.job().label() + " could not be run", e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail(new IllegalStateException("interrupted", e));
            } catch (RuntimeException e) {
                fail(e);
            } finally {
                watcher.ended(next.job(), done);
            }
        }
    }

    private synchronized Assignment next() {
        return failure.get() == null ? waiting.poll() : null;
    }

    private boolean run(Assignment assignment, String device, Watcher watcher)
            throws IOException, InterruptedException {
        Job job = assignment.job();
        if (!job.device().equals(device)) {
            job.on(device).write(assignment.file());
        }
        Launcher.Worker worker = launcher.start(assignment.file(), assignment.settings());
        working.add(worker);
        if (failure.get() != null) {
            // Started while another one failed.
            worker.kill();
        }
        List<String> mistakes = new ArrayList<>();
        Launcher.Exit exit = worker.await(event -> {
            if (event instanceof Event.Mistake mistake) {
                mistakes.add(mistake.text());
            } else {
                watcher.told(job, event);
            }
        });
        working.remove(worker);
        if (exit.status() != 0) {
            fail(
                    mistakes.isEmpty()
                            ? new WorkerFailure("the worker of " + job.label(), exit)
                            : new UserError(job.label() + ": " + String.join("\n", mistakes)));
        }
        return exit.status() == 0;
    }

    /** The first failure counts; those that follow are its echo. */
    private synchronized void fail(RuntimeException reason) {
        if (failure.compareAndSet(null, reason)) {
            working.forEach(Launcher.Worker::kill);
        }
    }
}
