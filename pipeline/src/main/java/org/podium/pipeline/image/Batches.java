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
import org.podium.augment.Sample;

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
    private final ByteBuffer[] masks = new ByteBuffer[2];
    private final boolean masked;

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
        this(size, batchSize, threads, false);
    }

    /** @param masked whether the rows have masks, too */
    public Batches(int size, int batchSize, int threads, boolean masked) {
        this.size = size;
        this.masked = masked;
        this.batchSize = batchSize;
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "images");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = ByteBuffer.allocateDirect(Math.multiplyExact(batchSize, imageBytes()));
            masks[i] = ByteBuffer.allocateDirect(masked ? batchSize * maskBytes() : 0);
        }
    }

    private int imageBytes() {
        return Math.multiplyExact(Math.multiplyExact(size, size), 3);
    }

    private int maskBytes() {
        return size * size;
    }

    /**
     * Hands the rows' images to {@code user}, batch by batch, in the order given.
     *
     * @throws IOException the user's own, or what kept the first row from being read that could not be
     */
    public void forEach(int[] rows, RowSample images, User user) throws IOException {
        forEachWhile(rows, images, batch -> {
            user.use(batch);
            return true;
        });
    }

    /** Like {@link #forEach}, until {@code visitor} has had enough; one batch more is read then. */
    public void forEachWhile(int[] rows, RowSample images, Visitor visitor) throws IOException {
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
                on = visitor.visit(new Batch(
                        part,
                        size,
                        buffers[batch % 2].slice(0, part.length * imageBytes()),
                        masks[batch % 2].slice(0, masked ? part.length * maskBytes() : 0)));
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

    private List<Future<Void>> read(int[] rows, int batch, RowSample images) {
        int[] part = part(rows, batch);
        List<Future<Void>> reads = new ArrayList<>(part.length);
        for (int i = 0; i < part.length; i++) {
            int row = part[i];
            ByteBuffer pixels = buffers[batch % 2].slice(i * imageBytes(), imageBytes());
            ByteBuffer mask = masked ? masks[batch % 2].slice(i * maskBytes(), maskBytes()) : masks[batch % 2];
            reads.add(threads.submit(() -> {
                copy(images, row, pixels, mask);
                return null;
            }));
        }
        return reads;
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    private void copy(RowSample images, int row, ByteBuffer pixels, ByteBuffer mask) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Sample sample = images.sample(row);
            copy(row, "an image", "RGB", sample.image(), opencv_core.CV_8UC3, pixels);
            if (masked) {
                copy(row, "a mask", "bytes", sample.mask().orElseThrow().labels(), opencv_core.CV_8UC1, mask);
            }
        }
    }

    private void copy(int row, String what, String format, Mat from, int type, ByteBuffer into) {
        if (from.rows() != size || from.cols() != size || from.type() != type) {
            throw new IllegalStateException("row " + row + " gave " + what + " of " + from.cols() + " x " + from.rows()
                    + " pixels, expected " + size + " x " + size + " in " + format);
        }
        Mat packed = from.isContinuous() ? from : from.clone();
        into.put(new BytePointer(packed.data()).capacity(into.remaining()).asByteBuffer());
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
