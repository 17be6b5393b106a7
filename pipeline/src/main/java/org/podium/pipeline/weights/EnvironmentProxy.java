package org.podium.pipeline.weights;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.podium.pipeline.error.UserError;

/**
 * The proxy that {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy} name, in small letters or
 * capitals; where none does, the one that Java was started with. HTTP proxies without a password only.
 */
final class EnvironmentProxy extends ProxySelector {
    private final Map<String, String> environment;

    EnvironmentProxy(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI target) {
        Optional<String> named = Stream.of(target.getScheme().toLowerCase(Locale.ROOT) + "_proxy", "all_proxy")
                .flatMap(this::variable)
                .findFirst();
        if (named.isEmpty()) {
            return ProxySelector.getDefault().select(target);
        }
        return List.of(isExempt(target.getHost()) ? Proxy.NO_PROXY : proxy(named.get()));
    }

    private Stream<String> variable(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(environment::get)
                .filter(value -> value != null && !value.isBlank())
                .map(String::strip);
    }

    private boolean isExempt(String host) {
        return variable("no_proxy")
                .flatMap(list -> Arrays.stream(list.split("[,\\s]+")))
                .map(suffix -> suffix.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", ""))
                .anyMatch(suffix -> suffix.equals("*")
                        || host.equalsIgnoreCase(suffix)
                        || !suffix.isEmpty()
                                && host.toLowerCase(Locale.ROOT).endsWith("." + suffix.toLowerCase(Locale.ROOT)));
    }

    private static Proxy proxy(String text) {
        URI address;
        try {
            address = new URI(text.contains("://") ? text : "http://" + text);
        } catch (URISyntaxException e) {
            // Neither the text nor the cause is shown: there may be a password in it.
            throw malformed();
        }
        if (address.getRawAuthority() != null && address.getRawAuthority().contains("@")) {
            throw new UserError("the proxy in the environment asks for a user and a password, which podium cannot give:"
                    + " name a proxy without, such as one on this machine that adds them");
        }
        if (address.getHost() == null || !"http".equalsIgnoreCase(address.getScheme())) {
            throw malformed();
        }
        int port = address.getPort() < 0 ? 80 : address.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), port));
    }

    private static UserError malformed() {
        return new UserError("the proxy in the environment is not of the form http://host:port");
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        // Whoever connects is told by the exception.
    }
}
