package org.podium.pipeline.weights;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Asks for files over HTTP, and tells whose fault it is that none comes: the host's, or that of a proxy before it. A
 * redirection is followed, but never from https to http.
 */
final class Connection {
    /** What Java says of a proxy that does not let it through. */
    private static final Pattern TUNNEL = Pattern.compile("Tunnel failed, got: (\\d{3})");

    private final HttpClient client;
    private final ProxySelector proxy;
    private final Download.Patience patience;

    /** Has a thread of its own, so that there is to be none before something is fetched. */
    Connection(ProxySelector proxy, Download.Patience patience) {
        this.proxy = proxy;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience.connect())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(proxy)
                .build();
    }

    /** @throws Download.Refused when asking again would not help */
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(HttpRequest request) throws IOException, InterruptedException {
        String host = request.uri().getHost();
        Optional<String> proxy = proxy(request.uri());
        String target = host + through(proxy);
        String peer = proxy.orElse(host); // who is connected to
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofPublisher());
        } catch (HttpConnectTimeoutException e) {
            throw new IOException(target + " did not answer within " + seconds(patience.connect()), e);
        } catch (HttpTimeoutException e) {
            throw new IOException(target + " did not answer within " + seconds(patience.stall()), e);
        } catch (ConnectException e) {
            boolean unknown = e.getCause() instanceof UnresolvedAddressException
                    || e.getCause() != null && e.getCause().getCause() instanceof UnresolvedAddressException;
            throw new Download.Refused(
                    unknown
                            ? (proxy.isPresent() ? peer : "the host " + host) + " cannot be found; is there a network?"
                            : peer + " cannot be reached",
                    e);
        } catch (SSLException e) {
            throw new Download.Refused("no safe connection to " + target + ": " + reason(e), e);
        } catch (IOException e) {
            Matcher tunnel = TUNNEL.matcher(reason(e));
            if (tunnel.find()) {
                throw failure(Integer.parseInt(tunnel.group(1)), peer + ", asked for " + host, e);
            }
            throw new IOException(target + ": " + reason(e), e);
        }
    }

    /** What stands between this machine and a host, in words. */
    private Optional<String> proxy(URI target) {
        return proxy.select(target).stream()
                .map(Proxy::address)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .map(address -> "the proxy " + address.getHostString() + ":" + address.getPort())
                .findFirst();
    }

    private static String through(Optional<String> proxy) {
        return proxy.map(name -> " through " + name).orElse("");
    }

    /** An answer that brings nothing, and whose it is. */
    IOException failure(HttpResponse<?> response) {
        Optional<String> proxy = proxy(response.uri());
        if (response.statusCode() == 407) {
            return new Download.Refused(
                    proxy.orElse("a proxy") + " asks for a password, which podium cannot give", null);
        }
        String from = response.uri().getHost() + through(proxy);
        if (response.statusCode() / 100 == 3) {
            String to = response.headers().firstValue("Location").orElse("nowhere");
            return new Download.Refused(
                    "HTTP " + response.statusCode() + " from " + from + ": it redirects to " + to
                            + ", which is not followed",
                    null);
        }
        return failure(response.statusCode(), from, null);
    }

    /** What may be otherwise the next time is not a {@link Download.Refused}. */
    private static IOException failure(int status, String from, IOException cause) {
        String said = "HTTP " + status + " from " + from;
        if (status == 408 || status == 429 || status >= 500) {
            return new IOException(said, cause);
        }
        return new Download.Refused(said + (status == 404 ? ": there is no such file" : ""), cause);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3g s", duration.toMillis() / 1e3);
    }

    /** Some of Java's own have no message. */
    static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
