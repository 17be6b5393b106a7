package org.podium.pipeline.weights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on this machine that answers every request in the same way, and lets none through. */
final class DeafProxy implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final String answer;

    /** @param answer its status line and headers; nothing: it hangs up */
    DeafProxy(String... answer) throws IOException {
        this.answer = answer.length == 0 ? "" : String.join("\r\n", answer) + "\r\nContent-Length: 0\r\n\r\n";
        Thread thread = new Thread(this::serve, "deaf proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                String first = in.readLine();
                if (first == null) {
                    continue; // a connection that was not used
                }
                asked.add(first);
                for (String line = first; line != null && !line.isEmpty(); ) {
                    line = in.readLine();
                }
                client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                // The client has gone, or the test is over.
                continue;
            }
        }
    }

    /** As an environment names it. */
    String address() {
        return "http://localhost:" + socket.getLocalPort();
    }

    /** As a message names it. */
    String name() {
        return "the proxy localhost:" + socket.getLocalPort();
    }

    /** First lines of the requests that came. */
    List<String> asked() {
        return asked;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
