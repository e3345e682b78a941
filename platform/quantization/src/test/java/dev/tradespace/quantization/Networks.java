package dev.tradespace.quantization;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.Activation.Function;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.op.Window;

/** Small networks with all that convolutional families are made of. */
final class Networks {
    private Networks() {}

    private static Window window(int kernel, int stride) {
        return Window.kernel(kernel).stride(stride).same();
    }

    /** A residual block, an inverted one with a gate, branches, pools. */
    static Architecture convolutional() {
        Flow stem = Flow.input(Shape.of(3, TintedImages.SIDE, TintedImages.SIDE))
                .conv(16, window(3, 1))
                .batchNorm()
                .relu();
        Flow residual = stem.conv(16, window(3, 1))
                .batchNorm()
                .relu()
                .conv(16, window(3, 1))
                .batchNorm()
                .add(stem)
                .relu();
        Flow expanded = residual.pointwise(32)
                .batchNorm()
                .activation(Function.RELU6)
                .depthwise(window(3, 2))
                .batchNorm()
                .activation(Function.HARD_SWISH);
        Flow gate = expanded.globalAveragePool()
                .biasedConv(8, window(1, 1))
                .relu()
                .biasedConv(32, window(1, 1))
                .activation(Function.HARD_SIGMOID);
        Flow gated = expanded.multiply(gate).pointwise(24).batchNorm();
        Flow branches = gated.pointwise(8)
                .batchNorm()
                .activation(Function.SILU)
                .concat(gated.maxPool(window(3, 1)).pointwise(8).batchNorm().relu());
        return branches.globalAveragePool().flatten().dropout(0.2).dense(3).architecture();
    }

    /** Weights that a training might leave: batch normalisations with statistics of their own. */
    static Weights settled(Architecture architecture) {
        Weights random = RandomWeights.of(architecture, 7);
        return new Weights() {
            @Override
            public String id() {
                return random.id();
            }

            @Override
            public float[] values(WeightSpec tensor) {
                float[] values = random.values(tensor);
                for (int i = 0; i < values.length; i++) {
                    values[i] = switch (tensor.role()) {
                        case RUNNING_VARIANCE -> 0.5f + i % 5 * 0.2f;
                        case RUNNING_MEAN -> i % 3 * 0.1f;
                        case SCALE -> 0.7f + i % 4 * 0.2f;
                        case SHIFT -> i % 5 * 0.1f - 0.2f;
                        default -> values[i];
                    };
                }
                return values;
            }
        };
    }
}
