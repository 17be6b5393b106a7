package org.podium.pipeline.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matrices of doubles as NumPy's {@code .npy}, version 1.0: little-endian, row-major. Format: <a
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
        String text = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + matrix.length + ", " + columns + "), }";
        // The numbers start at a multiple of 64 bytes; the header ends in a line feed.
        int header = (MAGIC.length + 2 + text.length() + 1 + 63) / 64 * 64 - MAGIC.length - 2;
        byte[] padded = (text + " ".repeat(header - text.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(MAGIC.length + 2 + header + 8 * matrix.length * columns)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).putShort((short) header).put(padded);
        for (double[] row : matrix) {
            for (double value : row) {
                bytes.putDouble(value);
            }
        }
        Files.write(file, bytes.array());
    }

    /** @throws IOException when the file is not one that {@link #write} makes */
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
