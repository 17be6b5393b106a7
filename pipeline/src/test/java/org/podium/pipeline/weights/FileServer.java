package org.podium.pipeline.weights;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A web server on this machine that has one file under every path, and misbehaves as it is told. */
final class FileServer implements AutoCloseable {
    /** What {@code listed.json} has the hashes of. */
    static final byte[] CONTENT = content(300_000);

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Optional<String> tag = Optional.of("\"one\"");

    /** How one request is answered. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** A request that came; a header that is not in it is "". */
    record Asked(String path, String range, String ifRange) {}

    FileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** A safetensors file of that size, with one tensor. */
    private static byte[] content(int size) {
        int numbers = size - 100;
        String header =
                "{\"weight\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[0,%d]}}".formatted(numbers, numbers);
        ByteBuffer content = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(92).put("%-92s".formatted(header).getBytes(StandardCharsets.US_ASCII));
        for (long i = 0; i < numbers; i++) {
            content.put((byte) ((i * i / 7 + i) % 251));
        }
        return content.array();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    List<Asked> asked() {
        return asked;
    }

    /** How the next request that has no answer yet is answered; after them it is properly. */
    FileServer then(Answer answer) {
        synchronized (answers) {
            answers.add(answer);
        }
        return this;
    }

    FileServer tag(String value) {
        tag = Optional.ofNullable(value);
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        asked.add(new Asked(exchange.getRequestURI().getPath(), first(headers, "Range"), first(headers, "If-Range")));
        Answer next;
        synchronized (answers) {
            next = answers.isEmpty() ? this::properly : answers.remove();
        }
        try (exchange) {
            next.to(exchange);
        }
    }

    private static String first(Headers headers, String name) {
        return headers.containsKey(name) ? headers.getFirst(name) : "";
    }

    /** The whole file, or the rest of it if that is asked for and it is still the same file. */
    void properly(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        Matcher range = RANGE.matcher(first(headers, "Range"));
        boolean same = !headers.containsKey("If-Range") || tag.equals(Optional.of(headers.getFirst("If-Range")));
        int from = range.matches() && same ? Integer.parseInt(range.group(1)) : 0;
        tag.ifPresent(value -> exchange.getResponseHeaders().add("ETag", value));
        if (from >= CONTENT.length) {
            exchange.getResponseHeaders().add("Content-Range", "bytes */" + CONTENT.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + from + "-" + (CONTENT.length - 1) + "/" + CONTENT.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, CONTENT.length - from);
        exchange.getResponseBody().write(CONTENT, from, CONTENT.length - from);
    }

    /** The whole file, whatever is asked for. */
    void wholly(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, CONTENT.length);
        exchange.getResponseBody().write(CONTENT);
    }

    /** Promises all and breaks off after so many bytes. */
    Answer cutAfter(int bytes) {
        return exchange -> begin(exchange, bytes);
    }

    /** As many bytes, and then none, for as long as this server lives. */
    Answer stallAfter(int bytes) {
        return exchange -> {
            begin(exchange, bytes);
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @SuppressWarnings("resource") // closed with the exchange
    private void begin(HttpExchange exchange, int bytes) throws IOException {
        tag.ifPresent(value -> exchange.getResponseHeaders().add("ETag", value));
        exchange.sendResponseHeaders(200, CONTENT.length);
        OutputStream out = exchange.getResponseBody();
        out.write(Arrays.copyOf(CONTENT, bytes));
        out.flush();
    }

    static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /** A body whose end is the end of the connection's chunks: nothing tells how long it should have been. */
    static Answer unmeasured(byte[] body) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body);
        };
    }

    static Answer redirect(String to, String... headers) {
        return exchange -> {
            exchange.getResponseHeaders().add("Location", to);
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(302, -1);
        };
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
