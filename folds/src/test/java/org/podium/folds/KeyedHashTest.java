package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyedHashTest {
    /** Plans of old runs follow from these values: changing them changes every fold file. */
    @Test
    void staysWhatItIs() {
        assertThat(KeyedHash.of(0, "")).isEqualTo(-2152535657050944081L);
        assertThat(KeyedHash.of(0, "row-1")).isEqualTo(-1931536732684098062L);
        assertThat(KeyedHash.of(42, "Blätter/ä.jpg")).isEqualTo(-3473489892548382452L);
    }

    @Test
    void similarTextsAndSeedsGiveDifferentHashes() {
        Set<Long> hashes = new HashSet<>();
        for (int seed = 0; seed < 10; seed++) {
            for (int i = 0; i < 1_000; i++) {
                hashes.add(KeyedHash.of(seed, String.valueOf(i)));
            }
        }
        assertThat(hashes).hasSize(10_000);
    }

    /** Rows without ids are hashed by position, so the row whose position is the seed was always drawn place 0. */
    @Test
    void aNumberEqualToTheSeedIsNoSpecialCase() {
        Set<Long> hashes = new HashSet<>();
        for (long seed = 0; seed < 1_000; seed++) {
            hashes.add(KeyedHash.of(seed, seed));
            assertThat(KeyedHash.of(seed, seed + 1)).isNotEqualTo(KeyedHash.of(seed + 1, seed));
        }
        assertThat(hashes).hasSize(1_000);
        long heldOut = LongStream.range(0, 1_000)
                .filter(seed -> new Holdout(0.5).split(Rows.of(1_000), seed).fold((int) seed) == 0)
                .count();
        assertThat(heldOut).isBetween(420L, 580L);
    }

    @Test
    void picksEveryNumberBelowTheBoundAboutAsOften() {
        int[] counts = new int[7];
        for (int i = 0; i < 7_000; i++) {
            counts[KeyedHash.below(7, i, "x")]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(880, 1_120);
        }
    }
}
