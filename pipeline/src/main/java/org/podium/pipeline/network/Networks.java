package org.podium.pipeline.network;

import java.util.List;

/** The networks by name. */
public final class Networks {
    private Networks() {}

    /** Every name that {@link #named} knows. */
    public static List<String> names() {
        return ResNet.NAMES;
    }

    /**
     * The network of that name.
     *
     * @param name one of {@link #names}
     * @param width multiplier of the channels, above 0 and at most 8
     * @param classes outputs, at least one
     */
    public static Architecture named(String name, double width, int classes) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("no network named " + name + "; there are " + names());
        }
        return ResNet.named(name, width, classes);
    }
}
