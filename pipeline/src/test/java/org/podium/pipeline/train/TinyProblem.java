package org.podium.pipeline.train;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.podium.augment.HorizontalFlip;
import org.podium.augment.Resize;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.image.ImageRows;

/** Reddish and bluish images of 32 x 32 pixels, and a network that tells them apart in seconds. */
public final class TinyProblem {
    private TinyProblem() {}

    /** Writes images; those of even number are reddish (class 0), the others bluish (class 1). */
    public static ImageRows images(Path folder, int count) throws IOException {
        List<String> ids = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            SplittableRandom random = new SplittableRandom(i);
            BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            for (int pixel = 0; pixel < 32 * 32; pixel++) {
                int much = random.nextInt(120, 256);
                int little = random.nextInt(0, 120);
                int green = random.nextInt(0, 256);
                Color color = i % 2 == 0 ? new Color(much, green, little) : new Color(little, green, much);
                image.setRGB(pixel % 32, pixel / 32, color.getRGB());
            }
            Path file = folder.resolve("image-" + i + ".png");
            if (!Files.exists(file)) {
                ImageIO.write(image, "png", file.toFile());
            }
            ids.add("image-" + i);
            files.add(file);
        }
        return new ImageRows(ids, files);
    }

    /** The first rows to train on, the last quarter to validate on. */
    public static Examples examples(Path folder, int count) throws IOException {
        int[] labels = IntStream.range(0, count).map(i -> i % 2).toArray();
        int held = count / 4;
        return new Examples(
                images(folder, count),
                labels,
                2,
                IntStream.range(0, count - held).toArray(),
                IntStream.range(count - held, count).toArray());
    }

    /** What a test may want otherwise. */
    public record Choices(
            int epochs, double lr, Optional<String> weights, Optional<Integer> patience, double sd, int batchSize) {
        public static final Choices DEFAULTS = new Choices(4, 3e-3, Optional.empty(), Optional.empty(), 0.25, 8);

        public Choices epochs(int value) {
            return new Choices(value, lr, weights, patience, sd, batchSize);
        }

        public Choices lr(double value) {
            return new Choices(epochs, value, weights, patience, sd, batchSize);
        }

        public Choices weights(Path value) {
            return new Choices(epochs, lr, Optional.of(value.toString()), patience, sd, batchSize);
        }

        public Choices patience(int value) {
            return new Choices(epochs, lr, weights, Optional.of(value), sd, batchSize);
        }

        public Choices sd(double value) {
            return new Choices(epochs, lr, weights, patience, value, batchSize);
        }

        public Choices batchSize(int value) {
            return new Choices(epochs, lr, weights, patience, sd, value);
        }
    }

    public static Recipe.Model model(Choices choices) {
        return new Recipe.Model(
                "tiny",
                "resnet10",
                0.125,
                choices.weights(),
                choices.epochs(),
                choices.batchSize(),
                choices.lr(),
                0.01,
                1,
                Optional.of(1.0),
                0.05,
                choices.patience(),
                List.of(new Resize(32, true), HorizontalFlip.DEFAULTS),
                List.of(new Resize(32, true)),
                List.of(0.5, 0.5, 0.5),
                List.of(choices.sd(), choices.sd(), choices.sd()));
    }
}
