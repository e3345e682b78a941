package dev.tradespace.training.dl4j.train;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.LearnedParameter;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.WeightSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The weights that a training begins with. Every tensor draws from a generator of its own, so that none depends on the
 * order in which they are asked for.
 *
 * <p>Convolutions are normal with variance {@code 2 / fanOut}, dense kernels uniform within {@code 1 / sqrt(fanIn)}. In
 * a network with attention all kernels are normal with deviation 0.02, cut off at two deviations, and convolutions,
 * which make its patches, with variance {@code 1 / fanIn}. Biases and shifts begin at zero, scales at one, but those of
 * the batch norms that inverted residuals end with at zero, so that a deep network of them begins as a shallow one.
 *
 * @source He et al. 2015, equation 14; LeCun et al. 1998, section 4.6; Touvron et al. 2021 (DeiT), section 6, after
 *     Hanin and Rolnick 2018; Goyal et al. 2017, section 5.1, for the scales at zero
 */
public final class InitialWeights implements Weights {
    private static final double EMBEDDING_DEVIATION = 0.02;
    private static final double CUT = 2;
    /** The deviation of a normal number that is cut off at two deviations. */
    private static final double CUT_DEVIATION = 0.8796256610342398;

    private final long seed;
    private final boolean attends;
    private final Map<String, Layer> layers = new HashMap<>();
    private final Set<String> silent;

    /** Of an architecture; the same seed gives the same values everywhere. */
    public InitialWeights(Architecture architecture, long seed) {
        this.seed = seed;
        this.attends = architecture.layers().stream().anyMatch(layer -> layer.op() instanceof MultiHeadAttention);
        for (Layer layer : architecture.layers()) {
            layer.weights().forEach(weight -> layers.put(weight.name(), layer));
        }
        this.silent = InvertedResiduals.lastNorms(architecture);
    }

    @Override
    public String id() {
        return "starting:" + seed;
    }

    @Override
    public float[] values(WeightSpec tensor) {
        Layer layer = layers.get(tensor.name());
        if (layer == null) {
            throw new IllegalArgumentException("there is no tensor " + tensor.name());
        }
        float[] values = new float[Math.toIntExact(tensor.elements())];
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + stableHash(tensor.name()));
        switch (tensor.role()) {
            case KERNEL -> kernel(values, tensor, layer, random);
            case EMBEDDING -> embedding(values, layer, random);
            case SCALE -> Arrays.fill(values, silent.contains(layer.name()) ? 0 : 1);
            case RUNNING_VARIANCE -> Arrays.fill(values, 1);
            case BIAS, SHIFT, RUNNING_MEAN -> Arrays.fill(values, 0);
        }
        return values;
    }

    private void kernel(float[] values, WeightSpec tensor, Layer layer, SplittableRandom random) {
        if (layer.op() instanceof Convolution convolution) {
            if (attends) {
                cutNormal(values, Math.sqrt(1.0 / tensor.fanIn()) / CUT_DEVIATION, random);
                return;
            }
            int area = tensor.shape().size(2) * tensor.shape().size(3);
            double fanOut = (double) area * tensor.shape().size(0) / convolution.groups();
            double deviation = Math.sqrt(2 / fanOut);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (deviation * random.nextGaussian());
            }
        } else if (attends) {
            cutNormal(values, EMBEDDING_DEVIATION, random);
        } else {
            double bound = 1 / Math.sqrt(tensor.fanIn());
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-bound, bound);
            }
        }
    }

    /** A learned parameter says itself what it begins with. */
    private static void embedding(float[] values, Layer layer, SplittableRandom random) {
        if (layer.op() instanceof LearnedParameter parameter) {
            cutNormal(values, parameter.deviation(), random);
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) parameter.mean(i);
            }
        } else {
            cutNormal(values, EMBEDDING_DEVIATION, random);
        }
    }

    private static void cutNormal(float[] values, double deviation, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            double value = random.nextGaussian();
            while (Math.abs(value) > CUT) {
                value = random.nextGaussian();
            }
            values[i] = (float) (deviation * value);
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
