package org.podium.pipeline.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.competition.Mixing;

class MixerTest {
    private static final int ROWS = 7;
    private static final int HEIGHT = 9;
    private static final int WIDTH = 12;
    private static final int IMAGE = HEIGHT * WIDTH * 3;

    private static final Mixing MIXUP = new Mixing(Optional.of(0.4), Optional.empty(), 1, 0.5);
    private static final Mixing CUTMIX = new Mixing(Optional.empty(), Optional.of(1.0), 1, 0.5);

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[ROWS * IMAGE];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    private record Mixed(byte[] bytes, Optional<Mix> mix) {
        int level(int row, int i) {
            return bytes[row * IMAGE + i] & 0xff;
        }
    }

    private static Mixed mix(Mixing mixing, byte[] bytes, long seed) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(bytes.length).put(bytes);
        Optional<Mix> mix = new Mixer(Optional.of(mixing)).mix(pixels, ROWS, HEIGHT, WIDTH, new SplittableRandom(seed));
        byte[] after = new byte[bytes.length];
        pixels.get(0, after);
        return new Mixed(after, mix);
    }

    private static void assertPermutation(int[] partners) {
        assertThat(partners).containsExactlyInAnyOrder(IntStream.range(0, ROWS).toArray());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mixupIsTheWeightedMeanOfImageAndPartnerRounded(long seed) {
        byte[] bytes = bytes(seed);
        Mixed before = new Mixed(bytes, Optional.empty());
        Mixed after = mix(MIXUP, bytes, seed);
        Mix mix = after.mix().orElseThrow();
        assertPermutation(mix.partners());
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < IMAGE; i++) {
                double exact =
                        mix.share() * before.level(row, i) + (1 - mix.share()) * before.level(mix.partners()[row], i);
                assertThat(after.level(row, i)).isEqualTo((int) Math.floor(exact + 0.5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void cutmixKeepsTheShareOfPixelsThatItSays(long seed) {
        byte[] bytes = bytes(seed);
        Mixed before = new Mixed(bytes, Optional.empty());
        Mixed after = mix(CUTMIX, bytes, seed);
        Mix mix = after.mix().orElseThrow();
        assertPermutation(mix.partners());
        for (int row = 0; row < ROWS; row++) {
            int partner = mix.partners()[row];
            if (partner == row) {
                continue;
            }
            int kept = 0;
            for (int pixel = 0; pixel < IMAGE; pixel += 3) {
                boolean own = equal(after, before, row, row, pixel);
                assertThat(own || equal(after, before, row, partner, pixel)).isTrue();
                kept += own ? 1 : 0;
            }
            // Random colours: no pixel of the partner's is the same as the row's own.
            assertThat((double) kept / (HEIGHT * WIDTH)).isCloseTo(mix.share(), within(1e-12));
        }
    }

    private static boolean equal(Mixed a, Mixed b, int rowOfA, int rowOfB, int pixel) {
        return IntStream.range(pixel, pixel + 3).allMatch(i -> a.level(rowOfA, i) == b.level(rowOfB, i));
    }

    /** What is pasted is one box, with the image's proportions where it is not cut off. */
    @Test
    void cutmixPastesABox() {
        int whole = 0;
        for (int seed = 0; seed < 300; seed++) {
            byte[] bytes = new byte[ROWS * IMAGE];
            for (int row = 0; row < ROWS; row++) {
                Arrays.fill(bytes, row * IMAGE, (row + 1) * IMAGE, (byte) row);
            }
            Mixed after = mix(CUTMIX, bytes, seed);
            Mix mix = after.mix().orElseThrow();
            int row = IntStream.range(0, ROWS)
                    .filter(i -> mix.partners()[i] != i)
                    .findFirst()
                    .orElseThrow();
            int[] pasted = IntStream.range(0, HEIGHT * WIDTH)
                    .filter(pixel -> after.level(row, 3 * pixel) != row)
                    .toArray();
            if (pasted.length == 0) {
                continue;
            }
            int left = Arrays.stream(pasted).map(pixel -> pixel % WIDTH).min().getAsInt();
            int right = Arrays.stream(pasted).map(pixel -> pixel % WIDTH).max().getAsInt();
            int top = pasted[0] / WIDTH;
            int bottom = pasted[pasted.length - 1] / WIDTH;
            int high = bottom - top + 1;
            int wide = right - left + 1;
            assertThat(high * wide).isEqualTo(pasted.length);
            if (top > 0 && left > 0 && bottom < HEIGHT - 1 && right < WIDTH - 1) {
                whole++;
                // Both sides are the same share of the image's, rounded down.
                assertThat(high * WIDTH).isLessThan((wide + 1) * HEIGHT);
                assertThat(wide * HEIGHT).isLessThan((high + 1) * WIDTH);
            }
        }
        assertThat(whole).isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void brightnessStaysInTheBatch(long seed) {
        byte[] bytes = bytes(seed);
        Mixed before = new Mixed(bytes, Optional.empty());
        Mixed mixup = mix(MIXUP, bytes, seed);
        Mixed cutmix = mix(CUTMIX, bytes, seed);
        for (int i = 0; i < IMAGE; i++) {
            int at = i;
            int sum = IntStream.range(0, ROWS).map(row -> before.level(row, at)).sum();
            assertThat(IntStream.range(0, ROWS)
                            .map(row -> cutmix.level(row, at))
                            .sum())
                    .isEqualTo(sum);
            assertThat((double) IntStream.range(0, ROWS)
                            .map(row -> mixup.level(row, at))
                            .sum())
                    .isCloseTo(sum, within(ROWS / 2.0));
        }
    }

    @Test
    void sameGeneratorSameBytes() {
        for (Mixing mixing : new Mixing[] {MIXUP, CUTMIX}) {
            byte[] bytes = bytes(9);
            Mixed once = mix(mixing, bytes, 3);
            Mixed again = mix(mixing, bytes, 3);
            assertThat(again.bytes()).isEqualTo(once.bytes()).isNotEqualTo(bytes);
            assertThat(again.mix().orElseThrow().partners())
                    .isEqualTo(once.mix().orElseThrow().partners());
            assertThat(mix(mixing, bytes, 4).bytes()).isNotEqualTo(once.bytes());
        }
    }

    @Test
    void leavesOtherBytesOfTheBufferAndItsPositionAlone() {
        ByteBuffer pixels = ByteBuffer.allocateDirect(ROWS * IMAGE).put(bytes(5));
        pixels.position(17);
        new Mixer(Optional.of(MIXUP)).mix(pixels, 3, HEIGHT, WIDTH, new SplittableRandom(1));
        assertThat(pixels.position()).isEqualTo(17);
        byte[] rest = new byte[(ROWS - 3) * IMAGE];
        pixels.get(3 * IMAGE, rest);
        assertThat(rest).isEqualTo(Arrays.copyOfRange(bytes(5), 3 * IMAGE, ROWS * IMAGE));
    }

    @Test
    void partnersOfLabels() {
        assertThat(new Mix(new int[] {2, 0, 1}, 0.3).partners(new long[] {7, 8, 9}))
                .containsExactly(9, 7, 8);
    }

    @Test
    void offLeavesTheBatchAlone() {
        ByteBuffer pixels = ByteBuffer.allocateDirect(ROWS * IMAGE).put(bytes(6));
        assertThat(new Mixer(Optional.empty()).mix(pixels, ROWS, HEIGHT, WIDTH, new SplittableRandom(1)))
                .isEmpty();
        byte[] after = new byte[ROWS * IMAGE];
        pixels.get(0, after);
        assertThat(after).isEqualTo(bytes(6));
    }

    /** Half of the batches are mixed, of those a quarter by CutMix. */
    @Test
    void batchesAreMixedAsOftenAsAsked() {
        Mixing both = new Mixing(Optional.of(5.0), Optional.of(5.0), 0.5, 0.25);
        byte[] bytes = new byte[ROWS * IMAGE];
        for (int row = 0; row < ROWS; row++) {
            Arrays.fill(bytes, row * IMAGE, (row + 1) * IMAGE, (byte) (30 * row));
        }
        int mixed = 0;
        int cut = 0;
        for (int seed = 0; seed < 2000; seed++) {
            Mixed after = mix(both, bytes, seed);
            if (after.mix().isPresent()) {
                mixed++;
                // Mixup makes levels that no image had.
                cut += IntStream.range(0, bytes.length).allMatch(i -> (after.bytes()[i] & 0xff) % 30 == 0) ? 1 : 0;
            }
        }
        assertThat(mixed).isBetween(930, 1070);
        assertThat(cut).isBetween(mixed / 4 - 60, mixed / 4 + 60);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.2, 0.5, 1, 2, 8})
    void sharesHaveTheMeanAndVarianceOfBeta(double alpha) {
        SplittableRandom random = new SplittableRandom(21);
        int draws = 50_000;
        double[] shares = IntStream.range(0, draws)
                .mapToDouble(i -> Mixer.beta(alpha, random))
                .toArray();
        assertThat(Arrays.stream(shares)).allMatch(share -> share >= 0 && share <= 1);
        double mean = Arrays.stream(shares).average().orElseThrow();
        double variance = Arrays.stream(shares)
                .map(share -> (share - mean) * (share - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.5, within(0.01));
        assertThat(variance).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.003));
    }

    /** Kolmogorov and Smirnov's distance from the distribution functions that have a simple form. */
    @Test
    void sharesAreDistributedAsBeta() {
        assertDistributed(0.5, x -> 2 / Math.PI * Math.asin(Math.sqrt(x)));
        assertDistributed(1, x -> x);
        assertDistributed(2, x -> x * x * (3 - 2 * x));
    }

    private static void assertDistributed(double alpha, DoubleUnaryOperator distribution) {
        SplittableRandom random = new SplittableRandom(22);
        int draws = 20_000;
        double[] shares = IntStream.range(0, draws)
                .mapToDouble(i -> Mixer.beta(alpha, random))
                .sorted()
                .toArray();
        double distance = IntStream.range(0, draws)
                .mapToDouble(i -> Math.abs(distribution.applyAsDouble(shares[i]) - (i + 0.5) / draws))
                .max()
                .orElseThrow();
        // One in a thousand is farther off than 1.95 / √n.
        assertThat(distance).isLessThan(1.95 / Math.sqrt(draws));
    }
}
