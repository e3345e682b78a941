package dev.tradespace.core.analysis;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.MatrixProduct;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.Shape;

/**
 * Counts the multiply-accumulates of one layer. The lecture on depthwise-separable convolutions that prints {@code K x K x N + M}
 * forgets that each of the M pointwise filters has N weights; the right figure is {@code K x K x N + N x M} per position.
 */
final class MacCounter {
    private MacCounter() {}

    static Macs of(Layer layer) {
        if (layer.op() instanceof Convolution op) {
            Shape input = layer.inputShapes().get(0);
            long perOutput = (long) op.window().area() * (input.channels() / op.groups());
            return new Macs(perOutput * layer.shape().elements(), 0, 0);
        }
        if (layer.op() instanceof Dense) {
            return new Macs(0, layer.inputShapes().get(0).last() * layer.shape().elements(), 0);
        }
        if (layer.op() instanceof MultiHeadAttention) {
            long tokens = layer.shape().size(0);
            long width = layer.shape().last();
            return new Macs(0, 4 * tokens * width * width, 2 * tokens * tokens * width);
        }
        if (layer.op() instanceof MatrixProduct) {
            return new Macs(
                    0, 0, layer.inputShapes().get(0).last() * layer.shape().elements());
        }
        return Macs.NONE;
    }
}
