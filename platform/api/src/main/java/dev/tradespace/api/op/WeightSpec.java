package dev.tradespace.api.op;

/**
 * One tensor of weights that an operation has.
 *
 * @param name the tensor's name: {@code weight} for an operation, {@code layer1.conv1.weight} in an architecture
 * @param role what the tensor is for
 * @param shape its sizes: convolutions OIHW, dense {@code [out, in]}
 * @param fanIn how many inputs one output sums, for initialisation; 1 for anything but kernels
 */
public record WeightSpec(String name, Role role, Shape shape, int fanIn) {
    /** What a tensor of weights is for. */
    public enum Role {
        /** The kernel of a convolution, a dense layer or an attention projection. */
        KERNEL,
        /** An added bias. */
        BIAS,
        /** The scale (gamma) of a normalisation. */
        SCALE,
        /** The shift (beta) of a normalisation. */
        SHIFT,
        /** A batch norm's running mean: a statistic, not a parameter. */
        RUNNING_MEAN,
        /** A batch norm's running variance: a statistic, not a parameter. */
        RUNNING_VARIANCE,
        /** A learned token, position embedding or free parameter. */
        EMBEDDING;

        /** Whether training moves it; running statistics are counted apart. */
        public boolean trainable() {
            return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
        }
    }

    static WeightSpec kernel(String name, int fanIn, int... sizes) {
        return new WeightSpec(name, Role.KERNEL, Shape.of(sizes), fanIn);
    }

    static WeightSpec vector(String name, Role role, int size) {
        return new WeightSpec(name, role, Shape.of(size), 1);
    }

    /** The same tensor under its full name. */
    public WeightSpec within(String layer) {
        return new WeightSpec(layer + "." + name, role, shape, fanIn);
    }

    /** The number of values. */
    public long elements() {
        return shape.elements();
    }
}
