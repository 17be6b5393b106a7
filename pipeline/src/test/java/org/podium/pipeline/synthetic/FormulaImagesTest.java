package org.podium.pipeline.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaImagesTest {
    private static final int SIDE = 40;
    private static final FormulaImages SET = new FormulaImages(5, 12, 3, SIDE);

    static Stream<Integer> families() {
        return IntStream.range(0, Formula.FAMILIES.size()).boxed();
    }

    @Test
    void everyClassIsAFolderOfItsImages(@TempDir Path folder) throws IOException {
        List<Integer> left = new ArrayList<>();
        SET.draw(folder, (done, total) -> left.add(total - done));
        assertThat(left).hasSize(36).isSortedAccordingTo((a, b) -> b - a).endsWith(0);
        Map<String, byte[]> files = files(folder);
        assertThat(files).hasSize(36).containsKeys("0000-contours/00000.jpg", "0007-fractal/00002.jpg");
        for (String file : files.keySet()) {
            try (Mat image = opencv_imgcodecs.imread(folder.resolve(file).toString())) {
                assertThat(List.of(image.rows(), image.cols(), image.channels()))
                        .as(file)
                        .containsExactly(SIDE, SIDE, 3);
            }
        }
    }

    /** An image depends on seed, class and number alone, whatever else there is. */
    @Test
    void moreClassesAndImagesLeaveTheOthersAsTheyAre(@TempDir Path few, @TempDir Path many) throws IOException {
        SET.draw(few, (done, total) -> {});
        new FormulaImages(5, 14, 4, SIDE).draw(many, (done, total) -> {});
        Map<String, byte[]> before = files(few);
        Map<String, byte[]> after = files(many);
        assertThat(after).hasSize(56);
        before.forEach((file, bytes) -> assertThat(after.get(file)).as(file).isEqualTo(bytes));
    }

    @ParameterizedTest
    @MethodSource("families")
    void imagesDifferBySeedClassAndNumber(int family) {
        int otherClass = family + Formula.FAMILIES.size();
        FormulaImages otherSeed = new FormulaImages(6, 12, 3, SIDE);
        Set<String> images = Set.of(
                text(SET.bgr(SET.formula(family), family, 0)),
                text(SET.bgr(SET.formula(family), family, 1)),
                text(SET.bgr(SET.formula(otherClass), family, 0)),
                text(otherSeed.bgr(otherSeed.formula(family), family, 0)));
        assertThat(images).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("families")
    void aFigureCoversAndColoursWithinRangeAndIsNotBlank(int family) {
        for (int number = family; number < 60; number += Formula.FAMILIES.size()) {
            Formula formula = SET.formula(number);
            Formula.Figure figure = formula.figure(Draw.of("figure", number));
            Set<Double> seen = new HashSet<>();
            for (double x = -1.2; x < 1.2; x += 0.07) {
                for (double y = -1.2; y < 1.2; y += 0.07) {
                    Formula.Ink ink = figure.at(x, y, 0.03);
                    assertThat(ink.cover()).isBetween(0.0, 1 + 1e-9);
                    assertThat(ink.tone()).isBetween(0.0, 1 + 1e-9);
                    seen.add(formula.fills() ? ink.tone() : ink.cover());
                }
            }
            assertThat(seen).as(SET.label(number)).hasSizeGreaterThan(1);
        }
    }

    /** Colours, place and ground are the image's own; still its formula shows, so that there is something to learn. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void figuresOfAClassAreMoreAlikeThanThoseOfAnother(int family) {
        double within = 0;
        double between = 0;
        for (int pair = 0; pair < 24; pair++) {
            int number = family + Formula.FAMILIES.size() * (pair % 8);
            int other = family + Formula.FAMILIES.size() * ((pair + 1 + pair / 8) % 8);
            double[] one = profile(SET.formula(number), 2 * pair);
            within += distance(one, profile(SET.formula(number), 2 * pair + 1));
            between += distance(one, profile(SET.formula(other), 2 * pair + 1));
        }
        assertThat(within).isLessThan(0.85 * between);
    }

    @Test
    void aFractalFillsEnoughToBeSeen() {
        for (int number = 1; number < 60; number += Formula.FAMILIES.size()) {
            Formula.Figure figure = SET.formula(number).figure(Draw.of("filled", number));
            int covered = 0;
            for (int pixel = 0; pixel < 1600; pixel++) {
                Formula.Ink ink = figure.at(pixel % 40 / 20.0 - 0.975, pixel / 40 / 20.0 - 0.975, 0.05);
                covered += ink.cover() > 0.2 ? 1 : 0;
            }
            assertThat(covered / 1600.0).as(SET.label(number)).isBetween(0.08, 0.98);
        }
    }

    @Test
    void anImpossibleSetIsRefused() {
        assertThatThrownBy(() -> new FormulaImages(1, 0, 5, 64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 classes with 5 images of 64 px");
    }

    /**
     * What a shift or turn changes little: how the measured value (cover, or tone where all is covered) and its changes to
     * the right and downwards are on the whole, by distance.
     */
    private static double[] profile(Formula formula, int image) {
        Formula.Figure figure = formula.figure(Draw.of("profile", image));
        int side = 48;
        double[][] values = new double[side][side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                Formula.Ink ink = figure.at(2.2 * column / side - 1.1, 2.2 * row / side - 1.1, 0.03);
                values[row][column] = formula.fills() ? ink.tone() : ink.cover() * (0.5 + 0.5 * ink.tone());
            }
        }
        double[] profile = new double[1 + 2 * 6];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                profile[0] += values[row][column];
                for (int step = 1; step <= 6; step++) {
                    profile[step] += Math.abs(values[row][column] - values[row][(column + step) % side]);
                    profile[6 + step] += Math.abs(values[row][column] - values[(row + step) % side][column]);
                }
            }
        }
        for (int i = 0; i < profile.length; i++) {
            profile[i] /= side * side;
        }
        return profile;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Map<String, byte[]> files(Path root) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
