package dev.tradespace.training.dl4j.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * e to the power of x for every lane, to about two units in the last place: a power of two times a polynomial on half a
 * binary order.
 *
 * @source Cephes, {@code expf}: the coefficients and the two parts of ln 2
 */
final class Exponential {
    /** Beyond these the result would leave the normal numbers. */
    private static final float HIGHEST = 88;

    private static final float LOWEST = -87;
    private static final float LOG2_E = 1.44269504f;
    /** Adding and taking it away rounds to a whole number: 1.5 times 2 to the power of 23. */
    private static final float ROUNDER = 12_582_912f;

    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    private static final int BIAS = 127;
    private static final int MANTISSA_BITS = 23;

    private Exponential() {}

    static FloatVector of(FloatVector power) {
        FloatVector x = power.max(LOWEST).min(HIGHEST);
        FloatVector shifted = x.mul(LOG2_E).add(ROUNDER);
        FloatVector whole = shifted.sub(ROUNDER);
        FloatVector rest = x.sub(whole.mul(LN2_HIGH)).sub(whole.mul(LN2_LOW));
        FloatVector polynomial = FloatVector.broadcast(CacheBlocks.SPECIES, 1.9875691500e-4f)
                .fma(rest, FloatVector.broadcast(CacheBlocks.SPECIES, 1.3981999507e-3f))
                .fma(rest, FloatVector.broadcast(CacheBlocks.SPECIES, 8.3334519073e-3f))
                .fma(rest, FloatVector.broadcast(CacheBlocks.SPECIES, 4.1665795894e-2f))
                .fma(rest, FloatVector.broadcast(CacheBlocks.SPECIES, 1.6666665459e-1f))
                .fma(rest, FloatVector.broadcast(CacheBlocks.SPECIES, 5.0000001201e-1f))
                .fma(rest.mul(rest), rest.add(1));
        // The shifted number's last bits are the whole number; moved to where an exponent stands, the others fall out.
        FloatVector power2 = shifted.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, MANTISSA_BITS)
                .add(BIAS << MANTISSA_BITS)
                .reinterpretAsFloats();
        return polynomial.mul(power2);
    }
}
