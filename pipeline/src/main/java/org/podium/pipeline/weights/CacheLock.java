package org.podium.pipeline.weights;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to change one file of the cache, among all processes and threads. It is the system's lock on a hidden file
 * beside it, which ends with the process that holds it; the hidden file stays.
 */
final class CacheLock implements AutoCloseable {
    private static final long LOOKS_MILLIS = 100;

    private final FileChannel channel;

    private CacheLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for as long as somebody else has it.
     *
     * @param waiting called once if it has to wait
     */
    static CacheLock of(Path place, Runnable waiting) throws IOException, InterruptedException {
        Path file = place.resolveSibling("." + place.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!tryLock(channel)) {
                waiting.run();
                do {
                    Thread.sleep(LOOKS_MILLIS);
                } while (!tryLock(channel));
            }
            return new CacheLock(channel);
        } catch (IOException | InterruptedException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by another thread of this process
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
