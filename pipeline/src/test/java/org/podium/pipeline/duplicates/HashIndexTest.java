package org.podium.pipeline.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashIndexTest {
    /** Whatever the hashes are, those are found that looking at each finds, and each once. */
    @ParameterizedTest
    @CsvSource({"0,500,64", "1,500,64", "2,500,64", "3,2000,12", "4,2000,6", "5,300,2", "6,1,1", "7,0,1"})
    void findsWhatLookingAtEachFinds(long seed, int count, int turned) {
        SplittableRandom random = new SplittableRandom(seed);
        long centre = random.nextLong();
        long[] hashes = new long[count];
        for (int i = 0; i < count; i++) {
            hashes[i] = centre;
            for (int t = random.nextInt(turned + 1); t > 0; t--) {
                hashes[i] ^= 1L << random.nextInt(64);
            }
        }
        HashIndex index = new HashIndex(hashes);
        for (int bits = 0; bits <= 11; bits++) {
            long query = centre ^ 1L << random.nextInt(64);
            int most = bits;
            List<Integer> found = new ArrayList<>();
            index.within(query, bits, found::add);
            assertThat(found)
                    .as("%d bits", bits)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, count)
                            .filter(i -> Long.bitCount(query ^ hashes[i]) <= most)
                            .boxed()
                            .toList());
        }
    }
}
