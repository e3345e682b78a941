package dev.tradespace.api.op;

/**
 * The padding of a window. {@link Same} follows TensorFlow: the output is {@code ceil(input / stride)} and an odd
 * amount puts the larger half at the bottom and right. {@link Explicit} gives every side.
 */
public sealed interface Padding {
    /**
     * Amounts for each side.
     *
     * @param top rows above, at least 0
     * @param bottom rows below, at least 0
     * @param left columns to the left, at least 0
     * @param right columns to the right, at least 0
     */
    record Explicit(int top, int bottom, int left, int right) implements Padding {
        public Explicit {
            if (top < 0 || bottom < 0 || left < 0 || right < 0) {
                throw new IllegalArgumentException(
                        "padding must be at least 0, was " + top + ", " + bottom + ", " + left + ", " + right);
            }
        }

        /** The padding of a TensorFlow "valid" window. */
        public static final Explicit NONE = new Explicit(0, 0, 0, 0);
    }

    /** Enough for the output to be {@code ceil(input / stride)}. */
    record Same() implements Padding {}
}
