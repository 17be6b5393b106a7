package org.podium.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.podium.pipeline.train.TinyMasks;

/** What users get wrong about masks; see {@link BadInputTest}. */
class MaskBadInputTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    private static TinyCompetition good;

    @BeforeAll
    static void draw() throws IOException {
        good = MaskCompetition.ofFolders(shared.resolve("good"));
    }

    private static Path mask(TinyCompetition competition, String name) {
        return competition.folder().resolve("data/masks/" + name + ".png");
    }

    static List<WrongInput> data() {
        return List.of(
                WrongInput.of(
                        "a mask of another size",
                        c -> TinyMasks.picture(3, 30, 44).writeMask(mask(c, "p03")),
                        """
                        training row p03.png: C/data/masks/p03.png: the mask has 30 x 44 pixels, its image 40 x 52
                        Repair or remove them, or leave them out with on-bad-image: skip"""),
                WrongInput.of(
                        "a value of no class",
                        c -> {
                            TinyMasks.Picture picture = MaskCompetition.train(3);
                            picture.mask()[2 * picture.width() + 5] = 7;
                            picture.writeMask(mask(c, "p03"));
                        },
                        """
                        training row p03.png: C/data/masks/p03.png: value 7 at x 5, y 2 is of no class; the class table has the values 0, 1, 2, and ignores 255
                        Repair or remove them, or leave them out with on-bad-image: skip"""),
                WrongInput.of(
                        "no mask",
                        c -> Files.delete(mask(c, "p03")),
                        "C/data/train/p03.png: mask 'masks/p03.png' does not exist"),
                WrongInput.of(
                        "two images with one mask",
                        c -> Files.copy(
                                c.folder().resolve("data/train/p03.png"),
                                c.folder().resolve("data/train/p03.bmp")),
                        "C/data/train/p03.png: mask 'masks/p03.png' is that of C/data/train/p03.bmp too; rename one of the"
                                + " images and its mask"),
                WrongInput.of(
                        "a test image that cannot be decoded",
                        c -> Files.writeString(c.folder().resolve("data/test/t1.png"), "no image"),
                        "test row t1: C/data/test/t1.png: this is no image that podium can decode;"
                                + " a mask has the size of its image, so a test image cannot be left out: repair it"),
                WrongInput.of(
                        "all pixels ignored",
                        c -> {
                            for (int i = 0; i < MaskCompetition.TRAIN; i++) {
                                TinyMasks.Picture picture = MaskCompetition.train(i);
                                Arrays.fill(picture.mask(), (byte) TinyMasks.IGNORED);
                                picture.writeMask(mask(c, "p%02d".formatted(i)));
                            }
                        },
                        "no training mask is left with a pixel that is not ignored: there is nothing to learn;"
                                + " compare the class table with the values of the masks"),
                WrongInput.of(
                        "one class",
                        c -> c.change(
                                "competition.yaml",
                                "[{name: ground, value: 0}, {name: disc, value: 1}, {name: square, value: 2}]",
                                "[{name: ground, value: 0}]"),
                        "C/competition.yaml:4: classes: one class, expected two or more; add the background: {name: background, value: 0}"));
    }

    static List<WrongInput> recipes() {
        return List.of(
                WrongInput.option(
                        "a network of classes of images",
                        "model one: network resnet10 classifies whole images, but the task is semantic-segmentation; did"
                                + " you mean 'unet-resnet10'?",
                        "--set",
                        "models[0].network=resnet10"),
                WrongInput.option(
                        "a view",
                        "model one: view is for image-classification: masks are predicted over whole images; use window,"
                                + " with its scale to resize them",
                        "--set",
                        "models[0].view=[{resize: {size: 32, square: true}}]"),
                WrongInput.option(
                        "mixing, and random crops",
                        """
                        model one: mixing is for image-classification: a mask is not mixed
                        tta.random-crops is for image-classification: masks are predicted by a sliding window; use tta.scales or d4""",
                        "--set",
                        "models[0].mixing={mixup: 0.2}",
                        "--set",
                        "tta.random-crops=1"),
                WrongInput.option(
                        "two scales that are the same",
                        "model one: tta.scales: 1.0 and 1.1 of a window of 32 px both are 32 px; leave one out, or choose"
                                + " one further away",
                        "--set",
                        "tta.scales=[1.5, 1.1]"),
                new WrongInput(
                        "a threshold without a background",
                        c -> c.change("competition.yaml", "background: ground\n", ""),
                        List.of("--set", "post-process.threshold=0.4"),
                        "post-process: threshold and max-hole are about what is not background, but no class is; name it"
                                + " with background: NAME in competition.yaml"),
                WrongInput.option(
                        "a threshold that nothing reaches",
                        "--set post-process.threshold=1: post-process.threshold: 1.0, expected a probability between 0 and 1",
                        "--set",
                        "post-process.threshold=1"));
    }

    static Stream<WrongInput> all() {
        return Stream.of(data(), recipes()).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("all")
    void isAnsweredWithoutATrace(WrongInput wrong) throws IOException {
        wrong.isAnswered(good, temporary);
    }

    /** What only segmentation has is refused where images have one class each. */
    static List<WrongInput> classification() {
        return List.of(
                WrongInput.option(
                        "a loss of pixels",
                        "--set models[0].loss=dice: models[0].loss: dice, expected a loss of whole images; those of"
                                + " pixels are for fcn-* and unet-* networks",
                        "--set",
                        "models[0].loss=dice"),
                WrongInput.option(
                        "scales",
                        "tta.scales is for semantic-segmentation; use tta.random-crops",
                        "--set",
                        "tta.scales=[0.5]"),
                WrongInput.option(
                        "a window",
                        "model one: window is for semantic-segmentation; use view",
                        "--set",
                        "models[0].window={size: 64}"),
                WrongInput.option(
                        "post-processing",
                        "post-process is for semantic-segmentation",
                        "--set",
                        "post-process.min-region=0.1"),
                WrongInput.option(
                        "a network of pixels",
                        "model one: network unet-resnet10 gives every pixel a class, but the task is"
                                + " image-classification; use resnet10",
                        "--set",
                        "models[0].network=unet-resnet10"));
    }

    @ParameterizedTest
    @MethodSource("classification")
    void isRefusedForClassesOfImages(WrongInput wrong) throws IOException {
        wrong.isAnswered(TinyCompetition.in(shared.resolve("classes")), temporary);
    }

    @Test
    void runsOutsideOfTheImageAreNamed() throws IOException {
        TinyCompetition runs = MaskCompetition.ofRuns(shared.resolve("runs"));
        WrongInput.of(
                        "runs outside",
                        c -> c.change("data/train.csv", "train/p02.png,disc,\n", "train/p02.png,disc,1 9999\n"),
                        "C/data/train.csv:4: run '1 9999' ends behind the last of 2214 pixels")
                .isAnswered(runs, temporary);
    }
}
