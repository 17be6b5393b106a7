package org.podium.folds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacesTest {
    /** Both where parts are scanned and where they are in a tree. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 100, 128, 1_000})
    void takesThePlaceAskedFor(int count) {
        SplittableRandom random = new SplittableRandom(count);
        Places places = new Places(2);
        List<Integer> expected = new ArrayList<>();
        for (int ofClass : new int[] {1, 0}) {
            places.begin(ofClass);
            for (int part = 0; part < count; part++) {
                int number = part == 0 ? 1 : random.nextInt(4);
                places.add(part, number);
                int same = part;
                if (ofClass == 0) {
                    IntStream.range(0, number).forEach(i -> expected.add(same));
                }
            }
            places.end(ofClass);
        }
        while (!expected.isEmpty()) {
            int place = random.nextInt(expected.size());
            assertThat(places.take(0, place)).isEqualTo(expected.remove(place));
        }
    }
}
