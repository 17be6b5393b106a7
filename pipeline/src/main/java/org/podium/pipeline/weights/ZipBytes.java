package org.podium.pipeline.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An entry of a zip file, stored or deflated. No more of it is taken than it declares, and what is inflated, counted
 * anew for every range, comes out of the file's budget.
 */
record ZipBytes(ZipFile zip, ZipEntry entry, Budget budget) implements Bytes {
    @Override
    public long size() {
        return entry.getSize();
    }

    @Override
    public void each(long from, long length, Window window) throws IOException {
        if (entry.getMethod() != ZipEntry.STORED) {
            budget.take(from + length);
        }
        try (InputStream stream = zip.getInputStream(entry)) {
            stream.skipNBytes(from);
            byte[] buffer = new byte[(int) Math.min(length, WINDOW)];
            for (long left = length; left > 0; left -= buffer.length) {
                int wanted = (int) Math.min(left, buffer.length);
                if (stream.readNBytes(buffer, 0, wanted) < wanted) {
                    throw new EOFException(Text.shown(entry.getName()) + " in it ends too early");
                }
                window.take(ByteBuffer.wrap(buffer, 0, wanted));
            }
        }
    }
}
