package org.podium.pipeline.weights;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings files over HTTP. What breaks off goes on where it stopped, by {@code Range} and {@code If-Range} (RFC 9110,
 * sections 13 and 14), in this process or a later one.
 */
final class Download {
    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
    private static final Pattern LENGTH = Pattern.compile("bytes \\*/(\\d+)");
    private static final Pattern SHA256 = Pattern.compile("(?:W/)?\"?([0-9a-f]{64})\"?");

    private final ProxySelector proxy;
    private final Patience patience;

    /**
     * How long to wait, and how often to try.
     *
     * @param connect for a connection
     * @param stall for an answer, and then between bytes
     * @param tries in a row that bring nothing new
     * @param pause before the second try; it doubles with each one
     */
    record Patience(Duration connect, Duration stall, int tries, Duration pause) {
        static final Patience DEFAULTS =
                new Patience(Duration.ofSeconds(20), Duration.ofSeconds(30), 5, Duration.ofSeconds(1));
    }

    /** Hears how far it is. */
    @FunctionalInterface
    interface Progress {
        /** @param total bytes altogether; 0 while that is unknown */
        void at(long done, long total);
    }

    /** It cannot be had; trying again would not help. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Something is wrong with this machine's disk rather than with the network. */
    static final class Unwritable extends IOException {
        private static final long serialVersionUID = 1;

        Unwritable(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    Download(ProxySelector proxy, Patience patience) {
        this.proxy = proxy;
        this.patience = patience;
    }

    /**
     * Brings a file, or the rest of it.
     *
     * @param partial where it is put together; what is there is the beginning, if it can be told to be this file's
     * @param verified whether the caller will know a wrong file when it is there, so that a part may be continued that
     *     the server gave no name to
     * @return the SHA-256 that the server says the file has, as the Hugging Face hub does for large files
     * @throws Refused when it cannot be had
     * @throws Unwritable when it cannot be kept
     */
    Optional<String> fetch(URI from, Path partial, boolean verified, Progress progress)
            throws IOException, InterruptedException {
        Connection connection = new Connection(proxy, patience);
        long furthest = -1;
        int fruitless = 0;
        while (true) {
            try {
                return attempt(connection, from, partial, verified, progress);
            } catch (Refused | Unwritable e) {
                throw e;
            } catch (IOException e) {
                long now = size(partial);
                fruitless = now > furthest ? 1 : fruitless + 1;
                furthest = Math.max(furthest, now);
                if (fruitless >= patience.tries) {
                    throw new Refused(Connection.reason(e) + " (tried " + fruitless + " times)", e);
                }
                Thread.sleep(patience.pause.toMillis() << (fruitless - 1));
            }
        }
    }

    private Optional<String> attempt(Connection connection, URI from, Path partial, boolean verified, Progress progress)
            throws IOException, InterruptedException {
        Path tagFile = partial.resolveSibling(partial.getFileName() + ".etag");
        Optional<String> tag = Files.exists(tagFile) ? Optional.of(Files.readString(tagFile)) : Optional.empty();
        long have = tag.isPresent() || verified ? size(partial) : 0;
        HttpRequest.Builder request = HttpRequest.newBuilder(from)
                .timeout(patience.stall)
                .header("User-Agent", "podium")
                .header("Accept-Encoding", "identity");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
            tag.ifPresent(value -> request.header("If-Range", value));
        }
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = connection.send(request.build());
        if (response.body() == null) {
            // A proxy that refuses a tunnel brings a status alone.
            throw connection.failure(response);
        }
        try (Body body = Body.of(response.body())) {
            Span span = span(connection, response, have);
            if (span.complete) {
                return linkedHash(response);
            }
            try {
                keepTag(response, tagFile);
            } catch (IOException e) {
                throw new Unwritable(e);
            }
            write(body, partial, span, progress);
            Files.deleteIfExists(tagFile);
            return linkedHash(response);
        } catch (Restart e) {
            discard(partial);
            throw e;
        }
    }

    /** Removes what was put together so far. */
    static void discard(Path partial) throws IOException {
        Files.deleteIfExists(partial);
        Files.deleteIfExists(partial.resolveSibling(partial.getFileName() + ".etag"));
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** The kept part is not the beginning of what the server has. */
    private static final class Restart extends IOException {
        private static final long serialVersionUID = 1;

        Restart(String message) {
            super(message);
        }
    }

    /**
     * What a response brings.
     *
     * @param begin where its first byte belongs
     * @param total length of the whole file; 0 when unknown
     * @param complete whether all is there already
     */
    private record Span(long begin, long total, boolean complete) {}

    private static Span span(Connection connection, HttpResponse<?> response, long have) throws IOException {
        int status = response.statusCode();
        String range = response.headers().firstValue("Content-Range").orElse("");
        if (status == 200) {
            return new Span(
                    0, response.headers().firstValueAsLong("Content-Length").orElse(0), false);
        }
        if (status == 206) {
            Matcher matcher = RANGE.matcher(range);
            if (!matcher.matches() || Long.parseLong(matcher.group(1)) != have) {
                throw new Restart("the server continued with '" + range + "' after " + have + " bytes");
            }
            return new Span(have, matcher.group(2).equals("*") ? 0 : Long.parseLong(matcher.group(2)), false);
        }
        if (status == 416) {
            Matcher matcher = LENGTH.matcher(range);
            if (matcher.matches() && Long.parseLong(matcher.group(1)) == have) {
                return new Span(have, have, true);
            }
            throw new Restart("the server has nothing after " + have + " bytes");
        }
        throw connection.failure(response);
    }

    /** A strong entity tag names these very bytes, so that the rest can be asked for later. */
    private static void keepTag(HttpResponse<?> response, Path file) throws IOException {
        Optional<String> tag = response.headers().firstValue("ETag").filter(value -> value.startsWith("\""));
        if (tag.isPresent()) {
            Files.writeString(file, tag.get());
        } else {
            Files.deleteIfExists(file);
        }
    }

    private void write(Body body, Path partial, Span span, Progress progress) throws IOException, InterruptedException {
        long at = span.begin;
        try (FileChannel channel = open(partial, at)) {
            progress.at(at, span.total);
            for (Optional<List<ByteBuffer>> part = body.next(patience.stall);
                    part.isPresent();
                    part = body.next(patience.stall)) {
                for (ByteBuffer bytes : part.get()) {
                    at += bytes.remaining();
                    write(channel, bytes);
                }
                progress.at(at, span.total);
            }
        }
        if (span.total > 0 && at != span.total) {
            throw new IOException("the file ended after " + at + " of " + span.total + " bytes");
        }
    }

    private static FileChannel open(Path partial, long at) throws Unwritable {
        try {
            FileChannel channel = FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.truncate(at).position(at);
            return channel;
        } catch (IOException e) {
            throw new Unwritable(e);
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes) throws Unwritable {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new Unwritable(e);
        }
    }

    /** The hub tells it in the answer that redirects to where large files lie. */
    private static Optional<String> linkedHash(HttpResponse<?> last) {
        for (Optional<? extends HttpResponse<?>> response = Optional.of(last);
                response.isPresent();
                response = response.get().previousResponse()) {
            Optional<String> hash = response.get()
                    .headers()
                    .firstValue("X-Linked-ETag")
                    .map(SHA256::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1));
            if (hash.isPresent()) {
                return hash;
            }
        }
        return Optional.empty();
    }
}
