package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_16UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Image, mask, boxes and keypoints move together. The image shows its own mask: each class has a corner of the colour
 * cube, and black, the last corner, is where nothing is known. No mixture of corners is a corner, so that a pixel that
 * shows one comes from pixels of that class alone, and its label has to say so.
 */
class InStepTest {
    private static final int CLASSES = 7;
    private static final int FILL = 255;
    private static final int DRAWS = 12;

    private PointerScope scope;

    @BeforeEach
    void open() {
        scope = new PointerScope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** All that move pixels and leave their colours. */
    static List<Transform> geometric() {
        return TransformContractTest.transforms()
                .filter(transform -> transform instanceof Geometric
                        || transform instanceof Sequence
                        || transform instanceof OneOf
                        || transform instanceof Sometimes)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("geometric")
    void theMaskIsStillTheImages(Transform transform) {
        for (int seed = 0; seed < DRAWS; seed++) {
            Sample sample = coloured(61 + seed, 83 - seed, seed, CV_8UC1);
            assertInStep(transform.draw(sample, stream(seed)).apply(sample), 0.2);
        }
    }

    @ParameterizedTest
    @MethodSource("geometric")
    void aMaskOf16BitsMovesAlike(Transform transform) {
        Sample narrow = coloured(61, 83, 4, CV_8UC1);
        Sample wide = coloured(61, 83, 4, CV_16UC1);

        Sample moved = transform.draw(wide, stream(4)).apply(wide);

        assertThat(labels(moved))
                .isEqualTo(labels(transform.draw(narrow, stream(4)).apply(narrow)));
        assertThat(moved.mask().orElseThrow().labels().type()).isEqualTo(CV_16UC1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void afterAnyChainTheMaskIsStillTheImages(int seed) {
        RandomGenerator random = stream(seed);
        // Some make images too small to still show anything.
        List<Transform> all = geometric().stream()
                .filter(transform -> transform
                        .outputSize(Optional.of(new ImageSize(70, 90)))
                        .map(size -> size.area() > 1000)
                        .orElse(true))
                .toList();
        List<Transform> chain = IntStream.range(0, 4)
                .mapToObj(i -> all.get(random.nextInt(all.size())))
                .toList();
        Sample sample = coloured(70, 90, seed, CV_8UC1);

        Sample changed = new Sequence(chain).apply(sample, i -> stream(31 * seed + i));

        assertInStep(changed, 0.05);
        // Drawing moves the mask where a later draw looks at it, and so comes to the same.
        Sample replayed =
                new Sequence(chain).draw(sample, i -> stream(31 * seed + i)).apply(sample);
        assertThat(labels(replayed)).isEqualTo(labels(changed));
        assertThat(Images.bytes(replayed.image())).isEqualTo(Images.bytes(changed.image()));
    }

    @Test
    void aBorderThatGoesOnIsStillUnknown() {
        Sample sample = coloured(20, 20, 1, CV_8UC1);
        Border mirrored = new Border(Border.Mode.REFLECT_101, 0);
        Sample padded = new Pad(30, 40, 1, 1, Pad.Position.TOP_LEFT, mirrored)
                .draw(sample, stream(0))
                .apply(sample);

        byte[] rgb = Images.bytes(padded.image());
        int[] labels = labels(padded);
        for (int row = 0; row < 30; row++) {
            for (int column = 0; column < 40; column++) {
                assertThat(shown(rgb, 40 * row + column)).isBetween(0, CLASSES - 1);
                assertThat(labels[40 * row + column] == FILL).isEqualTo(row >= 20 || column >= 20);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("geometric")
    void aKeypointAndABoxMoveWithWhatTheyMark(Transform transform) {
        int seen = 0;
        for (int seed = 0; seed < 5 * DRAWS; seed++) {
            RandomGenerator random = stream(seed + 70);
            int left = 8 + random.nextInt(7);
            int top = 8 + random.nextInt(7);
            Mat image = Images.plain(28, 26, 0, 0, 0);
            opencv_imgproc.rectangle(
                    image, new Rect(left, top, 6, 4), Scalar.all(255), opencv_imgproc.FILLED, opencv_imgproc.LINE_8, 0);
            Box box = new Box(left, top, left + 6, top + 4);
            Sample sample = new Sample(image, Optional.empty(), List.of(box), List.of(new Keypoint(left + 3, top + 2)));
            Change change = transform.draw(sample, random);
            Sample moved = change.apply(sample);
            Optional<Dot> dot = Dot.in(moved.image());
            if (dot.isEmpty() || change instanceof Holes) {
                continue;
            }
            seen++;
            // Neighbours are displaced differently, so that the middle of an area is not quite where its middle went.
            dot.get().assertMarked(moved, change instanceof Distortion ? 2 : 0.3);
        }
        assertThat(seen).isGreaterThan(transform instanceof CoarseDropout ? -1 : 2);
    }

    /** Displacements that change by more than a pixel per pixel, where following a field back does not come to rest. */
    @Test
    void throughAWideGridPointsAndBoxesGoExactlyWhereTheyBelong() {
        Grid grid = new Grid(List.of(1.0, 8.0, 1.0), List.of(1.0));
        Sample sample = new Sample(
                Images.noise(90, 30), Optional.empty(), List.of(new Box(9, 3, 45, 20)), List.of(new Keypoint(27, 11)));

        Sample changed = grid.apply(sample);

        // The 72 columns from 9 on become the 30 in the middle.
        assertThat(changed.keypoints()).containsExactly(new Keypoint(37.5, 11));
        assertThat(changed.boxes()).containsExactly(new Box(30, 3, 45, 20));
    }

    @Test
    void inPerspectivePointsGoExactlyWhereTheMatrixTakesThem() {
        Sample sample = new Sample(
                Images.noise(90, 70), Optional.empty(), List.of(), List.of(new Keypoint(31, 22), new Keypoint(60, 41)));
        RandomGenerator random = stream(3);
        for (int i = 0; i < DRAWS; i++) {
            Tilt tilt = new Perspective(new Range(0.1, 0.1), Border.DEFAULTS).draw(sample, random);

            assertThat(tilt.apply(sample).keypoints())
                    .isEqualTo(sample.keypoints().stream()
                            .map(tilt.matrix()::map)
                            .filter(point -> point.in(sample.size()))
                            .toList());
        }
    }

    @Test
    void holesLeaveBoxesAndKeypoints() {
        Sample sample = new Sample(
                Images.noise(9, 9), Optional.empty(), List.of(new Box(1, 2, 3, 4)), List.of(new Keypoint(2, 2)));
        Sample changed = CoarseDropout.DEFAULTS.draw(sample, stream(1)).apply(sample);

        assertThat(changed.boxes()).isEqualTo(sample.boxes());
        assertThat(changed.keypoints()).isEqualTo(sample.keypoints());
    }

    @Test
    void whatLeavesTheImageIsDroppedAndWhatReachesBeyondItIsClipped() {
        Sample sample = new Sample(
                Images.noise(20, 10),
                Optional.empty(),
                List.of(new Box(0, 0, 5, 5), new Box(4, 2, 8, 12), new Box(14, 0, 20, 2)),
                List.of(new Keypoint(4.9, 3), new Keypoint(5, 3), new Keypoint(15.1, 3)));

        Sample cut = Window.unscaled(5, 0, new ImageSize(10, 10)).apply(sample);

        assertThat(cut.boxes()).containsExactly(new Box(0, 2, 3, 10), new Box(9, 0, 10, 2));
        assertThat(cut.keypoints()).containsExactly(new Keypoint(0, 3));
    }

    /** Where something bright is in a black image: its centre of mass and the edges of what is bright. */
    private record Dot(Keypoint centre, double left, double top, double right, double bottom) {
        /** Empty if it is not all inside the image. */
        static Optional<Dot> in(Mat image) {
            byte[] rgb = Images.bytes(image);
            int width = image.cols();
            double mass = 0;
            double x = 0;
            double y = 0;
            List<Keypoint> bright = new ArrayList<>();
            for (int i = 0; i < rgb.length / 3; i++) {
                int level = rgb[3 * i] & 0xff;
                double column = i % width + 0.5;
                double row = i / width + 0.5;
                boolean edge = column < 1 || row < 1 || column > width - 1 || row > image.rows() - 1;
                if (level > 0 && edge) {
                    return Optional.empty();
                }
                mass += level;
                x += level * column;
                y += level * row;
                if (level > 127) {
                    bright.add(new Keypoint(column, row));
                }
            }
            if (bright.isEmpty()) {
                return Optional.empty();
            }
            var columns = bright.stream().mapToDouble(Keypoint::x).summaryStatistics();
            var rows = bright.stream().mapToDouble(Keypoint::y).summaryStatistics();
            return Optional.of(new Dot(
                    new Keypoint(x / mass, y / mass),
                    columns.getMin() - 0.5,
                    rows.getMin() - 0.5,
                    columns.getMax() + 0.5,
                    rows.getMax() + 0.5));
        }

        /** Edges are seen to a pixel; the centre of mass better. */
        void assertMarked(Sample sample, double within) {
            Keypoint point = sample.keypoints().get(0);
            assertThat(Math.hypot(point.x() - centre.x(), point.y() - centre.y()))
                    .isLessThan(within);
            Box box = sample.boxes().get(0);
            assertThat(box.left()).isLessThan(left + 1 + within);
            assertThat(box.top()).isLessThan(top + 1 + within);
            assertThat(box.right()).isGreaterThan(right - 1 - within);
            assertThat(box.bottom()).isGreaterThan(bottom - 1 - within);
        }
    }

    private static void assertInStep(Sample sample, double leastSure) {
        byte[] rgb = Images.bytes(sample.image());
        int[] labels = labels(sample);
        int sure = 0;
        Set<Integer> wrong = new HashSet<>();
        for (int i = 0; i < labels.length; i++) {
            assertThat(labels[i] < CLASSES || labels[i] == FILL)
                    .as("label %d", labels[i])
                    .isTrue();
            int shown = shown(rgb, i);
            sure += shown >= 0 ? 1 : 0;
            if (shown >= 0 && shown != labels[i]) {
                wrong.add(i);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat((double) sure / labels.length).isGreaterThan(leastSure);
    }

    /** The class whose colour a pixel has, {@link #FILL} if it is black, -1 if it is a mixture. */
    private static int shown(byte[] rgb, int pixel) {
        int corner = 0;
        for (int channel = 0; channel < 3; channel++) {
            int level = rgb[3 * pixel + channel] & 0xff;
            if (level != 0 && level != 255) {
                return -1;
            }
            corner += level == 0 ? 0 : 1 << channel;
        }
        return corner == 0 ? FILL : corner - 1;
    }

    /** Areas of one class each, large enough to survive being shrunk, and irregular. */
    private static Sample coloured(int width, int height, int seed, int type) {
        int[] classes = new int[width * height];
        double[] centres = new SplittableRandom(seed).doubles(2 * CLASSES).toArray();
        for (int i = 0; i < classes.length; i++) {
            double nearest = Double.MAX_VALUE;
            for (int index = 0; index < CLASSES; index++) {
                double distance =
                        Math.hypot(i % width - width * centres[2 * index], i / width - height * centres[2 * index + 1]);
                if (distance < nearest) {
                    nearest = distance;
                    classes[i] = index;
                }
            }
        }
        byte[] rgb = new byte[3 * classes.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) ((classes[i / 3] + 1 >> i % 3 & 1) * 255);
        }
        Mat labels = new Mat(height, width, CV_8UC1);
        byte[] bytes = new byte[classes.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) classes[i];
        }
        labels.data().put(bytes);
        Mat typed = new Mat();
        labels.convertTo(typed, type);
        return Sample.of(Images.of(width, height, rgb), new Mask(typed, FILL));
    }

    private static int[] labels(Sample sample) {
        byte[] bytes = Images.labels(sample.mask().orElseThrow());
        return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xff).toArray();
    }

    private static RandomGenerator stream(long seed) {
        return new SplittableRandom(seed);
    }
}
