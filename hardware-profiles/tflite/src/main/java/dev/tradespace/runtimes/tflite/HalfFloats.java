package dev.tradespace.runtimes.tflite;

/** Numbers of 16 bits: IEEE 754 binary16, which Java 17 has no type for. */
final class HalfFloats {
    /** The largest finite one. */
    static final float MOST = 65504;

    private static final int EXPONENT_SHIFT = 23;
    private static final int LOST_BITS = 13;
    private static final int BIAS_DIFFERENCE = 127 - 15;
    /** The least normal number's exponent, 2^-14, as a float's. */
    private static final int LEAST_EXPONENT = BIAS_DIFFERENCE + 1;

    private HalfFloats() {}

    /**
     * The nearest number, of two equally near ones the even.
     *
     * @param value from -65504 to 65504
     */
    static short nearest(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int exponent = (bits >>> EXPONENT_SHIFT) & 0xff;
        if (exponent >= LEAST_EXPONENT) {
            // Rounding may carry into the exponent, as it should.
            int magnitude = (bits & 0x7fffffff) - (BIAS_DIFFERENCE << EXPONENT_SHIFT);
            return (short) (sign | shiftedRight(magnitude, LOST_BITS));
        }
        int shift = LOST_BITS + LEAST_EXPONENT - exponent;
        int mantissa = (bits & 0x7fffff) | (1 << EXPONENT_SHIFT);
        return (short) (shift > EXPONENT_SHIFT + 1 ? sign : sign | shiftedRight(mantissa, shift));
    }

    private static int shiftedRight(int value, int shift) {
        int kept = value >>> shift;
        int lost = value & ((1 << shift) - 1);
        int half = 1 << (shift - 1);
        return lost > half || (lost == half && (kept & 1) == 1) ? kept + 1 : kept;
    }
}
