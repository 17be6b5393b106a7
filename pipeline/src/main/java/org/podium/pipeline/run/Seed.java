package org.podium.pipeline.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The root of all randomness in a run. A stream is a pure function of the seed and of what it is for, never of when or
 * where it is asked for; so results depend neither on the number of workers nor on an interruption.
 */
public record Seed(long value) {
    /**
     * A generator of its own for a purpose, such as {@code ("augment", "resnet18", 2, 7, "img_0012", 0)}.
     *
     * @param purpose strings and whole numbers, compared by their text
     */
    public RandomGenerator stream(Object... purpose) {
        return new SplittableRandom(derive(purpose));
    }

    /** The number behind {@link #stream}: the first 64 bits of SHA-256 over the seed and each part with its length. */
    public long derive(Object... purpose) {
        MessageDigest digest = Hashes.sha256();
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value).flip());
        for (Object part : purpose) {
            byte[] text = part.toString().getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).flip());
            digest.update(text);
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }
}
