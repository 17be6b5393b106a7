package org.podium.pipeline.weights;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Published weights that podium knows by name.
 *
 * @param name such as {@code torchvision/resnet18}
 * @param network whose weights they are, as a recipe names it
 * @param width multiplier of the network's channels
 * @param url where they are published; empty: they come with podium
 * @param file path in the cache, with {@code /} between folders; for weights that come with podium its last part is the
 *     resource
 * @param hash {@code sha256:...} (all digits or the first ones) or {@code sha1:...}; empty: not published where it could
 *     be looked up
 * @param megabytes size of the file, in 10^6 bytes
 * @param licence as their publisher states it
 * @param mean per-channel mean of the images they were trained on, RGB, on the 0 to 1 scale
 * @param sd per-channel standard deviation, likewise
 * @param size side in pixels of the images they were trained on
 */
public record WeightsEntry(
        String name,
        String network,
        double width,
        Optional<URI> url,
        String file,
        Optional<String> hash,
        double megabytes,
        String licence,
        List<Double> mean,
        List<Double> sd,
        int size) {
    public WeightsEntry {
        mean = List.copyOf(mean);
        sd = List.copyOf(sd);
        hash.ifPresent(Checksum::of);
        if (url.isEmpty() && hash.isEmpty()) {
            throw new IllegalArgumentException(name + " comes with podium and needs its hash");
        }
    }

    /** Whether they come with podium, so that no network is needed. */
    public boolean bundled() {
        return url.isEmpty();
    }

    Optional<Checksum> checksum() {
        return hash.map(Checksum::of);
    }
}
