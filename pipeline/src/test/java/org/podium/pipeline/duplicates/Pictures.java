package org.podium.pipeline.duplicates;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.podium.pipeline.image.ImageLook;

/** Pictures for duplicates to be found among, and what happens to pictures. */
final class Pictures {
    private final Path folder;
    private int files;

    /** @param folder for files that come and go */
    Pictures(Path folder) {
        this.folder = folder;
    }

    Sample png(String id, BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return sample(id, out.toByteArray());
    }

    Sample jpeg(String id, BufferedImage image, double quality) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality((float) quality);
            writer.write(null, new IIOImage(image, null, null), settings);
        } finally {
            writer.dispose();
        }
        return sample(id, out.toByteArray());
    }

    private Sample sample(String id, byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve(files++ + ".image"), bytes);
        Sample sample = Sample.of(id, Part.TRAIN, ImageLook.read(file));
        Files.delete(file);
        return sample;
    }

    /** A file of the real data, in RGB. */
    static BufferedImage read(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        return transformed(image, 1, 1, false);
    }

    static BufferedImage resized(BufferedImage image, double factor) {
        return transformed(image, factor, factor, false);
    }

    static BufferedImage mirrored(BufferedImage image) {
        return transformed(image, 1, 1, true);
    }

    private static BufferedImage transformed(BufferedImage image, double x, double y, boolean mirrored) {
        int width = (int) Math.round(image.getWidth() * x);
        int height = (int) Math.round(image.getHeight() * y);
        BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = result.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        AffineTransform transform = new AffineTransform();
        if (mirrored) {
            transform.translate(width, 0);
            transform.scale(-1, 1);
        }
        transform.scale((double) width / image.getWidth(), (double) height / image.getHeight());
        graphics.drawImage(image, transform, null);
        graphics.dispose();
        return result;
    }

    /** The image from further right: what leaves it on the left comes back on the right. */
    static BufferedImage shifted(BufferedImage image, int pixels) {
        BufferedImage result = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                result.setRGB(x, y, image.getRGB((x + pixels) % image.getWidth(), y));
            }
        }
        return result;
    }

    /** A coloured scene of ellipses: no two are alike. */
    static BufferedImage scene(SplittableRandom random) {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        for (int i = 0; i < 40; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            int size = 24 - i / 2 + random.nextInt(12);
            graphics.fillOval(random.nextInt(72) - 16, random.nextInt(56) - 16, size, size);
        }
        graphics.dispose();
        return image;
    }

    /** A sign of ten, drawn in white on black by a shaking hand: those of one class look much alike. */
    static BufferedImage sign(int sign, SplittableRandom random) {
        SplittableRandom shape = new SplittableRandom(1000 + sign);
        double[] points = new double[14];
        for (int i = 0; i < points.length; i++) {
            points[i] = shape.nextDouble(5, 23) + random.nextDouble(-2, 2);
        }
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        path.curveTo(points[2], points[3], points[4], points[5], points[6], points[7]);
        path.curveTo(points[8], points[9], points[10], points[11], points[12], points[13]);
        BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        graphics.setStroke(
                new BasicStroke((float) random.nextDouble(1.8, 3), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
        graphics.dispose();
        return image;
    }
}
