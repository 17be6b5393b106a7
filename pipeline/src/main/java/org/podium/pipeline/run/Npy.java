package org.podium.pipeline.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Matrices of doubles, and arrays of bytes, as NumPy's {@code .npy}, version 1.0: little-endian, row-major. Format: <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>.
 */
public final class Npy {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '<f8', 'fortran_order': False, 'shape': \\((\\d{1,9}), (\\d{1,9})\\), \\}\\s*");

    private Npy() {}

    /** @param matrix rows of equal length, at least one */
    public static void write(Path file, double[][] matrix) throws IOException {
        int columns = matrix[0].length;
        byte[] header = header("<f8", matrix.length + ", " + columns);
        ByteBuffer bytes =
                ByteBuffer.allocate(header.length + 8 * matrix.length * columns).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(header);
        for (double[] row : matrix) {
            for (double value : row) {
                bytes.putDouble(value);
            }
        }
        Files.write(file, bytes.array());
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
     * Reads what the other {@link #write(Path, List, int...) write} wrote.
     *
     * @param length of one item
     * @throws IOException when the file is not made of items of that length
     */
    public static List<byte[]> readBytes(Path file, int length) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer start = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 10 || start.mismatch(ByteBuffer.wrap(MAGIC)) != MAGIC.length) {
            throw new IOException(file + " is not a NumPy file");
        }
        int header = MAGIC.length + 2 + (start.getShort(MAGIC.length) & 0xFFFF);
        if (header > bytes.length || (bytes.length - header) % length != 0) {
            throw new IOException(file + " does not hold items of " + length + " bytes");
        }
        return IntStream.range(0, (bytes.length - header) / length)
                .mapToObj(i -> Arrays.copyOfRange(bytes, header + i * length, header + (i + 1) * length))
                .toList();
    }

    /** @throws IOException when the file is not one that {@link #write(Path, double[][])} makes */
    public static double[][] read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < 10 || bytes.mismatch(ByteBuffer.wrap(MAGIC)) != MAGIC.length) {
            throw new IOException(file + " is not a NumPy file");
        }
        int header = bytes.getShort(MAGIC.length) & 0xFFFF;
        int start = MAGIC.length + 2 + header;
        Matcher shape = HEADER.matcher(new String(
                bytes.array(), MAGIC.length + 2, Math.min(header, bytes.limit() - 10), StandardCharsets.US_ASCII));
        if (!shape.matches()) {
            throw new IOException(file + " does not hold a row-major matrix of doubles");
        }
        int rows = Integer.parseInt(shape.group(1));
        int columns = Integer.parseInt(shape.group(2));
        if (bytes.limit() != start + 8L * rows * columns) {
            throw new IOException(file + " is not as long as its header says");
        }
        double[][] matrix = new double[rows][columns];
        bytes.position(start);
        for (double[] row : matrix) {
            for (int c = 0; c < columns; c++) {
                row[c] = bytes.getDouble();
            }
        }
        return matrix;
    }
}
