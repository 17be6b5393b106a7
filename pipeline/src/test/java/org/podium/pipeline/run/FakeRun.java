package org.podium.pipeline.run;

import java.nio.file.Path;

/** A run that starts one worker and waits for it. */
final class FakeRun {
    private FakeRun() {}

    public static void main(String[] args) throws Exception {
        try (LocalLauncher launcher = new LocalLauncher(FakeWorker.class.getName())) {
            launcher.start(Path.of(args[0]), new Launcher.Settings(1, 64)).await(event -> System.out.println("told"));
        }
    }
}
