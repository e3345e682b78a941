package dev.tradespace.onnx;

import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.WeightSpec;
import java.util.SplittableRandom;

/** Weights in which nothing is 0 or 1 by custom: a statistic or bias that is lost or swapped shows. */
public record RestlessWeights(long seed) implements Weights {
    @Override
    public String id() {
        return "restless:" + seed;
    }

    @Override
    public float[] values(WeightSpec tensor) {
        SplittableRandom random = new SplittableRandom(seed * 31 + tensor.name().hashCode());
        float[] values = new float[Math.toIntExact(tensor.elements())];
        for (int i = 0; i < values.length; i++) {
            double value = random.nextGaussian();
            values[i] = (float)
                    switch (tensor.role()) {
                        case KERNEL -> value / Math.sqrt(tensor.fanIn());
                        case BIAS, SHIFT, RUNNING_MEAN -> 0.5 * value;
                        case SCALE -> 1 + 0.3 * value;
                        case RUNNING_VARIANCE -> 0.3 + value * value;
                        case EMBEDDING -> value;
                    };
        }
        return values;
    }
}
