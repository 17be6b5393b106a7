package org.podium.pipeline.predict;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.podium.ensemble.PixelSums;
import org.podium.pipeline.run.Npy;

/**
 * Class probabilities of the pixels of many images: NumPy's {@code .npz} with an array for each image, named by its id, of
 * shape (height, width, classes), uint8 with 255 for certainty, compressed. {@code numpy.load(file)[id] / 255}. Written and
 * read in bands of rows from the top, so that no image has to be in memory whole. The same pixels give the same bytes.
 *
 * <p>Rounding never changes which class is the likeliest, the first of equals: where it would make another one equal, the
 * likeliest gets a step more.
 */
public final class PixelFile {
    private static final String SUFFIX = ".npy";

    /** Zip knows no time before it. */
    private static final FileTime NO_TIME = FileTime.fromMillis(315532800000L);

    private PixelFile() {}

    /** Writes images one after the other. */
    public static final class Writer implements AutoCloseable {
        private final ZipOutputStream zip;
        private int classes;

        public Writer(Path file) throws IOException {
            OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
            this.zip = new ZipOutputStream(out);
            // On probabilities the best level takes ten times as long and saves a tenth.
            zip.setLevel(Deflater.BEST_SPEED);
        }

        /** Begins an image; its {@link #rows} follow. */
        public void begin(String id, int height, int width, int classes) throws IOException {
            ZipEntry entry = new ZipEntry(id + SUFFIX);
            entry.setLastModifiedTime(NO_TIME);
            zip.putNextEntry(entry);
            zip.write(Npy.bytesHeader(height, width, classes));
            this.classes = classes;
        }

        /**
         * The next rows of the image.
         *
         * @param probabilities rows x width x classes, from index 0 on
         * @param count numbers
         */
        public void rows(float[] probabilities, int count) throws IOException {
            byte[] bytes = new byte[count];
            for (int pixel = 0; pixel < count; pixel += classes) {
                round(probabilities, bytes, pixel);
            }
            zip.write(bytes);
        }

        private void round(float[] probabilities, byte[] bytes, int pixel) {
            int best = pixel;
            boolean equal = false;
            for (int i = pixel; i < pixel + classes; i++) {
                bytes[i] = PixelSums.toByte(probabilities[i]);
                if (probabilities[i] > probabilities[best]) {
                    // Those before it are less likely.
                    equal = bytes[i] == bytes[best];
                    best = i;
                } else if (i > pixel) {
                    equal |= bytes[i] == bytes[best];
                }
            }
            if (equal && (bytes[best] & 0xff) < PixelSums.ONE) {
                bytes[best]++;
            }
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    /** Reads images in any order. */
    public static final class Reader implements AutoCloseable {
        private final Path file;
        private final ZipFile zip;

        public Reader(Path file) throws IOException {
            this.file = file;
            this.zip = new ZipFile(file.toFile());
        }

        /** @throws IOException when there is none of that id, or it is damaged */
        public Image image(String id) throws IOException {
            ZipEntry entry = zip.getEntry(id + SUFFIX);
            if (entry == null) {
                throw new IOException(file + " has no image '" + id + "'");
            }
            InputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16);
            int[] shape = Npy.readBytesHeader(in, file + ": '" + id + "'", 3);
            return new Image(file + ": '" + id + "'", shape[0], shape[1], shape[2], in);
        }

        @Override
        public void close() throws IOException {
            zip.close();
        }
    }

    /**
     * One image, to be read from the top.
     *
     * @param name what messages call it
     */
    public record Image(String name, int height, int width, int classes, InputStream in) implements AutoCloseable {
        /** Height, width and classes. */
        public int[] shape() {
            return new int[] {height, width, classes};
        }

        /**
         * The next rows.
         *
         * @param into rows x width x classes bytes, from index 0 on
         */
        public void rows(int rows, byte[] into) throws IOException {
            int count = rows * width * classes;
            if (in.readNBytes(into, 0, count) < count) {
                throw new IOException(name + " ends too early");
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
