package org.podium.pipeline.weights;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A range of a file: large pieces are mapped into memory, small ones read, as every mapping costs the system some. */
record FileBytes(FileChannel channel, long begin, long size) implements Bytes {
    private static final int LARGEST_MAPPING = 1 << 28;

    @Override
    public void each(long from, long length, Window window) throws IOException {
        long end = begin + from + length;
        // What lies behind the end of a file can be mapped, but not read: the virtual machine would crash.
        if (end > channel.size()) {
            throw new EOFException("it ends after " + channel.size() + " bytes");
        }
        long at = begin + from;
        while (at < end) {
            long left = end - at;
            ByteBuffer bytes = left < WINDOW
                    ? copied(channel, at, (int) left)
                    : channel.map(FileChannel.MapMode.READ_ONLY, at, Math.min(left, LARGEST_MAPPING));
            at += bytes.remaining();
            window.take(bytes);
        }
    }

    /** A copy of bytes of a file. */
    static ByteBuffer copied(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(length);
        while (into.hasRemaining()) {
            if (channel.read(into, position + into.position()) < 0) {
                throw new EOFException("it ends after " + channel.size() + " bytes");
            }
        }
        return into.flip();
    }
}
