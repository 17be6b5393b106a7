package org.podium.pipeline.synthetic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random draws for one thing, named by a path such as seed, species, plant, photo. Whatever else is drawn, in whatever
 * order, the draws of a path are the same: its SHA-256 digest seeds the generator.
 */
final class Draw {

    private final SplittableRandom random;

    private Draw(long seed) {
        random = new SplittableRandom(seed);
    }

    static Draw of(Object... path) {
        StringBuilder name = new StringBuilder();
        for (Object part : path) {
            name.append(part).append('/');
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(name.toString().getBytes(StandardCharsets.UTF_8));
            return new Draw(ByteBuffer.wrap(digest).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    long seed() {
        return random.nextLong();
    }

    /** Uniform in [low, high). Everything below rests on doubles alone: how Java bounds or shapes other numbers may change. */
    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Uniform among the whole numbers from low to high, both included. */
    int count(int low, int high) {
        return low + (int) between(0, high - low + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Bell-shaped with mean 0, standard deviation 1 and bounds of about 3: the sum of three uniform numbers. */
    double bell() {
        return 2 * (random.nextDouble() + random.nextDouble() + random.nextDouble()) - 3;
    }

    /** The value, made up to that share smaller or larger. */
    double vary(double value, double share) {
        return value * between(1 - share, 1 + share);
    }

    <T> T pick(List<T> choices) {
        return choices.get(count(0, choices.size() - 1));
    }

    <T> List<T> shuffled(List<T> items) {
        List<T> shuffled = new ArrayList<>(items);
        for (int last = shuffled.size() - 1; last > 0; last--) {
            int other = count(0, last);
            T swapped = shuffled.set(last, shuffled.get(other));
            shuffled.set(other, swapped);
        }
        return shuffled;
    }
}
