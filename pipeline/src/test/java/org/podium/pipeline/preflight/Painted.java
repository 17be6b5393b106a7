package org.podium.pipeline.preflight;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.image.MaskCounts;
import org.podium.pipeline.image.MaskedRows;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.train.Examples;
import org.podium.pipeline.train.MaskExamples;

/** A tiny problem of masks to probe: images of 48 x 40 pixels, each with a red and a blue square on grey noise. */
final class Painted {
    static final int ROWS = 16;
    private static final int WIDTH = 48;
    private static final int HEIGHT = 40;
    private static final int SIDE = 20;
    private static final List<String> CLASSES = List.of("ground", "red", "blue");

    private static final String[] SETTINGS = {
        "name=painted",
        "network=unet-resnet10",
        "width=0.25",
        "batch-size=4",
        "lr=3e-3",
        "augment=[{random-crop: {size: 32}}, horizontal-flip]",
        "window={size: 32}",
        "mean=[0.5, 0.5, 0.5]",
        "sd=[0.25, 0.25, 0.25]"
    };

    private Painted() {}

    /** @param settings {@code key=value} each, laid over those of a sound model */
    static Workbench bench(Path folder, String... settings) throws IOException {
        return Workbench.of(subject(folder, settings));
    }

    static Subject subject(Path folder, String... settings) throws IOException {
        List<String> ids = IntStream.range(0, ROWS).mapToObj(i -> "p" + i).toList();
        List<Path> files = new ArrayList<>();
        List<Path> masks = new ArrayList<>();
        for (String id : ids) {
            files.add(folder.resolve(id + ".png"));
            masks.add(folder.resolve(id + "-mask.png"));
            if (!Files.exists(folder.resolve(id + ".png"))) {
                paint(id, folder);
            }
        }
        ImageRows rows = new ImageRows(ids, files);
        int[] labels = IntStream.range(0, ROWS).map(i -> 1 + i % 2).toArray();
        int[] training = IntStream.range(0, ROWS - 4).toArray();
        int[] held = IntStream.range(ROWS - 4, ROWS).toArray();
        long square = SIDE * SIDE;
        MaskCounts counts = new MaskCounts(List.of(WIDTH * HEIGHT - 2 * square, square, square), 0);
        MaskExamples examples = new MaskExamples(
                new MaskedRows(rows, masks, MaskCoding.indices(CLASSES.size())),
                labels,
                IntStream.range(0, ROWS).mapToObj(i -> counts).toList(),
                CLASSES.size(),
                OptionalInt.of(0),
                training,
                held);
        return new Subject(
                RecipeFile.model(
                        Stream.concat(Stream.of(SETTINGS), Stream.of(settings)).toArray(String[]::new)),
                new Examples(rows, labels, CLASSES.size(), training, held),
                Optional.of(examples),
                CLASSES,
                IntStream.of(labels).mapToObj(CLASSES::get).toList(),
                new Seed(5),
                Numbers.FP32,
                Device.cpu(),
                1);
    }

    /** Red in the left half and blue in the right one, at heights of their own. */
    private static void paint(String id, Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(id.hashCode());
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        BufferedImage mask = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        int[] left = {random.nextInt(WIDTH / 2 - SIDE + 1), WIDTH / 2 + random.nextInt(WIDTH / 2 - SIDE + 1)};
        int[] top = {random.nextInt(HEIGHT - SIDE + 1), random.nextInt(HEIGHT - SIDE + 1)};
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int label = 0;
                for (int square = 0; square < 2; square++) {
                    boolean within =
                            x >= left[square] && x < left[square] + SIDE && y >= top[square] && y < top[square] + SIDE;
                    label = within ? square + 1 : label;
                }
                int grey = random.nextInt(60, 196);
                int color = label == 1 ? 0xff0000 : label == 2 ? 0x0000ff : 0;
                image.setRGB(x, y, color == 0 ? 0x010101 * grey : color | grey / 4 * 0x000100);
                mask.getRaster().setSample(x, y, 0, label);
            }
        }
        ImageIO.write(image, "png", folder.resolve(id + ".png").toFile());
        ImageIO.write(mask, "png", folder.resolve(id + "-mask.png").toFile());
    }
}
