package org.podium.pipeline.weights;

import java.nio.file.Path;

/** A process that takes the lock of a cached file and dies with it. */
final class LockHolder {
    private LockHolder() {}

    @SuppressWarnings("try") // the lock is held, not used
    public static void main(String[] arguments) throws Exception {
        try (CacheLock lock = CacheLock.of(Path.of(arguments[0]), () -> {})) {
            System.out.println("locked");
            Thread.sleep(60_000);
        }
    }
}
