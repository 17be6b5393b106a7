package org.podium.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against albumentations and OpenCV; {@code golden/make_goldens.py} made the images. */
class GeometryGoldenTest {
    private static final Border BLACK = Border.DEFAULTS;
    private static final Border MIRRORED = new Border(Border.Mode.REFLECT_101, 0);
    private static final ImageSize SIZE = new ImageSize(48, 40);
    private static final Range NONE = new Range(0, 0);

    /** Nothing is left to chance in these. */
    static Stream<Arguments> transforms() {
        return Stream.of(
                arguments("vertical_flip", new VerticalFlip(1)),
                arguments("transpose", new Transpose(1)),
                arguments("rotate", new Rotate(new Range(27, 27), BLACK)),
                arguments("resize_area", new Resize(1, false, Optional.of(13), Optional.of(17))),
                arguments("resize_linear", new Resize(1, false, Optional.of(61), Optional.of(50))),
                arguments("longest", new LongestMaxSize(15)),
                arguments("pad", new Pad(45, 63, 1, 1, Pad.Position.CENTER, new Border(Border.Mode.CONSTANT, 40))),
                arguments("pad_divisor", new Pad(1, 1, 32, 32, Pad.Position.BOTTOM_RIGHT, BLACK)));
    }

    /** What a transform cannot be made to draw exactly. */
    static Stream<Arguments> changes() {
        Matrix affine = Matrix.translation(5, -3)
                .after(Matrix.shear(-12, 7))
                .after(Matrix.rotation(20))
                .after(Matrix.scaling(1.3, 0.8))
                .around(SIZE);
        Matrix quadrangle =
                Matrix.ofUnitSquare(new Keypoint(5, 2), new Keypoint(46, 4), new Keypoint(41, 38), new Keypoint(3, 33));
        Matrix away = quadrangle.after(Matrix.scaling(1.0 / 48, 1.0 / 40));
        return Stream.of(
                arguments("rotate90_1", Symmetry.turned(1)),
                arguments("rotate90_2", Symmetry.turned(2)),
                arguments("rotate90_3", Symmetry.turned(3)),
                arguments("affine", new Warp(affine, new Border(Border.Mode.CONSTANT, 90))),
                arguments("perspective", new Tilt(away.inverse(), BLACK)),
                arguments("perspective_away", new Tilt(away, BLACK)),
                arguments("grid", new Grid(List.of(1.31, 0.7, 1.12, 0.8), List.of(0.91, 1.2, 0.76))),
                arguments("elastic", new Elastic(7, 60, 6, BLACK)));
    }

    static Stream<Arguments> all() {
        return Stream.concat(
                transforms().map(each -> {
                    Transform transform = (Transform) each.get()[1];
                    return arguments(each.get()[0], drawn(transform));
                }),
                changes());
    }

    @ParameterizedTest
    @MethodSource("all")
    void movesPixelsAndLabelsAsTheReferenceDoes(String golden, Change change) {
        Sample moved = change.apply(Sample.of(Images.golden("input"), Images.goldenMask("input")));

        Difference difference = Difference.between(moved.image(), Images.golden(golden));
        assertThat(difference.max()).as("levels").isLessThanOrEqualTo(1);
        assertThat(unlike(moved.mask().orElseThrow(), Images.goldenMask(golden)))
                .as("share of other labels")
                .isLessThan(0.005);
    }

    static Stream<Arguments> mirrored() {
        return Stream.of(
                arguments("pad_mirrored", new Pad(64, 64, 1, 1, Pad.Position.CENTER, MIRRORED)),
                arguments("rotate_mirrored", new Rotate(new Range(-61, -61), MIRRORED)));
    }

    /** The references mirror the mask as well, where ours is unknown. */
    @ParameterizedTest
    @MethodSource("mirrored")
    void imagesGoOnAsTheReferenceLetsThem(String golden, Transform transform) {
        Mat moved = drawn(transform).apply(Images.golden("input"));

        assertThat(Difference.between(moved, Images.golden(golden)).max()).isLessThanOrEqualTo(1);
    }

    private static Change drawn(Transform transform) {
        return transform.draw(Images.outline(SIZE.width(), SIZE.height()), new SplittableRandom(0));
    }

    /** Ties between two pixels are broken this way or that, depending on OpenCV's version. */
    private static double unlike(Mask actual, Mask expected) {
        byte[] a = Images.labels(actual);
        byte[] b = Images.labels(expected);
        assertThat(a).hasSameSizeAs(b);
        int unlike = 0;
        for (int i = 0; i < a.length; i++) {
            unlike += a[i] == b[i] ? 0 : 1;
        }
        return (double) unlike / a.length;
    }
}
