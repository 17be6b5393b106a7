package org.podium.pipeline.image;

import java.nio.DoubleBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What can be said of an image without knowing what it shows.
 *
 * @param format {@code jpeg}, {@code png}, {@code gif}, {@code bmp}, {@code webp}, {@code tiff}, or {@code other}
 * @param width pixels, as a viewer shows it
 * @param height pixels, as a viewer shows it
 * @param channels numbers a pixel has in the file: 1 for grey and for a palette, 4 with an alpha channel; 0 if unknown
 * @param mode what the file says its pixels are: {@code grey}, {@code grey-alpha}, {@code rgb}, {@code rgba},
 *     {@code palette}, {@code cmyk}, with {@code 16} behind it where a number has 16 bits; or {@code unknown}
 * @param bitDepth bits of one number in the file; 0 if unknown
 * @param fileBytes size of the file
 * @param meanR mean of the decoded red, 0 to 1
 * @param meanG mean of green
 * @param meanB mean of blue
 * @param sdR standard deviation of the decoded red over the pixels, 0 to 0.5
 * @param sdG of green
 * @param sdB of blue
 * @param sharpness standard deviation of the Laplacian (4 neighbours; not at the border) of the grey image in units of 0
 *     to 1: near 0 where
 *     all is blurred or of one colour. Comparable only between images of like size.
 */
public record ImageFacts(
        String format,
        int width,
        int height,
        int channels,
        String mode,
        int bitDepth,
        long fileBytes,
        double meanR,
        double meanG,
        double meanB,
        double sdR,
        double sdG,
        double sdB,
        double sharpness) {
    /** Names of the columns of {@link #cells}. */
    public static final List<String> COLUMNS = List.of(
            "format",
            "width",
            "height",
            "channels",
            "mode",
            "bit_depth",
            "file_bytes",
            "mean_r",
            "mean_g",
            "mean_b",
            "sd_r",
            "sd_g",
            "sd_b",
            "sharpness");

    public ImageFacts {
        if (width < 1 || height < 1 || fileBytes < 1) {
            throw new IllegalArgumentException("an image of " + width + " × " + height + " pixels in " + fileBytes
                    + " bytes: each must be at least 1");
        }
    }

    static ImageFacts of(byte[] file, Mat rgb) {
        ImageHeader header = ImageHeader.of(file);
        double[] moments = moments(rgb);
        return new ImageFacts(
                header.format(),
                rgb.cols(),
                rgb.rows(),
                header.channels(),
                header.mode(),
                header.bitDepth(),
                file.length,
                moments[0],
                moments[1],
                moments[2],
                moments[3],
                moments[4],
                moments[5],
                sharpness(rgb));
    }

    /** Means, then standard deviations, of the channels, in units of 255. */
    private static double[] moments(Mat image) {
        int channels = image.channels();
        try (Mat mean = new Mat();
                Mat deviation = new Mat()) {
            opencv_core.meanStdDev(image, mean, deviation);
            double[] moments = new double[2 * channels];
            DoubleBuffer means = mean.createBuffer();
            DoubleBuffer deviations = deviation.createBuffer();
            for (int c = 0; c < channels; c++) {
                moments[c] = rounded(means.get(c) / 255);
                moments[channels + c] = rounded(deviations.get(c) / 255);
            }
            return moments;
        }
    }

    /** By hand, since OpenCV's filter with its moments takes longer than all the rest. */
    private static double sharpness(Mat rgb) {
        int width = rgb.cols();
        int height = rgb.rows();
        if (width < 3 || height < 3) {
            return 0;
        }
        byte[] grey = new byte[width * height];
        try (Mat mat = new Mat()) {
            opencv_imgproc.cvtColor(rgb, mat, opencv_imgproc.COLOR_RGB2GRAY);
            mat.data().get(grey);
        }
        long sum = 0;
        long squares = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int i = y * width + 1; i < (y + 1) * width - 1; i++) {
                int edge = 4 * (grey[i] & 0xFF)
                        - (grey[i - 1] & 0xFF)
                        - (grey[i + 1] & 0xFF)
                        - (grey[i - width] & 0xFF)
                        - (grey[i + width] & 0xFF);
                sum += edge;
                squares += edge * edge;
            }
        }
        double pixels = (width - 2.0) * (height - 2.0);
        double mean = sum / pixels;
        return rounded(Math.sqrt(Math.max(0, squares / pixels - mean * mean)) / 255);
    }

    /** Six digits are more than an image's noise, and short in a table. */
    private static double rounded(double value) {
        return Math.rint(value * 1e6) / 1e6;
    }

    /** One text for each of the {@link #COLUMNS}. */
    public List<String> cells() {
        return Stream.of(
                        format, width, height, channels, mode, bitDepth, fileBytes, meanR, meanG, meanB, sdR, sdG, sdB,
                        sharpness)
                .map(Object::toString)
                .toList();
    }

    /**
     * The opposite of {@link #cells}.
     *
     * @throws IllegalArgumentException if there are more or fewer than {@link #COLUMNS}, or one is no number where a
     *     number is due
     */
    public static ImageFacts of(List<String> cells) {
        if (cells.size() != COLUMNS.size()) {
            throw new IllegalArgumentException(
                    "the facts of an image are " + COLUMNS.size() + " cells, not " + cells.size() + ": " + cells);
        }
        double[] numbers = cells.subList(7, cells.size()).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new ImageFacts(
                cells.get(0),
                Integer.parseInt(cells.get(1)),
                Integer.parseInt(cells.get(2)),
                Integer.parseInt(cells.get(3)),
                cells.get(4),
                Integer.parseInt(cells.get(5)),
                Long.parseLong(cells.get(6)),
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                numbers[6]);
    }
}
