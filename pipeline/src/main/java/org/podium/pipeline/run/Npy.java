package org.podium.pipeline.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Matrices of doubles, and arrays of bytes, as NumPy's {@code .npy}, version 1.0: little-endian, row-major. Format: <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final Pattern MATRIX = Pattern.compile(
            "\\{'descr': '<f8', 'fortran_order': False, 'shape': \\((\\d{1,9}), (\\d{1,9})\\), \\}\\s*");

    private Npy() {}

    /** @param matrix rows of equal length, at least one */
    public static void write(Path file, double[][] matrix) throws IOException {
        int columns = matrix[0].length;
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(8, columns)).order(ByteOrder.LITTLE_ENDIAN);
        // Row by row: all of them may be more than an array can hold.
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(header("<f8", matrix.length + ", " + columns));
            for (double[] row : matrix) {
                bytes.clear().asDoubleBuffer().put(row);
                out.write(bytes.array());
            }
        }
    }

    /** All up to the numbers. */
    private static byte[] header(String type, String shape) {
        String text = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        // The numbers start at a multiple of 64 bytes; the header ends in a line feed.
        int length = (MAGIC.length + 2 + text.length() + 1 + 63) / 64 * 64;
        ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).putShort((short) (length - MAGIC.length - 2));
        header.put(
                (text + " ".repeat(header.remaining() - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII));
        return header.array();
    }

    /**
     * All up to the numbers of an array of unsigned bytes, for who writes these himself.
     *
     * @param shape of the array, at least two numbers
     */
    public static byte[] bytesHeader(int... shape) {
        return header("|u1", Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", ")));
    }

    /**
     * Reads what {@link #bytesHeader} makes, and no more.
     *
     * @param name what messages call it
     * @param dimensions how many numbers the shape has
     * @return the shape
     * @throws IOException when it is something else
     */
    public static int[] readBytesHeader(InputStream in, String name, int dimensions) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        byte[] text = in.readNBytes(headerLength(start, name));
        Matcher header = Pattern.compile(
                        "\\{'descr': '\\|u1', 'fortran_order': False, 'shape': \\((\\d{1,9}(?:, \\d{1,9}){"
                                + (dimensions - 1) + "})\\), \\}\\s*")
                .matcher(new String(text, StandardCharsets.US_ASCII));
        if (!header.matches()) {
            throw new IOException(name + " does not hold unsigned bytes in " + dimensions + " dimensions");
        }
        return Arrays.stream(header.group(1).split(", "))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** @param start all up to the header's text */
    private static int headerLength(byte[] start, String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        if (start.length < MAGIC.length + 2 || bytes.mismatch(ByteBuffer.wrap(MAGIC)) != MAGIC.length) {
            throw new IOException(name + " is not a NumPy file");
        }
        return bytes.getShort(MAGIC.length) & 0xFFFF;
    }

    /**
     * Unsigned bytes.
     *
     * @param items all of them, each of the same length
     * @param shape of one item
     */
    public static void write(Path file, List<byte[]> items, int... shape) throws IOException {
        String each = Arrays.stream(shape).mapToObj(n -> ", " + n).collect(Collectors.joining());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(header("|u1", items.size() + each));
            for (byte[] item : items) {
                out.write(item);
            }
        }
    }

    /**
     * Reads some of what the other {@link #write(Path, List, int...) write} wrote.
     *
     * @param from the first item that is read
     * @param count how many are
     * @param shape of one item
     * @throws IOException when the file does not hold items of that shape, or not so many, or is not as long as it says
     */
    public static List<byte[]> readBytes(Path file, int from, int count, int... shape) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            String each = Arrays.stream(shape).mapToObj(n -> ", " + n).collect(Collectors.joining());
            Matcher header = match(
                    file,
                    in,
                    Pattern.compile("\\{'descr': '\\|u1', 'fortran_order': False, 'shape': \\((\\d{1,9})" + each
                            + "\\), \\}\\s*"),
                    "unsigned bytes of shape (items" + each + ")");
            int length = Arrays.stream(shape).reduce(1, Math::multiplyExact);
            int items = Integer.parseInt(header.group(1));
            checkLength(file, in, (long) items * length);
            if (from + count > items) {
                throw new IOException(file + " holds " + items + " items, not " + (from + count));
            }
            in.seek(in.getFilePointer() + (long) from * length);
            List<byte[]> read = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                byte[] item = new byte[length];
                in.readFully(item);
                read.add(item);
            }
            return read;
        }
    }

    /** @throws IOException when the file is not one that {@link #write(Path, double[][])} makes */
    public static double[][] read(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            Matcher shape = match(file, in, MATRIX, "a row-major matrix of doubles");
            int rows = Integer.parseInt(shape.group(1));
            int columns = Integer.parseInt(shape.group(2));
            checkLength(file, in, 8L * rows * columns);
            double[][] matrix = new double[rows][columns];
            ByteBuffer bytes =
                    ByteBuffer.allocate(Math.multiplyExact(8, columns)).order(ByteOrder.LITTLE_ENDIAN);
            for (double[] row : matrix) {
                in.readFully(bytes.array());
                bytes.clear().asDoubleBuffer().get(row);
            }
            return matrix;
        }
    }

    /** Reads all up to the numbers, and goes there. */
    private static Matcher match(Path file, RandomAccessFile in, Pattern expected, String what) throws IOException {
        byte[] start = new byte[(int) Math.min(in.length(), MAGIC.length + 2)];
        in.readFully(start);
        int length = headerLength(start, file.toString());
        byte[] text = new byte[(int) Math.min(length, in.length() - start.length)];
        in.readFully(text);
        Matcher header = expected.matcher(new String(text, StandardCharsets.US_ASCII));
        if (text.length < length || !header.matches()) {
            throw new IOException(file + " does not hold " + what);
        }
        return header;
    }

    private static void checkLength(Path file, RandomAccessFile in, long numbers) throws IOException {
        if (in.length() - in.getFilePointer() != numbers) {
            throw new IOException(file + " is not as long as its header says");
        }
    }
}
