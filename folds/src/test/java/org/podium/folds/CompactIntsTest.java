package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactIntsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128, 32_767, 32_768, 1_000_000})
    void holdsFromMinusOneToTheLargest(int largest) {
        CompactInts ints = CompactInts.upTo(largest, 3);
        ints.set(1, largest);
        ints.set(2, -1);
        assertThat(ints.size()).isEqualTo(3);
        assertThat(new int[] {ints.get(0), ints.get(1), ints.get(2)}).containsExactly(0, largest, -1);
        CompactInts filled = CompactInts.upTo(largest, 3);
        filled.fill(largest);
        assertThat(filled).isNotEqualTo(ints);
        filled.set(0, 0);
        filled.set(2, -1);
        assertThat(filled).isEqualTo(ints).hasSameHashCodeAs(ints);
    }
}
