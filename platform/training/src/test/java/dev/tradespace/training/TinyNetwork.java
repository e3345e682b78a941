package dev.tradespace.training;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.op.Window;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Convolution, batch norm, ReLU, mean, dense: a network small enough to be written out in double precision, as whoever
 * gets its weights would compute it.
 */
final class TinyNetwork {
    static final Architecture ARCHITECTURE = Flow.input(Shape.of(3, Colours.SIDE, Colours.SIDE))
            .conv(8, Window.kernel(3).stride(2).padding(1))
            .batchNorm()
            .relu()
            .globalAveragePool()
            .flatten()
            .dense(3)
            .architecture();
    private static final int CHANNELS = 8;
    private static final int OUT = Colours.SIDE / 2;

    private final Map<String, float[]> tensors = new HashMap<>();
    private final double epsilon;

    TinyNetwork(Weights weights) {
        double found = 0;
        for (Layer layer : ARCHITECTURE.layers()) {
            if (layer.op() instanceof BatchNorm norm) {
                found = norm.epsilon();
            }
            for (WeightSpec tensor : layer.weights()) {
                String local = tensor.name().substring(layer.name().length() + 1);
                tensors.put(kind(layer.op()) + local, weights.values(tensor));
            }
        }
        epsilon = found;
    }

    private static String kind(Op op) {
        return op instanceof Convolution
                ? "conv."
                : op instanceof BatchNorm ? "norm." : op instanceof Dense ? "dense." : "?";
    }

    private float at(String tensor, int index) {
        float[] values = tensors.get(tensor);
        return values == null ? 0 : values[index];
    }

    /**
     * The answers to an image.
     *
     * @param image {@code [3, side, side]}, normalised
     */
    double[] answer(FloatBuffer image) {
        double[] means = new double[CHANNELS];
        for (int c = 0; c < CHANNELS; c++) {
            double scale = at("norm.weight", c) / Math.sqrt(at("norm.running_var", c) + epsilon);
            for (int y = 0; y < OUT; y++) {
                for (int x = 0; x < OUT; x++) {
                    double normal =
                            (convolved(image, c, y, x) - at("norm.running_mean", c)) * scale + at("norm.bias", c);
                    means[c] += Math.max(0, normal) / (OUT * OUT);
                }
            }
        }
        double[] logits = new double[3];
        for (int k = 0; k < logits.length; k++) {
            logits[k] = at("dense.bias", k);
            for (int c = 0; c < CHANNELS; c++) {
                logits[k] += at("dense.weight", k * CHANNELS + c) * means[c];
            }
        }
        return logits;
    }

    private double convolved(FloatBuffer image, int channel, int y, int x) {
        double sum = at("conv.bias", channel);
        for (int in = 0; in < 3; in++) {
            for (int tap = 0; tap < 9; tap++) {
                int row = 2 * y + tap / 3 - 1;
                int column = 2 * x + tap % 3 - 1;
                if (row >= 0 && column >= 0 && row < Colours.SIDE && column < Colours.SIDE) {
                    sum += at("conv.weight", (channel * 3 + in) * 9 + tap)
                            * image.get((in * Colours.SIDE + row) * Colours.SIDE + column);
                }
            }
        }
        return sum;
    }
}
