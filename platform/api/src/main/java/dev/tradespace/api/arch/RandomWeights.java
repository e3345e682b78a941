package dev.tradespace.api.arch;

import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.LearnedParameter;
import dev.tradespace.api.op.WeightSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Random weights by a seed, scaled so that activations keep a normal range however deep the network is: denormals and
 * infinities would change a latency.
 *
 * <p>Kernels are normal with variance {@code g^2 / (fanIn * m)}, where {@code m} is the second moment of what they
 * read, followed through the graph from unit-variance input ({@link ActivationMoments}), and {@code g} is one but for
 * convolutions that {@link KernelGains} names; a depthwise kernel's fan-in is its window's area. Every tensor draws
 * from its own generator, so no tensor depends on the order in which they are asked for.
 *
 * @source He et al. 2015, section 2.2, generalised from ReLU to any graph
 */
public final class RandomWeights implements Weights {
    private static final double EMBEDDING_DEVIATION = 0.02;
    private static final double SMALLEST_MOMENT = 1e-6;

    private final long seed;
    private final Map<String, Scale> scales = new HashMap<>();
    private final Map<String, LearnedParameter> learned = new HashMap<>();

    /**
     * What sets the size of a tensor.
     *
     * @param gain the standard deviation wanted of what a kernel puts out, or of an embedding itself
     * @param moment the second moment of what the layer reads
     */
    private record Scale(double gain, double moment) {
        /** A kernel's variance times its fan-in. */
        double power() {
            return gain * gain / moment;
        }
    }

    private RandomWeights(Architecture architecture, long seed) {
        this.seed = seed;
        Map<String, Double> gains = KernelGains.of(architecture);
        Map<String, ActivationMoments> outputs = ActivationMoments.of(architecture, gains);
        for (Layer layer : architecture.layers()) {
            for (WeightSpec weight : layer.weights()) {
                if (layer.op() instanceof LearnedParameter parameter) {
                    learned.put(weight.name(), parameter);
                }
                double gain = weight.role() == WeightSpec.Role.EMBEDDING
                        ? deviation(layer)
                        : gains.getOrDefault(layer.name(), 1.0);
                scales.put(weight.name(), new Scale(gain, Math.max(read(layer, outputs), SMALLEST_MOMENT)));
            }
        }
    }

    private static double deviation(Layer embedding) {
        return embedding.op() instanceof LearnedParameter parameter ? parameter.deviation() : EMBEDDING_DEVIATION;
    }

    /** The second moment of what a layer reads, the zeros around a feature map among it. */
    private static double read(Layer layer, Map<String, ActivationMoments> outputs) {
        if (layer.inputs().isEmpty()) {
            return 1;
        }
        double moment =
                Objects.requireNonNull(outputs.get(layer.inputs().get(0))).second();
        return layer.op() instanceof Convolution convolution
                ? moment
                        * ActivationMoments.inside(
                                convolution.window(), layer.inputShapes().get(0), layer.shape())
                : moment;
    }

    /** Random weights of an architecture; the same seed gives the same values everywhere. */
    public static RandomWeights of(Architecture architecture, long seed) {
        return new RandomWeights(architecture, seed);
    }

    @Override
    public String id() {
        return "random:" + seed;
    }

    @Override
    public float[] values(WeightSpec tensor) {
        Scale scale = scales.get(tensor.name());
        if (scale == null) {
            throw new IllegalArgumentException("there is no tensor " + tensor.name());
        }
        float[] values = new float[Math.toIntExact(tensor.elements())];
        switch (tensor.role()) {
            case KERNEL -> {
                fill(values, tensor.name(), (float) Math.sqrt(scale.power() / tensor.fanIn()));
                if (isDepthwise(tensor)) {
                    level(values, tensor.fanIn(), scale.power());
                }
            }
            case EMBEDDING -> {
                fill(values, tensor.name(), (float) scale.gain());
                LearnedParameter parameter = learned.get(tensor.name());
                for (int i = 0; parameter != null && i < values.length; i++) {
                    values[i] += (float) parameter.mean(i);
                }
            }
            case SCALE, RUNNING_VARIANCE -> Arrays.fill(values, 1);
            case BIAS, SHIFT, RUNNING_MEAN -> Arrays.fill(values, 0);
        }
        return values;
    }

    private static boolean isDepthwise(WeightSpec kernel) {
        return kernel.shape().rank() == 4
                && kernel.shape().size(1) == 1
                && kernel.shape().size(0) > 1;
    }

    /**
     * Makes each channel's kernel pass on the same power, half of it measured on a constant input and half on noise:
     * the few weights of a depthwise kernel scatter, and no sum over channels evens that out.
     */
    private static void level(float[] values, int area, double power) {
        for (int from = 0; from < values.length; from += area) {
            double sum = 0;
            double squares = 0;
            for (int i = from; i < from + area; i++) {
                sum += values[i];
                squares += (double) values[i] * values[i];
            }
            float factor = (float) Math.sqrt(2 * power / (sum * sum + squares));
            for (int i = from; i < from + area; i++) {
                values[i] *= factor;
            }
        }
    }

    private void fill(float[] values, String name, float deviation) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + stableHash(name));
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() * deviation;
        }
    }

    private static long stableHash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
