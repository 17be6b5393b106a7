package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RleTest {
    /** Against numpy, see golden/rle/make_goldens.py. */
    @Test
    void runsAreAsKaggleHasThem() throws IOException {
        JsonNode cases;
        try (InputStream in = RleTest.class.getResourceAsStream("/golden/rle/rle.json")) {
            cases = new ObjectMapper().readTree(in);
        }
        assertThat(cases).hasSize(18);
        for (JsonNode golden : cases) {
            int height = golden.get("rows").size();
            int width = golden.get("rows").get(0).asText().length();
            byte[] mask = new byte[width * height];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = (byte) (golden.get("rows").get(i / width).asText().charAt(i % width) - '0');
            }
            String rle = golden.get("rle").asText();
            assertThat(Rle.encode(mask, width, height, 1)).isEqualTo(rle);
            assertThat(Rle.decode(rle, width, height)).isEqualTo(mask);
        }
    }

    @Test
    void tenThousandMasksReadBackEqual() {
        SplittableRandom random = new SplittableRandom(20261128);
        int withRuns = 0;
        for (int i = 0; i < 10_000; i++) {
            int width = 1 + random.nextInt(i % 10 == 0 ? 200 : 24);
            int height = 1 + random.nextInt(24);
            int classes = 1 + random.nextInt(4);
            byte[] mask = mask(random, width * height, classes);
            Map<Integer, String> runs = Rle.encode(mask, width, height);
            byte[] again = new byte[mask.length];
            int pixels = 0;
            for (int value = 0; value < classes; value++) {
                String text = runs.getOrDefault(value, "");
                assertThat(text).isEqualTo(Rle.encode(mask, width, height, value));
                byte[] decoded = Rle.decode(text, width, height);
                for (int pixel = 0; pixel < mask.length; pixel++) {
                    again[pixel] += (byte) (decoded[pixel] * value);
                    pixels += decoded[pixel];
                }
            }
            assertThat(again).isEqualTo(mask);
            assertThat(pixels).isEqualTo(mask.length);
            withRuns += runs.size() > 1 ? 1 : 0;
        }
        assertThat(withRuns).isGreaterThan(5000);
    }

    /** Of all densities, some in long runs. */
    private static byte[] mask(SplittableRandom random, int pixels, int classes) {
        double change = random.nextDouble();
        byte[] mask = new byte[pixels];
        int value = random.nextInt(classes);
        for (int i = 0; i < pixels; i++) {
            value = random.nextDouble() < change * change ? random.nextInt(classes) : value;
            mask[i] = (byte) value;
        }
        return mask;
    }

    @Test
    void pixelsAreCountedDownTheColumns() {
        byte[] mask = {0, 1, 1, 0, 1, 0};
        assertThat(Rle.encode(mask, 3, 2, 1)).isEqualTo("3 3");
        assertThat(Rle.encode(mask, 2, 3, 1))
                .as("of the same pixels in three rows")
                .isEqualTo("2 3");
        assertThat(Rle.encode(mask, 3, 2)).isEqualTo(Map.of(0, "1 2 6 1", 1, "3 3"));
        assertThat(Rle.decode("  1\t1   4 2\n", 3, 2)).containsExactly(1, 0, 1, 0, 1, 0);
        assertThat(Rle.decode("1 2 3 1", 3, 2)).as("runs may touch").containsExactly(1, 1, 0, 1, 0, 0);
        assertThat(Rle.decode(" ", 3, 2)).containsOnly(0);
        assertThatThrownBy(() -> Rle.encode(mask, 3, 3)).hasMessage("6 pixels, expected 3 × 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5        | start 5 has no length, expected pairs of start and length",
                "1 2 5    | start 5 has no length, expected pairs of start and length",
                "0 2      | run '0 2' begins before pixel 1",
                "-3 2     | run '-3 2' begins before pixel 1",
                "2 0      | run '2 0' has no pixel, expected a length of at least 1",
                "2 -1     | run '2 -1' has no pixel, expected a length of at least 1",
                "5 3      | run '5 3' ends behind the last of 6 pixels",
                "7 1      | run '7 1' ends behind the last of 6 pixels",
                "2 9223372036854775807 | run '2 9223372036854775807' ends behind the last of 6 pixels",
                "4 1 1 2  | run '1 2' begins at or before pixel 4, where the run before it ends: expected sorted runs"
                        + " that do not overlap",
                "1 3 3 1  | run '3 1' begins at or before pixel 3, where the run before it ends: expected sorted runs"
                        + " that do not overlap",
                "1 x      | 'x' is no whole number",
                "1.0 2    | '1.0' is no whole number",
                "1,2      | '1,2' is no whole number",
                "99999999999999999999 1 | '99999999999999999999' is no whole number",
            })
    void whatIsNoMaskIsRefused(String text, String problem) {
        assertThatThrownBy(() -> Rle.decode(text, 3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
        assertThat(Rle.isValid(text)).isEqualTo(text.equals("5 3") || text.equals("7 1"));
    }
}
