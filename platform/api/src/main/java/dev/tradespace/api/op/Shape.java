package dev.tradespace.api.op;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of a tensor without its batch axis.
 *
 * @shape feature maps are {@code [channels, height, width]}, tokens {@code [tokens, width]}, vectors {@code [features]}
 */
public final class Shape {
    private final int[] sizes;

    private Shape(int[] sizes) {
        this.sizes = sizes;
    }

    /**
     * A shape of the given sizes.
     *
     * @param sizes one size per axis, each at least 1
     * @throws IllegalArgumentException if there is no axis or a size is below 1
     */
    public static Shape of(int... sizes) {
        if (sizes.length == 0) {
            throw new IllegalArgumentException("a shape must have at least one axis");
        }
        for (int size : sizes) {
            if (size < 1) {
                throw new IllegalArgumentException("every size must be at least 1, was " + Arrays.toString(sizes));
            }
        }
        return new Shape(sizes.clone());
    }

    /** The number of axes. */
    public int rank() {
        return sizes.length;
    }

    /** The size along an axis, {@code 0 <= axis < rank()}. */
    public int size(int axis) {
        return sizes[axis];
    }

    /** The size of the last axis, on which dense layers, layer norms and attention work. */
    public int last() {
        return sizes[sizes.length - 1];
    }

    /** Whether this is a feature map, {@code [channels, height, width]}. */
    public boolean isFeatureMap() {
        return sizes.length == 3;
    }

    /** The channels of a feature map. */
    public int channels() {
        return sizes[0];
    }

    /** The height of a feature map. */
    public int height() {
        return sizes[1];
    }

    /** The width of a feature map. */
    public int width() {
        return sizes[2];
    }

    /**
     * The number of elements.
     *
     * @throws ArithmeticException if a {@code long} cannot count them
     */
    public long elements() {
        long product = 1;
        for (int size : sizes) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /** This shape with another size along one axis. */
    public Shape with(int axis, int size) {
        int[] changed = sizes.clone();
        changed[axis] = size;
        return of(changed);
    }

    /** The sizes, a copy. */
    public int[] toArray() {
        return sizes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Shape that && Arrays.equals(sizes, that.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** For people: {@code 64x56x56}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int axis = 0; axis < sizes.length; axis++) {
            text.append(axis == 0 ? "" : "x").append(sizes[axis]);
        }
        return text.toString();
    }
}
