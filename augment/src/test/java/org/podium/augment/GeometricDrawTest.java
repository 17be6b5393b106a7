package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How geometric parameters and choices are distributed, and which way they go. */
class GeometricDrawTest {
    private static final int DRAWS = 10_000;
    private static final Sample IMAGE = Images.outline(100, 60);
    private static final Transform UPSIDE_DOWN = new VerticalFlip(1);
    private static final Transform MIRRORED = new HorizontalFlip(1);
    private static final Transform ACROSS = new Transpose(1);

    private static <T> List<T> draw(Transform transform, Class<T> type) {
        SplittableRandom random = new SplittableRandom(11);
        return Stream.generate(() -> type.cast(transform.draw(IMAGE, random)))
                .limit(DRAWS)
                .toList();
    }

    /** How often each outcome is, as a share. */
    private static <T> Map<T, Double> shares(List<T> outcomes) {
        return outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome,
                        Collectors.collectingAndThen(Collectors.counting(), n -> (double) n / DRAWS)));
    }

    private static <T> void assertUniform(List<T> draws, ToDoubleFunction<T> value, double low, double high) {
        var values = draws.stream().mapToDouble(value).summaryStatistics();
        double width = high - low;
        assertThat(values.getMin()).isBetween(low - 1e-9, low + 0.01 * width);
        assertThat(values.getMax()).isBetween(high - 0.01 * width, high + 1e-9);
        assertThat(values.getAverage()).isCloseTo((low + high) / 2, within(0.02 * width));
    }

    @Test
    void quarterTurnsAreEquallyLikely() {
        Map<Symmetry, Double> shares = shares(draw(Rotate90.DEFAULTS, Symmetry.class));

        assertThat(shares).hasSize(4);
        assertThat(shares.values()).allSatisfy(share -> assertThat(share).isCloseTo(0.25, within(0.02)));
    }

    @Test
    void aQuarterTurnIsCounterClockwiseHoweverItIsDone() {
        Keypoint right = new Keypoint(100, 30);
        Matrix quarter = Matrix.rotation(90).around(new ImageSize(100, 60));

        assertThat(Symmetry.turned(1).move(right, new ImageSize(100, 60))).isEqualTo(new Keypoint(30, 0));
        assertThat(quarter.map(right).x()).isCloseTo(50, within(1e-9));
        assertThat(quarter.map(right).y()).isCloseTo(-20, within(1e-9));
    }

    @Test
    void anglesAreUniform() {
        List<Warp> warps = draw(new Rotate(new Range(-20, 70), Border.DEFAULTS), Warp.class);

        assertUniform(
                warps,
                warp -> Math.toDegrees(
                        Math.atan2(warp.matrix().xy(), warp.matrix().xx())),
                -20,
                70);
    }

    @Test
    void affineDrawsEachAxisForItself() {
        Range scale = new Range(0.5, 2);
        Range none = new Range(0, 0);
        Keypoint middle = new Keypoint(50, 30);
        List<Warp> warps =
                draw(new Affine(scale, false, new Range(-0.1, 0.3), none, none, Border.DEFAULTS), Warp.class);

        assertUniform(warps, warp -> warp.matrix().xx(), 0.5, 2);
        assertUniform(warps, warp -> warp.matrix().yy(), 0.5, 2);
        assertUniform(warps, warp -> warp.matrix().map(middle).x() - 50, -10, 30);
        assertUniform(warps, warp -> warp.matrix().map(middle).y() - 30, -6, 18);
        assertThat(warps).anySatisfy(warp -> assertThat(
                        Math.abs(warp.matrix().xx() - warp.matrix().yy()))
                .isGreaterThan(1));
        assertThat(draw(new Affine(scale, true, none, none, none, Border.DEFAULTS), Warp.class))
                .allSatisfy(warp ->
                        assertThat(warp.matrix().xx()).isEqualTo(warp.matrix().yy()));
    }

    @Test
    void shearSlantsByItsDegrees() {
        Range none = new Range(0, 0);
        List<Warp> warps =
                draw(new Affine(new Range(1, 1), false, none, none, new Range(-30, 10), Border.DEFAULTS), Warp.class);

        assertUniform(warps, warp -> -Math.toDegrees(Math.atan(warp.matrix().xy())), -30, 10);
        assertUniform(warps, warp -> -Math.toDegrees(Math.atan(warp.matrix().yx())), -30, 10);
    }

    @Test
    void aPerspectiveShowsTheInsideOfFourPointsNearTheCorners() {
        List<Tilt> tilts = draw(new Perspective(new Range(0.05, 0.05), Border.DEFAULTS), Tilt.class);

        List<Double> inside = new ArrayList<>();
        for (Tilt tilt : tilts) {
            Keypoint corner = tilt.matrix().inverse().map(new Keypoint(100, 0));
            assertThat(corner.x()).isBetween(100 * (1 - 0.32), 100.0 + 1e-6);
            assertThat(corner.y()).isBetween(-1e-6, 60 * 0.32);
            inside.add(corner.y() / 60);
        }
        // The mean of a normal number without its sign is sqrt(2 / pi) of the standard deviation.
        assertThat(inside.stream().mapToDouble(d -> d).average().orElseThrow())
                .isCloseTo(0.05 * Math.sqrt(2 / Math.PI), within(0.002));
    }

    @ParameterizedTest
    @CsvSource({"1.2,0.3,5,-0.2,0.8,3,0,0", "0.9,-0.4,-20,0.1,1.3,7,0.002,-0.001"})
    void anInverseTakesEveryPointBack(
            double xx, double xy, double x0, double yx, double yy, double y0, double wx, double wy) {
        Matrix matrix = new Matrix(xx, xy, x0, yx, yy, y0, wx, wy);
        Keypoint there = matrix.map(new Keypoint(31, 17));

        for (Keypoint back : List.of(
                matrix.inverse().map(there), matrix.inverse().after(matrix).map(new Keypoint(31, 17)))) {
            assertThat(back.x()).isCloseTo(31, within(1e-9));
            assertThat(back.y()).isCloseTo(17, within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2.7, 5, 12})
    void elasticDisplacementsAreAsLargeAsPromised(double sigma) {
        Field field = new Elastic(5, 50, sigma, Border.DEFAULTS).field(ImageSize.square(400));

        FloatIndexer offsets = field.offsets().createIndexer();
        double squares = 0;
        int count = 0;
        // Noise goes on at the edges as its last point, and so is larger there.
        for (int row = 40; row < 360; row++) {
            for (int column = 40; column < 360; column++) {
                squares += Math.pow(offsets.get(row, column, 0), 2) + Math.pow(offsets.get(row, column, 1), 2);
                count += 2;
            }
        }
        // Uniform noise has a variance of 1/3; a Gaussian leaves 1 / (4 pi sigma^2) of it.
        double promised = 50 / Math.sqrt(3) / (2 * Math.sqrt(Math.PI) * sigma);
        assertThat(Math.sqrt(squares / count) / promised).isBetween(0.85, 1.15);
    }

    @Test
    void aPointGoesToThePixelThatTakesFromIt() {
        for (Distortion distortion :
                List.of(new Elastic(3, 30, 5, Border.DEFAULTS), new Grid(List.of(1.0, 0.1, 1.9), List.of(0.2, 1.8)))) {
            ImageSize size = new ImageSize(100, 60);
            Field field = distortion.field(size);
            UnaryOperator<Keypoint> motion = distortion.motion(field, size);
            FloatIndexer offsets = field.offsets().createIndexer();
            for (int row = 4; row < 56; row += 7) {
                for (int column = 4; column < 96; column += 9) {
                    Keypoint source = new Keypoint(
                            column + 0.5 + offsets.get(row, column, 0), row + 0.5 + offsets.get(row, column, 1));
                    assertThat(motion.apply(source).x()).isCloseTo(column + 0.5, within(0.01));
                    assertThat(motion.apply(source).y()).isCloseTo(row + 0.5, within(0.01));
                }
            }
        }
    }

    @Test
    void cellsOfAGridAreUniform() {
        List<Grid> grids = draw(new GridDistortion(3, new Range(-0.2, 0.4)), Grid.class);

        assertThat(grids).allSatisfy(grid -> assertThat(grid.heights()).hasSize(3));
        assertUniform(grids, grid -> grid.widths().get(2), 0.8, 1.4);
        assertUniform(grids, grid -> grid.heights().get(0), 0.8, 1.4);
    }

    @Test
    void holesAreAsManyAndAsLargeAsAskedAndAnywhere() {
        Range height = new Range(0.1, 0.5);
        List<Holes> drawn =
                draw(new CoarseDropout(new IntRange(1, 3), height, new Range(0.2, 0.2), 7, false), Holes.class);

        assertThat(shares(drawn.stream().map(holes -> holes.holes().size()).toList()))
                .hasSize(3)
                .allSatisfy((count, share) -> assertThat(share).isCloseTo(1 / 3.0, within(0.03)));
        List<Part> holes = drawn.stream().flatMap(each -> each.holes().stream()).toList();
        assertThat(holes).allSatisfy(hole -> {
            assertThat(hole.size().width()).isEqualTo(20);
            assertThat(hole.left() + 20).isLessThanOrEqualTo(100);
        });
        assertUniform(holes, hole -> hole.left(), 0, 80);
        assertUniform(holes, hole -> hole.size().height(), 6, 29);
    }

    @Test
    void cropsAreAnywhereAndTooSmallImagesInTheMiddle() {
        List<Window> windows = draw(new RandomCrop(70), Window.class);

        assertUniform(windows, Window::left, 0, 30);
        assertThat(windows).allSatisfy(window -> assertThat(window.top()).isEqualTo(-5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 1})
    void sometimesIsAsOftenAsAsked(double p) {
        Map<Change, Double> shares = shares(draw(new Sometimes(p, UPSIDE_DOWN), Change.class));

        assertThat(shares.getOrDefault(new Symmetry(false, false, true), 0.0)).isCloseTo(p, within(0.02));
        assertThat(shares.getOrDefault(new Chain(List.of()), 0.0)).isCloseTo(1 - p, within(0.02));
    }

    @Test
    void oneOfGoesByItsWeights() {
        List<Transform> three = List.of(UPSIDE_DOWN, MIRRORED, ACROSS);

        assertThat(shares(draw(new OneOf(three), Change.class)).values())
                .hasSize(3)
                .allSatisfy(share -> assertThat(share).isCloseTo(1 / 3.0, within(0.02)));
        Map<Change, Double> weighted = shares(draw(new OneOf(three, List.of(3.0, 1.0, 0.0)), Change.class));
        assertThat(weighted).hasSize(2);
        assertThat(weighted.get(new Symmetry(false, false, true))).isCloseTo(0.75, within(0.02));
    }

    @Test
    void someOfTakesEverySubsetAsOftenAndKeepsTheOrder() {
        Map<Chain, Double> shares = shares(draw(new SomeOf(2, List.of(UPSIDE_DOWN, MIRRORED, ACROSS)), Chain.class));

        Symmetry upsideDown = new Symmetry(false, false, true);
        Symmetry mirrored = new Symmetry(false, true, false);
        Symmetry across = new Symmetry(true, false, false);
        assertThat(shares.keySet())
                .containsExactlyInAnyOrder(
                        new Chain(List.of(upsideDown, mirrored)),
                        new Chain(List.of(upsideDown, across)),
                        new Chain(List.of(mirrored, across)));
        assertThat(shares.values()).allSatisfy(share -> assertThat(share).isCloseTo(1 / 3.0, within(0.02)));
    }
}
