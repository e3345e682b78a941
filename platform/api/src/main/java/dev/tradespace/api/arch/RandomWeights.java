package dev.tradespace.api.arch;

import dev.tradespace.api.op.WeightSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Random weights by a seed, scaled so that activations keep a normal range however deep the network is: denormals and
 * infinities would change a latency.
 *
 * <p>Kernels are normal with variance {@code 1 / (fanIn * m)}, where {@code m} is the second moment of what they read, followed through the graph
 * from unit-variance input ({@link SecondMoments}); a depthwise kernel's fan-in is its window's area. Every tensor draws from its
 * own generator, so no tensor depends on the order in which they are asked for.
 *
 * @source He et al. 2015, section 2.2, generalised from ReLU to any graph
 */
public final class RandomWeights implements Weights {
    private static final float EMBEDDING_DEVIATION = 0.02f;

    private final long seed;
    private final Map<String, Double> moments = new HashMap<>();

    private RandomWeights(Architecture architecture, long seed) {
        this.seed = seed;
        Map<String, Double> outputs = SecondMoments.of(architecture);
        for (Layer layer : architecture.layers()) {
            double moment = layer.inputs().isEmpty()
                    ? 1
                    : outputs.getOrDefault(layer.inputs().get(0), 1.0);
            for (WeightSpec weight : layer.weights()) {
                moments.put(weight.name(), moment);
            }
        }
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
        Double moment = moments.get(tensor.name());
        if (moment == null) {
            throw new IllegalArgumentException("there is no tensor " + tensor.name());
        }
        float[] values = new float[Math.toIntExact(tensor.elements())];
        switch (tensor.role()) {
            case KERNEL -> fill(values, tensor.name(), (float) (1 / Math.sqrt(tensor.fanIn() * moment)));
            case EMBEDDING -> fill(values, tensor.name(), EMBEDDING_DEVIATION);
            case SCALE, RUNNING_VARIANCE -> Arrays.fill(values, 1);
            case BIAS, SHIFT, RUNNING_MEAN -> Arrays.fill(values, 0);
        }
        return values;
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
