package org.podium.pipeline.weights;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The number formats that are read, under the names that safetensors gives them. */
enum DType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1);

    private final int width;

    DType(int width) {
        this.width = width;
    }

    static Optional<DType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** Bytes of a number. */
    int width() {
        return width;
    }

    /** Whether it holds fractions: the others are counters and masks, not weights. */
    boolean floating() {
        return this == F64 || this == F32 || this == F16 || this == BF16;
    }

    /** Takes all of the buffer's numbers, rounded to fp32, into the array from {@code at} on. */
    void decode(ByteBuffer bytes, float[] into, int at) {
        int count = bytes.remaining() / width;
        if (this == F32) {
            bytes.asFloatBuffer().get(into, at, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            into[at + i] = next(bytes);
        }
    }

    private float next(ByteBuffer bytes) {
        return switch (this) {
            case F64 -> (float) bytes.getDouble();
            case F32 -> bytes.getFloat();
            case F16 -> Half.toFloat(bytes.getShort());
            case BF16 -> Float.intBitsToFloat(bytes.getShort() << 16);
            case I64 -> bytes.getLong();
            case I32 -> bytes.getInt();
            case I16 -> bytes.getShort();
            case I8 -> bytes.get();
            case U8 -> bytes.get() & 0xff;
            case BOOL -> bytes.get() == 0 ? 0 : 1;
        };
    }
}
