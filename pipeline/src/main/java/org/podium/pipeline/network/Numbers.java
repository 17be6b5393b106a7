package org.podium.pipeline.network;

/** The number format in which a network computes; its weights are kept in fp32 either way. */
public enum Numbers {
    BF16,
    FP32;

    /** The program's method for it. */
    String method(String base) {
        return base + "_" + name().toLowerCase(java.util.Locale.ROOT);
    }
}
