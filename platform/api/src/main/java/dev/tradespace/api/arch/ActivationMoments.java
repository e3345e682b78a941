package dev.tradespace.api.arch;

import dev.tradespace.api.op.*;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Mean and variance of a tensor's values under {@link RandomWeights}, followed through the graph as if all were normal
 * and independent. The mean matters: what comes out of a ReLU is positive, so a residual sum keeps all it is given, and
 * a second moment alone would foretell half of it, wrong by a power of two with every block.
 *
 * @param mean the mean
 * @param variance the variance
 */
record ActivationMoments(double mean, double variance) {
    /** What goes in, and what comes out of every kernel and layer norm. */
    private static final ActivationMoments STANDARD = new ActivationMoments(0, 1);

    /** The mean square. */
    double second() {
        return mean * mean + variance;
    }

    private ActivationMoments times(double factor) {
        return new ActivationMoments(factor * mean, factor * factor * variance);
    }

    /** The moments of a tensor of which this share is as this one and the rest as another. */
    private ActivationMoments mixed(double share, ActivationMoments other) {
        double both = share * mean + (1 - share) * other.mean;
        return new ActivationMoments(both, share * second() + (1 - share) * other.second() - both * both);
    }

    /**
     * The moments of what each layer puts out, by the layer's name.
     *
     * @param gains how much wider than one a convolution puts out, by the layer's name; one where there is none
     */
    static Map<String, ActivationMoments> of(Architecture architecture, Map<String, Double> gains) {
        Map<String, ActivationMoments> outputs = new HashMap<>();
        for (Layer layer : architecture.layers()) {
            List<ActivationMoments> inputs = layer.inputs().stream()
                    .map(name -> Objects.requireNonNull(outputs.get(name)))
                    .toList();
            ActivationMoments moments = layer.op().match(new Rules(layer, inputs));
            outputs.put(layer.name(), moments.times(gains.getOrDefault(layer.name(), 1.0)));
        }
        return outputs;
    }

    /**
     * The share of a window's positions that lie within its input, over all its steps: the others read the zeros around
     * it.
     */
    static double inside(Window window, Shape input, Shape output) {
        Padding.Explicit pads = window.resolve(input.height(), input.width());
        return inside(
                        window.kernelHeight(),
                        window.strideHeight(),
                        window.dilationHeight(),
                        pads.top(),
                        input.height(),
                        output.height())
                * inside(
                        window.kernelWidth(),
                        window.strideWidth(),
                        window.dilationWidth(),
                        pads.left(),
                        input.width(),
                        output.width());
    }

    private static double inside(int kernel, int stride, int dilation, int before, int size, int steps) {
        long count = 0;
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < kernel; i++) {
                int at = step * stride - before + i * dilation;
                count += at >= 0 && at < size ? 1 : 0;
            }
        }
        return Math.max(1, count) / (double) ((long) steps * kernel);
    }

    /** How each operation changes the moments of what it reads. */
    private static final class Rules implements Op.Cases<ActivationMoments> {
        private static final int STEPS = 200;
        private static final double REACH = 6;

        private final Layer layer;
        private final List<ActivationMoments> inputs;

        Rules(Layer layer, List<ActivationMoments> inputs) {
            this.layer = layer;
            this.inputs = inputs;
        }

        private ActivationMoments first() {
            return inputs.get(0);
        }

        private Shape shape() {
            return layer.inputShapes().get(0);
        }

        /** The function's integrals over a normal distribution with the input's moments. */
        @Override
        public ActivationMoments activation(Activation op) {
            double deviation = Math.sqrt(first().variance);
            double weights = 0;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i <= STEPS; i++) {
                double z = REACH * (2.0 * i / STEPS - 1);
                double weight = StrictMath.exp(-z * z / 2);
                double value = op.function().apply(first().mean + z * deviation);
                weights += weight;
                sum += weight * value;
                squares += weight * value * value;
            }
            double mean = sum / weights;
            return new ActivationMoments(mean, Math.max(0, squares / weights - mean * mean));
        }

        @Override
        public ActivationMoments add(Add op) {
            double mean = 0;
            double variance = 0;
            for (ActivationMoments input : inputs) {
                mean += input.mean;
                variance += input.variance;
            }
            return new ActivationMoments(mean, variance);
        }

        @Override
        public ActivationMoments multiply(Multiply op) {
            return product(1, 1);
        }

        @Override
        public ActivationMoments matrixProduct(MatrixProduct op) {
            return product(shape().last(), op.scale());
        }

        /** A sum of products of the two inputs, times a factor. */
        private ActivationMoments product(int terms, double factor) {
            double mean = first().mean * inputs.get(1).mean;
            double variance = first().second() * inputs.get(1).second() - mean * mean;
            return new ActivationMoments(terms * mean, terms * variance).times(factor);
        }

        @Override
        public ActivationMoments concat(Concat op) {
            ActivationMoments all = first();
            double size = shape().size(op.axis());
            for (int i = 1; i < inputs.size(); i++) {
                double more = layer.inputShapes().get(i).size(op.axis());
                all = all.mixed(size / (size + more), inputs.get(i));
                size += more;
            }
            return all;
        }

        /**
         * Shares that add up to one: {@code exp} of a normal variable has the square {@code exp(variance)} of its
         * mean's.
         */
        @Override
        public ActivationMoments softmax(Softmax op) {
            double mean = 1.0 / shape().size(op.axis());
            double peaks = Math.min(StrictMath.exp(first().variance), shape().size(op.axis()));
            return new ActivationMoments(mean, mean * mean * (peaks - 1));
        }

        /** Neighbours resemble each other: a window is worth about three independent values for a maximum. */
        @Override
        public ActivationMoments pool(Pool op) {
            if (op.reduction() == Pool.Kind.MAX) {
                return op.window().area() == 1 ? first() : maximum();
            }
            double counted = op.countPadding() ? inside(op.window(), shape(), layer.shape()) : 1;
            return average(op.window().area()).times(counted);
        }

        @Override
        public ActivationMoments globalPool(GlobalPool op) {
            long positions = shape().elements() / layer.shape().elements();
            return op.reduction() == Pool.Kind.MAX ? maximum() : average(positions);
        }

        /** Of three independent normal values (order statistics: mean 0.846, variance 0.559). */
        private ActivationMoments maximum() {
            return new ActivationMoments(first().mean + 0.846 * Math.sqrt(first().variance), 0.559 * first().variance);
        }

        /** Halfway, on a logarithmic scale, between values that are all alike and independent ones. */
        private ActivationMoments average(long area) {
            return new ActivationMoments(first().mean, first().variance / Math.sqrt((double) area));
        }

        @Override
        public ActivationMoments localResponseNorm(LocalResponseNorm op) {
            return first().times(Math.pow(op.bias() + op.alpha() * first().second(), -op.beta()));
        }

        @Override
        public ActivationMoments channelPad(ChannelPad op) {
            return first().mixed(shape().channels() / (double) layer.shape().channels(), new ActivationMoments(0, 0));
        }

        @Override
        public ActivationMoments learnedParameter(LearnedParameter op) {
            List<Double> means = op.mean().orElse(List.of(0.0));
            double mean =
                    means.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            double spread = means.stream()
                    .mapToDouble(value -> (value - mean) * (value - mean))
                    .average()
                    .orElse(0);
            return new ActivationMoments(mean, spread + op.deviation() * op.deviation());
        }

        @Override
        public ActivationMoments input(Input op) {
            return STANDARD;
        }

        @Override
        public ActivationMoments convolution(Convolution op) {
            return STANDARD;
        }

        @Override
        public ActivationMoments dense(Dense op) {
            return STANDARD;
        }

        @Override
        public ActivationMoments layerNorm(LayerNorm op) {
            return STANDARD;
        }

        @Override
        public ActivationMoments multiHeadAttention(MultiHeadAttention op) {
            return STANDARD;
        }

        @Override
        public ActivationMoments batchNorm(BatchNorm op) {
            return first();
        }

        @Override
        public ActivationMoments stridedSlice(StridedSlice op) {
            return first();
        }

        @Override
        public ActivationMoments dropout(Dropout op) {
            return first();
        }

        @Override
        public ActivationMoments stochasticDepth(StochasticDepth op) {
            return first();
        }

        @Override
        public ActivationMoments reshape(Reshape op) {
            return first();
        }

        @Override
        public ActivationMoments transpose(Transpose op) {
            return first();
        }

        @Override
        public ActivationMoments patchTokens(PatchTokens op) {
            return first();
        }

        @Override
        public ActivationMoments classToken(ClassToken op) {
            return first();
        }

        @Override
        public ActivationMoments positionEmbedding(PositionEmbedding op) {
            return first();
        }

        @Override
        public ActivationMoments flatten(Flatten op) {
            return first();
        }

        @Override
        public ActivationMoments identity(Identity op) {
            return first();
        }
    }
}
