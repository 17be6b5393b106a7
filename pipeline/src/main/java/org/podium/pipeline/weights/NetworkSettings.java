package org.podium.pipeline.weights;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.podium.pipeline.error.UserError;

/**
 * What the environment says about the network.
 *
 * @param offline {@code PODIUM_OFFLINE}: it is never touched
 * @param mirror {@code PODIUM_WEIGHTS_MIRROR} without a slash at its end: asked in place of the publishers
 */
record NetworkSettings(boolean offline, Optional<String> mirror) {
    private static final String MIRROR = "PODIUM_WEIGHTS_MIRROR";

    /** @throws UserError when the mirror is no address */
    static NetworkSettings of(Map<String, String> environment) {
        Optional<String> mirror = Optional.ofNullable(environment.get(MIRROR))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> text.replaceAll("/+$", ""));
        mirror.ifPresent(NetworkSettings::requireAddress);
        return new NetworkSettings(isOn(environment.getOrDefault("PODIUM_OFFLINE", "")), mirror);
    }

    private static boolean isOn(String value) {
        return !List.of("", "0", "false", "no").contains(value.strip().toLowerCase(Locale.ROOT));
    }

    private static void requireAddress(String text) {
        try {
            URI address = new URI(text);
            if (address.getHost() != null && List.of("http", "https").contains(lower(address.getScheme()))) {
                return;
            }
        } catch (URISyntaxException e) {
            throw malformed(text, e);
        }
        throw malformed(text, null);
    }

    private static String lower(String scheme) {
        return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
    }

    private static UserError malformed(String text, Exception cause) {
        return new UserError(MIRROR + " is '" + text + "', expected http://host/folder or https://host/folder", cause);
    }

    /** Where a published file is asked for; empty when it comes with podium. */
    Optional<URI> source(WeightsEntry entry) {
        return entry.url().map(published -> mirror.map(address -> URI.create(address + "/" + entry.file()))
                .orElse(published));
    }
}
