package org.podium.pipeline.network;

import java.util.Arrays;

/**
 * An array of fp32 numbers in main memory, in row-major order.
 *
 * <p>A carrier for large data: neither array is copied, so whoever gets one must not write to it.
 *
 * @param shape extent of each dimension; empty for a scalar
 * @param values as many as the product of the extents
 */
public record Tensor(long[] shape, float[] values) {
    public Tensor {
        if (size(shape) != values.length) {
            throw new IllegalArgumentException(
                    "a tensor of shape " + Arrays.toString(shape) + " cannot hold " + values.length + " values");
        }
    }

    /** Every element {@code value}. */
    public static Tensor filled(float value, long... shape) {
        float[] values = new float[Math.toIntExact(size(shape))];
        Arrays.fill(values, value);
        return new Tensor(shape, values);
    }

    /** Number of elements of a shape. */
    public static long size(long[] shape) {
        long size = 1;
        for (long extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("negative extent in " + Arrays.toString(shape));
            }
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && Arrays.equals(shape, that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
