package org.podium.pipeline.train;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;

/** Reddish discs and bluish squares on grey, with noise and a border that is not counted, and a network for them. */
public final class TinyMasks {
    public static final List<String> CLASSES = List.of("ground", "disc", "square");
    public static final int IGNORED = 255;

    private static final int DISC = 1;
    private static final int SQUARE = 2;

    private TinyMasks() {}

    /**
     * A picture and its mask.
     *
     * @param rgb 0xRRGGBB, row-major
     * @param mask class of each pixel, row-major
     */
    public record Picture(int width, int height, int[] rgb, byte[] mask) {
        /** Writes the picture; folders are made. */
        public void writeImage(Path png) throws IOException {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, width, height, rgb, 0, width);
            write(image, png);
        }

        /** Writes the mask, as grey values. */
        public void writeMask(Path png) throws IOException {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setDataElements(0, 0, width, height, mask);
            write(image, png);
        }

        private static void write(BufferedImage image, Path png) throws IOException {
            Files.createDirectories(png.getParent());
            ImageIO.write(image, "png", png.toFile());
        }
    }

    /** Sizes from 40 to 60 pixels; few pictures are square. */
    public static Picture picture(int number) {
        return picture(number, 40 + number * 7 % 21, 40 + number * 11 % 21);
    }

    /** A disc and a square, each somewhere; of every fourth picture one is missing. */
    public static Picture picture(int number, int width, int height) {
        SplittableRandom random = new SplittableRandom(number);
        byte[] mask = new byte[width * height];
        if (number % 4 != 2) {
            draw(mask, width, height, DISC, random);
        }
        if (number % 4 != 3) {
            draw(mask, width, height, SQUARE, random);
        }
        int[] rgb = new int[mask.length];
        for (int i = 0; i < rgb.length; i++) {
            // The border, too, is of a colour between those beside it.
            int shape = (mask[i] & 0xff) == IGNORED ? random.nextInt(3) : mask[i];
            int red = (shape == DISC ? 150 : 90) + random.nextInt(60);
            int green = 90 + random.nextInt(60);
            int blue = (shape == SQUARE ? 150 : 90) + random.nextInt(60);
            rgb[i] = red << 16 | green << 8 | blue;
        }
        return new Picture(width, height, rgb, mask);
    }

    private static void draw(byte[] mask, int width, int height, int shape, SplittableRandom random) {
        int radius = random.nextInt(10, 15);
        int centreX = random.nextInt(radius, width - radius);
        int centreY = random.nextInt(radius, height - radius);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int dx = Math.abs(x - centreX);
                int dy = Math.abs(y - centreY);
                double away = shape == DISC ? Math.sqrt(dx * dx + dy * dy) : Math.max(dx, dy);
                if (away < radius - 1) {
                    mask[y * width + x] = (byte) shape;
                } else if (away < radius) {
                    mask[y * width + x] = (byte) IGNORED;
                }
            }
        }
    }

    /** Kaggle's runs of the pixels of a class: numbered from 1, down the columns. */
    public static String runs(Picture picture, int shape) {
        StringBuilder runs = new StringBuilder();
        int length = 0;
        for (int i = 0; i <= picture.mask.length; i++) {
            boolean inside = i < picture.mask.length
                    && picture.mask[i % picture.height * picture.width + i / picture.height] == shape;
            if (!inside && length > 0) {
                runs.append(' ').append(i - length + 1).append(' ').append(length);
            }
            length = inside ? length + 1 : 0;
        }
        return runs.toString().strip();
    }

    private static final String[] TINY = {
        "name=tiny",
        "network=unet-resnet10",
        "width=0.5",
        "epochs=7",
        "batch-size=4",
        "lr=1e-2",
        "augment=[{random-crop: {size: 32}}, horizontal-flip]",
        "window={size: 64}",
        "mean=[0.5, 0.5, 0.5]",
        "sd=[0.25, 0.25, 0.25]"
    };

    /** A tiny network for it. @param settings {@code key=value} each, laid over its own */
    public static Recipe.Model model(String... settings) {
        return RecipeFile.model(
                Stream.concat(Stream.of(TINY), Stream.of(settings)).toArray(String[]::new));
    }
}
