package org.podium.pipeline.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.podium.pipeline.error.UserError;

/**
 * NumPy's {@code .npz}: a zip of {@code <name>.npy}. Each is a magic text, a version (1.0 to 3.0), a header's length, a
 * header in Python's notation and the numbers. Format: <a
 * href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>.
 */
final class Npz {
    static final String SUFFIX = ".npy";

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;

    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    /** NumPy of Python 2 wrote whole numbers with an L behind. */
    private static final Pattern SHAPE =
            Pattern.compile("'shape'\\s*:\\s*\\(\\s*+((?:\\d{1,18}+L?+\\s*+(?:,\\s*+|(?=\\)))){0,"
                    + StoredTensor.MOST_DIMENSIONS + "}+)\\)");

    private Npz() {}

    static OpenFile open(ZipFile zip, Map<String, ZipEntry> entries, Budget budget) throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (ZipEntry entry : entries.values()) {
            String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
            try {
                tensors.put(name, tensor(zip, entry, budget));
            } catch (IOException e) {
                throw new IOException("tensor " + Text.shown(name) + ": " + e.getMessage(), e);
            } catch (UserError e) {
                throw new UserError("tensor " + Text.shown(name) + ": " + e.getMessage(), e);
            }
        }
        return new OpenFile("npz", tensors, "", Map.of(), budget, zip);
    }

    private static StoredTensor tensor(ZipFile zip, ZipEntry entry, Budget budget) throws IOException {
        String header;
        long begin;
        try (InputStream stream = zip.getInputStream(entry)) {
            byte[] front = stream.readNBytes(MAGIC.length + 2);
            int version = front.length < MAGIC.length + 2 ? 0 : front[MAGIC.length];
            if (version < 1 || version > 3 || !Arrays.equals(front, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                throw new IOException("it is no .npy of version 1 to 3");
            }
            byte[] prefix = Arrays.copyOf(stream.readNBytes(version == 1 ? 2 : 4), 4);
            int length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getInt();
            if (length < 0 || length > LONGEST_HEADER) {
                throw new IOException("its header cannot be " + Integer.toUnsignedString(length) + " bytes");
            }
            budget.take(length);
            header = new String(stream.readNBytes(length), StandardCharsets.UTF_8);
            begin = front.length + (version == 1 ? 2 : 4) + length;
        }
        return tensor(header, new Part(new ZipBytes(zip, entry, budget), begin));
    }

    private static StoredTensor tensor(String header, Bytes numbers) throws IOException {
        String type = field(TYPE, header);
        DType numberType = type(type);
        ByteOrder order = type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long[] shape = Arrays.stream(field(SHAPE, header).split("[\\s,L]+"))
                .filter(extent -> !extent.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        long[] stride = field(FORTRAN, header).equals("True") ? columnMajor(shape) : StoredTensor.rowMajor(shape);
        return StoredTensor.view(numberType, order, numbers, 0, shape, stride);
    }

    private static String field(Pattern pattern, String header) throws IOException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new IOException("its header is not understood: " + Text.shown(header));
        }
        return matcher.group(1);
    }

    private static DType type(String type) {
        return switch (type.isEmpty() ? "" : type.substring(1)) {
            case "f8" -> DType.F64;
            case "f4" -> DType.F32;
            case "f2" -> DType.F16;
            case "i8" -> DType.I64;
            case "i4" -> DType.I32;
            case "i2" -> DType.I16;
            case "i1" -> DType.I8;
            case "u1" -> DType.U8;
            case "b1" -> DType.BOOL;
            default ->
                throw new UserError("it is of type " + Text.shown(type)
                        + ", which is not read: only f2, f4, f8, i1, i2, i4, i8, u1 and b1 are");
        };
    }

    private static long[] columnMajor(long[] shape) {
        long[] stride = new long[shape.length];
        long step = 1;
        for (int d = 0; d < shape.length; d++) {
            stride[d] = step;
            step *= Math.max(shape[d], 1);
        }
        return stride;
    }

    /** What follows the header. */
    private record Part(Bytes whole, long begin) implements Bytes {
        @Override
        public long size() {
            return Math.max(whole.size() - begin, 0);
        }

        @Override
        public void each(long from, long length, Window window) throws IOException {
            whole.each(begin + from, length, window);
        }
    }
}
