package org.podium.pipeline.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The bytes of a response as they come, by a reader who does not wait for them for ever. */
final class Body implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    /** Bytes, or the end, or what went wrong. */
    private record Signal(Optional<List<ByteBuffer>> bytes, Optional<Throwable> failure) {}

    private Body() {}

    static Body of(Flow.Publisher<List<ByteBuffer>> publisher) {
        Body body = new Body();
        publisher.subscribe(body);
        return body;
    }

    /**
     * What came next; empty at the end.
     *
     * @throws IOException when the connection breaks, or nothing comes for that long
     */
    Optional<List<ByteBuffer>> next(Duration patience) throws IOException, InterruptedException {
        Signal signal = signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (signal == null) {
            throw new IOException("no bytes came for " + Connection.seconds(patience));
        }
        if (signal.failure.isPresent()) {
            Throwable failure = signal.failure.get();
            throw new IOException("the connection broke off (" + Connection.reason(failure) + ")", failure);
        }
        if (signal.bytes.isPresent()) {
            subscription.join().request(1);
        }
        return signal.bytes;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.complete(given);
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        signals.add(new Signal(Optional.of(bytes), Optional.empty()));
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new Signal(Optional.empty(), Optional.of(failure)));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal(Optional.empty(), Optional.empty()));
    }

    /** Ends the connection if there is more to come. */
    @Override
    public void close() {
        // Only once there is one: the response may still be about to hand it over.
        subscription.thenAccept(Flow.Subscription::cancel);
    }
}
