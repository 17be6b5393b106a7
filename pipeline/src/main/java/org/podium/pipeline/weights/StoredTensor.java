package org.podium.pipeline.weights;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.podium.pipeline.network.Tensor;

/**
 * A tensor as it lies in a file: a view of a storage, as torch's {@code as_strided} defines it. Element (i, j, ...) is
 * number {@code offset + i stride[0] + j stride[1] + ...} of the storage.
 *
 * @param bytes the storage; several tensors may share it
 * @param offset in numbers, not bytes; as are the strides
 */
record StoredTensor(DType type, ByteOrder order, Bytes bytes, long offset, long[] shape, long[] stride) {
    /** More dimensions than torch or NumPy allow. */
    static final int MOST_DIMENSIONS = 64;

    /** A view of a storage, checked to stay inside it. */
    static StoredTensor view(DType type, ByteOrder order, Bytes bytes, long offset, long[] shape, long[] stride)
            throws IOException {
        StoredTensor tensor = new StoredTensor(type, order, bytes, offset, shape, stride);
        if (shape.length != stride.length || shape.length > MOST_DIMENSIONS) {
            throw new IOException("it has " + shape.length + " dimensions and " + stride.length + " strides");
        }
        long numbers = bytes.size() / type.width();
        if (offset < 0
                || Arrays.stream(shape).anyMatch(e -> e < 0)
                || Arrays.stream(stride).anyMatch(s -> s < 0)) {
            throw new IOException("it " + tensor.described() + ": none of these may be negative");
        }
        try {
            if (tensor.count() > 0 && Math.addExact(offset, tensor.reach()) > numbers) {
                throw new IOException(
                        "it " + tensor.described() + " reaches past the " + numbers + " numbers of its storage");
            }
        } catch (ArithmeticException e) {
            throw new IOException("it " + tensor.described() + ": that is more than can be counted", e);
        }
        return tensor;
    }

    /** All of a storage, the last index running fastest. */
    static StoredTensor whole(DType type, ByteOrder order, Bytes bytes, long[] shape) throws IOException {
        return view(type, order, bytes, 0, shape, rowMajor(shape));
    }

    /** Strides of a tensor without gaps whose last index runs fastest. Extents that overflow are found out later. */
    static long[] rowMajor(long[] shape) {
        long[] stride = new long[shape.length];
        long step = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            stride[d] = step;
            step *= Math.max(shape[d], 1);
        }
        return stride;
    }

    private String described() {
        return "has shape " + Arrays.toString(shape) + ", strides " + Arrays.toString(stride) + ", offset " + offset;
    }

    private long count() {
        return Tensor.size(shape);
    }

    /** Numbers of the storage from the first element to the last. */
    private long reach() {
        long last = 0;
        for (int d = 0; d < shape.length; d++) {
            last = Math.addExact(last, Math.multiplyExact(shape[d] - 1, stride[d]));
        }
        return Math.addExact(last, 1);
    }

    /** Reads the numbers, rounded to fp32, in row-major order. */
    Tensor read(Budget budget) throws IOException {
        long count = count();
        if (count == 0) {
            return new Tensor(shape, new float[0]);
        }
        long reach = reach();
        long most = Math.max(count, reach);
        if (most > Integer.MAX_VALUE - 8) {
            throw new IOException("it has more than 2^31 numbers");
        }
        budget.take(4 * most);
        float[] numbers = new float[(int) reach];
        int[] at = {0};
        bytes.each(offset * type.width(), reach * type.width(), window -> {
            type.decode(window.order(order), numbers, at[0]);
            at[0] += window.limit() / type.width();
        });
        return new Tensor(shape, isRowMajor() ? numbers : gathered(numbers, (int) count));
    }

    private boolean isRowMajor() {
        long[] plain = rowMajor(shape);
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] > 1 && stride[d] != plain[d]) {
                return false;
            }
        }
        return true;
    }

    private float[] gathered(float[] numbers, int count) {
        float[] values = new float[count];
        long[] index = new long[shape.length];
        int from = 0;
        for (int i = 0; i < count; i++) {
            values[i] = numbers[from];
            for (int d = shape.length - 1; d >= 0; d--) {
                from += (int) stride[d];
                if (++index[d] < shape[d]) {
                    break;
                }
                from -= (int) (stride[d] * shape[d]);
                index[d] = 0;
            }
        }
        return values;
    }
}
