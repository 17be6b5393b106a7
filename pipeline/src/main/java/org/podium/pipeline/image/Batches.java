package org.podium.pipeline.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Reads rows in batches, one batch ahead of its user, on threads of its own.
 *
 * <p>Two direct buffers are used in turn, so memory does not grow with the number of rows. What a batch holds depends on
 * its rows alone, never on the threads.
 */
public final class Batches implements AutoCloseable {
    private final int size;
    private final int batchSize;
    private final ExecutorService threads;
    private final ByteBuffer[] buffers = new ByteBuffer[2];

    /** What is done with each batch, before its buffer is filled anew. */
    @FunctionalInterface
    public interface User {
        void use(Batch batch) throws IOException;
    }

    /** The same, and says whether to go on. */
    @FunctionalInterface
    public interface Visitor {
        boolean visit(Batch batch) throws IOException;
    }

    /**
     * @param size height and width of the images
     * @param batchSize rows a batch; the last one may have fewer
     * @param threads how many images are read at a time
     */
    public Batches(int size, int batchSize, int threads) {
        this.size = size;
        this.batchSize = batchSize;
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "images");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = ByteBuffer.allocateDirect(Math.multiplyExact(batchSize, imageBytes()));
        }
    }

    private int imageBytes() {
        return Math.multiplyExact(Math.multiplyExact(size, size), 3);
    }

    /**
     * Hands the rows' images to {@code user}, batch by batch, in the order given.
     *
     * @throws IOException the user's own, or what kept the first row from being read that could not be
     */
    public void forEach(int[] rows, RowImage images, User user) throws IOException {
        forEachWhile(rows, images, batch -> {
            user.use(batch);
            return true;
        });
    }

    /** Like {@link #forEach}, until {@code visitor} has had enough; one batch more is read then. */
    public void forEachWhile(int[] rows, RowImage images, Visitor visitor) throws IOException {
        int count = (rows.length + batchSize - 1) / batchSize;
        List<Future<Void>> ahead = count > 0 ? read(rows, 0, images) : List.of();
        try {
            boolean on = true;
            for (int batch = 0; on && batch < count; batch++) {
                List<Future<Void>> now = ahead;
                ahead = List.of();
                await(now);
                ahead = batch + 1 < count ? read(rows, batch + 1, images) : List.of();
                int[] part = part(rows, batch);
                on = visitor.visit(new Batch(part, size, buffers[batch % 2].slice(0, part.length * imageBytes())));
            }
            await(ahead);
        } catch (IOException | RuntimeException | Error e) {
            // Whoever comes next fills the same buffers, so nobody may still be writing to them.
            try {
                await(ahead);
            } catch (IOException | RuntimeException another) {
                e.addSuppressed(another);
            }
            throw e;
        }
    }

    private int[] part(int[] rows, int batch) {
        return Arrays.copyOfRange(rows, batch * batchSize, Math.min(rows.length, (batch + 1) * batchSize));
    }

    private List<Future<Void>> read(int[] rows, int batch, RowImage images) {
        ByteBuffer pixels = buffers[batch % 2];
        int[] part = part(rows, batch);
        List<Future<Void>> reads = new ArrayList<>(part.length);
        for (int i = 0; i < part.length; i++) {
            int row = part[i];
            ByteBuffer into = pixels.slice(i * imageBytes(), imageBytes());
            reads.add(threads.submit(() -> {
                copy(images, row, into);
                return null;
            }));
        }
        return reads;
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    private void copy(RowImage images, int row, ByteBuffer into) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Mat image = images.image(row);
            if (image.rows() != size || image.cols() != size || image.type() != opencv_core.CV_8UC3) {
                throw new IllegalStateException("row " + row + " gave an image of " + image.cols() + " x "
                        + image.rows() + " pixels, expected " + size + " x " + size + " in RGB");
            }
            Mat packed = image.isContinuous() ? image : image.clone();
            into.put(new BytePointer(packed.data()).capacity(imageBytes()).asByteBuffer());
        }
    }

    /** Waits for all of them, then throws what the first one threw, if any did. */
    private static void await(List<Future<Void>> reads) throws IOException {
        Throwable first = null;
        for (Future<Void> read : reads) {
            try {
                read.get();
            } catch (ExecutionException e) {
                first = first == null ? e.getCause() : first;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading images");
            }
        }
        if (first instanceof IOException io) {
            throw io;
        }
        if (first != null) {
            throw new IllegalStateException("an image could not be prepared", first);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
