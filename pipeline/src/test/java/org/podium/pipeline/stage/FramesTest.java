package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.augment.Sample;
import org.podium.augment.Sequence;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.CompetitionFile;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.competition.Rows;
import org.podium.pipeline.image.ImageFile;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.image.MaskFile;
import org.podium.pipeline.image.MaskedRows;
import org.podium.pipeline.report.ContactSheet;
import org.podium.pipeline.report.Overlay;
import org.podium.pipeline.report.Palette;
import org.podium.pipeline.report.Picture;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.train.Augmentation;

/** What a sheet shows is what training is given. */
@SuppressWarnings("try") // the scopes free what is made inside them
class FramesTest {
    private static final int WIDTH = 60;
    private static final int HEIGHT = 50;
    private static final Seed SEED = new Seed(5);
    private static final Overlay OVERLAY = new Overlay(Palette.of(2), OptionalInt.empty());
    private static final Recipe.Model MODEL = RecipeFile.model(
            "name=m",
            "network=unet-resnet10",
            "augment=[affine: {rotate: [-40, 40]}, random-crop: {size: 32}, horizontal-flip]",
            "window={size: 32, overlap: 0.25}");

    @TempDir
    private Path folder;

    private Path file(String name, Mat pixels) {
        Path file = folder.resolve(name);
        opencv_imgcodecs.imwrite(file.toString(), pixels);
        return file;
    }

    private ContactSheet.Strip strip(Recipe.Model model, Path image, Path mask) throws IOException {
        Competition competition = CompetitionFile.read(write("competition.yaml", """
                        name: tiny
                        task: semantic-segmentation
                        metric: mean-iou
                        classes: [{name: a, value: 0}, {name: b, value: 1}]
                        train: {folder: train, masks: masks}
                        test: {folder: test}
                        submission: {kind: masks}
                        """), List.of());
        Rows rows = new Rows(
                List.of("one"),
                List.of(image),
                Optional.empty(),
                Optional.of(List.of(mask)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return new Frames(model, SEED, 3, 2, Optional.of(OVERLAY), List.of("a", "b"))
                .strip(new TrainingSamples(competition, rows), 0);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Mat noise(int width, int height) {
        Mat pixels = new Mat(height, width, opencv_core.CV_8UC3);
        byte[] noise = new byte[3 * width * height];
        new SplittableRandom(1).nextBytes(noise);
        pixels.data().put(noise);
        return pixels;
    }

    /** Of noise, whichever way it is made smaller shows. */
    @Test
    void aSmallerWindowIsShrunkAsPredictionDoes() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Mat pixels = noise(64, 64);
            Path image = file("image.png", pixels);
            byte[] classes = new byte[64 * 64];
            Arrays.fill(classes, (byte) 1);
            Path mask = file("mask.png", MaskFile.mat(classes, 64, 64));
            Recipe.Model half = RecipeFile.model(
                    "network=unet-resnet10", "augment=[random-crop: {size: 32}]", "window={size: 32, scale: 0.5}");
            ContactSheet.Strip strip = strip(half, image, mask);

            Mat shrunk = new Mat();
            opencv_imgproc.resize(ImageFile.read(image), shrunk, new Size(32, 32), 0, 0, opencv_imgproc.INTER_AREA);
            assertThat(strip.frames().get(1).photo()).isEqualTo(Picture.photo(shrunk));
            assertThat(strip.frames().get(1).words()).isEqualTo("resized to 32×32");
            assertThat(strip.label()).isEqualTo("b");
        }
    }

    /** Training decodes it at a reduced scale, which of noise shows. */
    @Test
    void aLargeJpegIsShownAsTrainingDecodesIt() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Recipe.Model model = RecipeFile.model(
                    "name=m",
                    "network=resnet10",
                    "augment=[random-resized-crop: {size: 16, scale: [0.5, 1]}]",
                    "view=[resize: {size: 16, square: true}]");
            ImageRows images = new ImageRows(List.of("one"), List.of(file("image.jpg", noise(320, 240))));
            Rows rows = new Rows(
                    images.ids(),
                    images.files(),
                    Optional.of(List.of("oak")),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
            Competition competition = CompetitionFile.read(write("competition.yaml", """
                            name: tiny
                            task: image-classification
                            metric: accuracy
                            train: {folder: train, label: folder}
                            test: {folder: test}
                            submission: {kind: labels, id: id, target: label}
                            """), List.of());
            ContactSheet.Strip strip = new Frames(model, SEED, 1, 1, Optional.empty(), List.of("oak"))
                    .strip(new TrainingSamples(competition, rows), 0);

            assertThat(strip.label()).isEqualTo("oak");
            Mat training = images.through(new Sequence(model.augment()), Augmentation.streams(SEED, model, 0, 1))
                    .image(0);
            assertThat(strip.frames().get(2).photo()).isEqualTo(Picture.photo(training));
            Mat evaluated = images.through(new Sequence(model.view()), (id, transform) -> SEED.stream("none"))
                    .image(0);
            assertThat(strip.frames().get(1).photo()).isEqualTo(Picture.photo(evaluated));
        }
    }

    @Test
    void picturesAreThoseOfTheEpochsOfFoldNought() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Mat pixels = noise(WIDTH, HEIGHT);
            byte[] classes = new byte[WIDTH * HEIGHT];
            for (int i = 0; i < classes.length; i++) {
                classes[i] = (byte) (i % WIDTH / 7 % 2);
            }
            Path image = file("image.png", pixels);
            Path mask = file("mask.png", MaskFile.mat(classes, WIDTH, HEIGHT));
            ContactSheet.Strip strip = strip(MODEL, image, mask);
            assertThat(strip.label()).isEqualTo("a, b");
            List<ContactSheet.Frame> frames = strip.frames();
            assertThat(frames)
                    .extracting(ContactSheet.Frame::name)
                    .containsExactly("original", "evaluation", "epoch 3", "epoch 4");
            assertThat(frames.get(1).words()).isEqualTo("crop 32×32 at 14,18\u00a0· one of 6 windows");

            MaskedRows rows =
                    new MaskedRows(new ImageRows(List.of("one"), List.of(image)), List.of(mask), MaskCoding.indices(2));
            List<String> seen = new ArrayList<>();
            for (int epoch = 3; epoch <= 4; epoch++) {
                Sample training = rows.through(
                                new Sequence(MODEL.augment()), Augmentation.streams(SEED, MODEL, 0, epoch))
                        .sample(0);
                Mat labels = training.mask().orElseThrow().labels();
                ContactSheet.Frame frame = frames.get(epoch - 1);
                assertThat(frame.photo()).isEqualTo(Picture.photo(training.image()));
                assertThat(frame.mask()).contains(Picture.mask(labels, OVERLAY));
                requireColours(frame.mask().get(), MaskFile.bytes(labels));
                seen.add(frame.mask().get().uri());
            }
            assertThat(seen).doesNotHaveDuplicates();
        }
    }

    private static void requireColours(Picture picture, byte[] labels) throws IOException {
        byte[] png = Base64.getDecoder().decode(picture.uri().replaceFirst("^data:image/png;base64,", ""));
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(png));
        for (int i = 0; i < labels.length; i++) {
            int index = labels[i] & 0xFF;
            int rgb = shown.getRGB(i % shown.getWidth(), i / shown.getWidth()) & 0xFFFFFF;
            if (index == MaskCoding.IGNORED) {
                assertThat(rgb).isIn(0x404040, 0xF0F0F0);
            } else {
                assertThat(rgb).isEqualTo(OVERLAY.palette().colours().get(index));
            }
        }
    }
}
