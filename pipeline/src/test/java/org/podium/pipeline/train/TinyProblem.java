package org.podium.pipeline.train;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;
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

    private static final String[] TINY = {
        "name=tiny",
        "network=resnet10",
        "width=0.125",
        "epochs=4",
        "batch-size=8",
        "lr=3e-3",
        "weight-decay=0.01",
        "label-smoothing=0.05",
        "augment=[{resize: {size: 32, square: true}}, horizontal-flip]",
        "view=[{resize: {size: 32, square: true}}]",
        "mean=[0.5, 0.5, 0.5]",
        "sd=[0.25, 0.25, 0.25]"
    };

    /** A tiny network for it. @param settings {@code key=value} each, laid over its own */
    public static Recipe.Model model(String... settings) {
        return RecipeFile.model(
                Stream.concat(Stream.of(TINY), Stream.of(settings)).toArray(String[]::new));
    }
}
