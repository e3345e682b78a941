package dev.tradespace.runtimes.deeplearning4j;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.LayerNorm;
import dev.tradespace.api.op.LocalResponseNorm;
import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.LocalResponseNormalizationConfig;

/** Normalisations. */
final class NormOps {
    private final Graph graph;
    private final Layer layer;

    NormOps(Graph graph, Layer layer) {
        this.graph = graph;
        this.layer = layer;
    }

    private SDVariable vector(int index) {
        float[] values = graph.values(layer.weights().get(index));
        return graph.constant(layer.weights().get(index).name(), values, values.length);
    }

    /** A batch norm that is not {@linkplain FoldedNorms folded}, on {@link Form#MAP}. */
    SDVariable batchNorm(SDVariable map, BatchNorm op) {
        return graph.sd().nn.batchNorm(map, vector(2), vector(3), vector(0), vector(1), op.epsilon(), 3);
    }

    /**
     * A layer norm on {@link Form#ROWS}. Deeplearning4j's own has no epsilon of ours. Means by matrix products: its sums over an axis are slower,
     * and the product with {@code I - 1/n} takes the mean off in one go.
     */
    SDVariable layerNorm(SDVariable rows, LayerNorm op) {
        SameDiff sd = graph.sd();
        int width = layer.shape().last();
        SDVariable centred = sd.mmul(rows, graph.constant(layer.name() + ".centring", centring(width), width, width));
        float[] shares = new float[width];
        Arrays.fill(shares, 1f / width);
        SDVariable variance =
                sd.mmul(sd.math.square(centred), graph.constant(layer.name() + ".shares", shares, width, 1));
        SDVariable normal = centred.mul(sd.math.rsqrt(variance.add(op.epsilon())));
        return normal.mul(vector(0)).add(vector(1));
    }

    private static float[] centring(int width) {
        float[] matrix = new float[Math.multiplyExact(width, width)];
        Arrays.fill(matrix, -1f / width);
        for (int i = 0; i < width; i++) {
            matrix[i * width + i] = (float) (1 - 1.0 / width);
        }
        return matrix;
    }

    /** On {@link Form#MAP}; Deeplearning4j counts the neighbours on one side and does not divide by their number. */
    SDVariable localResponseNorm(SDVariable map, LocalResponseNorm op) {
        return graph.sd()
                .cnn
                .localResponseNormalization(
                        map,
                        LocalResponseNormalizationConfig.builder()
                                .depth(op.size() / 2)
                                .alpha(op.alpha() / op.size())
                                .beta(op.beta())
                                .bias(op.bias())
                                .build());
    }
}
