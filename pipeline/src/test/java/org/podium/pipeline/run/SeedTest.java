package org.podium.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SeedTest {
    /** Computed by another implementation (Python's hashlib). Were they to change, no run could be repeated. */
    @Test
    void derivedNumbersAreForEver() {
        assertThat(new Seed(0).derive()).isEqualTo(-5812615543772869766L);
        assertThat(new Seed(42).derive("shuffle", "resnet18", 0, 1)).isEqualTo(-8354062696170177253L);
        assertThat(new Seed(-1).derive("augment", "resnet18", 2, 7, "ä_0012", 0))
                .isEqualTo(1346236841509977556L);
    }

    @Test
    void streamsAreForEver() {
        RandomGenerator random = new Seed(42).stream("shuffle", "resnet18", 0, 1);
        assertThat(random.nextLong()).isEqualTo(5788159085694189829L);
        assertThat(random.nextInt(1000)).isEqualTo(305);
        assertThat(random.nextDouble()).isEqualTo(0.23856212514889086);
        assertThat(random.nextGaussian()).isEqualTo(-1.5350235115751978);
    }

    @Test
    void theSamePurposeIsTheSameStream() {
        RandomGenerator a = new Seed(3).stream("view", 1L, "x");
        RandomGenerator b = new Seed(3).stream("view", 1, "x");
        for (int i = 0; i < 100; i++) {
            assertThat(a.nextLong()).isEqualTo(b.nextLong());
        }
    }

    @Test
    void partsAreKeptApart() {
        Seed seed = new Seed(7);
        assertThat(seed.derive("a", "bc")).isNotEqualTo(seed.derive("ab", "c"));
        assertThat(seed.derive("a", "bc")).isNotEqualTo(seed.derive("abc"));
        assertThat(seed.derive("a", "")).isNotEqualTo(seed.derive("a"));
        assertThat(seed.derive(1, 23)).isNotEqualTo(seed.derive(12, 3));
    }

    @Test
    void everySeedAndPurposeIsAnotherNumber() {
        Set<Long> seen = new HashSet<>();
        for (long seed = -10; seed < 10; seed++) {
            for (int epoch = 0; epoch < 20; epoch++) {
                for (String id : new String[] {"a", "b", "c"}) {
                    assertThat(seen.add(new Seed(seed).derive("augment", epoch, id)))
                            .isTrue();
                }
            }
        }
    }

    /** Streams of neighbouring purposes agree in half of their bits, as independent ones do. */
    @Test
    void neighbouringStreamsAreIndependent() {
        long agreeing = 0;
        int words = 2000;
        for (int i = 0; i < words; i++) {
            long a = new Seed(1).stream("augment", i).nextLong();
            long b = new Seed(1).stream("augment", i + 1).nextLong();
            agreeing += 64 - Long.bitCount(a ^ b);
        }
        // Five standard deviations of a fair coin.
        double bits = 64.0 * words;
        assertThat(agreeing)
                .isBetween((long) (bits / 2 - 2.5 * Math.sqrt(bits)), (long) (bits / 2 + 2.5 * Math.sqrt(bits)));
    }
}
