package dev.tradespace.core.weights;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of numbers in safetensors files.
 *
 * @source the format section of the safetensors README (github.com/huggingface/safetensors)
 */
enum NumberType {
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

    private static final int EXPONENT_BITS = 0x1f;
    private static final int FRACTION_BITS = 0x3ff;
    private static final float SMALLEST_HALF = 0x1p-24f;

    private final int bytes;

    NumberType(int bytes) {
        this.bytes = bytes;
    }

    static Optional<NumberType> find(String name) {
        for (NumberType type : values()) {
            if (type.name().equals(name.toUpperCase(Locale.ROOT))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    int bytes() {
        return bytes;
    }

    /** Whether weights may be of it. */
    boolean isFloat() {
        return this == F64 || this == F32 || this == F16 || this == BF16;
    }

    /** Reads numbers as 32-bit floats. */
    void read(ByteBuffer from, float[] values) {
        if (this == F32) {
            from.asFloatBuffer().get(values);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (this) {
                case F64 -> (float) from.getDouble();
                case F16 -> half(from.getShort());
                case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
                default -> throw new IllegalStateException(this + " is no kind of weights");
            };
        }
    }

    /** IEEE 754 binary16. */
    private static float half(short bits) {
        int exponent = bits >> 10 & EXPONENT_BITS;
        int fraction = bits & FRACTION_BITS;
        float magnitude = exponent == 0
                ? fraction * SMALLEST_HALF
                : Float.intBitsToFloat((exponent == EXPONENT_BITS ? 0xff : exponent + 112) << 23 | fraction << 13);
        return bits < 0 ? -magnitude : magnitude;
    }
}
