package dev.tradespace.onnx;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Activation.Function;
import dev.tradespace.api.op.LayerNorm;
import dev.tradespace.api.op.MatrixProduct;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Softmax;
import dev.tradespace.api.op.StridedSlice.Range;
import dev.tradespace.api.op.Window;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Networks as deep as the published ones, narrow and on small images: depth is what drives activations out of range.
 */
final class DeepNetworks {
    private DeepNetworks() {}

    static Map<String, Architecture> all() {
        Map<String, Architecture> networks = new LinkedHashMap<>();
        networks.put("residual, 152 layers", residual(3, 8, 36, 3));
        networks.put("residual without a norm", residualWithoutNorm());
        networks.put("pre-activation residual, 110 layers", preActivation());
        networks.put("inverted bottlenecks with gates", gated(Function.SILU, Function.SIGMOID, 4));
        networks.put("inverted bottlenecks with hard gates", gated(Function.HARD_SWISH, Function.HARD_SIGMOID, 1));
        networks.put("linear bottlenecks with relu6", linearBottlenecks());
        networks.put("plain, 50 convolutions", plain());
        networks.put("branches with pools, 20 modules", branches());
        networks.put("vision transformer, 32 blocks", transformer());
        networks.put("attention from primitives, 12 blocks", primitiveAttention());
        return networks;
    }

    private static Flow image() {
        return Flow.input(Shape.of(3, 64, 64));
    }

    private static Architecture head(Flow x) {
        return x.globalAveragePool().flatten().dense(100).architecture();
    }

    private static Architecture residual(int... blocks) {
        Flow x = image().conv(16, kernel(7).stride(2).padding(3))
                .batchNorm()
                .relu()
                .maxPool(kernel(3).stride(2).padding(1));
        for (int stage = 0; stage < blocks.length; stage++) {
            for (int block = 0; block < blocks[stage]; block++) {
                int width = 16 << stage;
                int stride = stage > 0 && block == 0 ? 2 : 1;
                boolean projects = block == 0;
                x = x.in("stage" + stage + ".block" + block, in -> {
                    Flow body = in.pointwise(width)
                            .batchNorm()
                            .relu()
                            .conv(width, kernel(3).stride(stride).padding(1))
                            .batchNorm()
                            .relu()
                            .pointwise(4 * width)
                            .batchNorm();
                    Flow shortcut = projects
                            ? in.conv(4 * width, kernel(1).stride(stride)).batchNorm()
                            : in;
                    return body.add(shortcut).relu();
                });
            }
        }
        return head(x);
    }

    private static Architecture residualWithoutNorm() {
        Flow x = image().biasedConv(16, kernel(3).stride(4).padding(1)).relu();
        for (int block = 0; block < 40; block++) {
            x = x.add(x.biasedConv(16, kernel(3).padding(1))
                            .relu()
                            .biasedConv(16, kernel(3).padding(1)))
                    .relu();
        }
        return head(x);
    }

    private static Architecture preActivation() {
        Flow x = image().conv(16, kernel(3).stride(4).padding(1));
        for (int block = 0; block < 54; block++) {
            x = x.add(x.batchNorm()
                    .relu()
                    .conv(16, kernel(3).padding(1))
                    .batchNorm()
                    .relu()
                    .conv(16, kernel(3).padding(1)));
        }
        return head(x.batchNorm().relu());
    }

    /**
     * Widths, repeats and strides of EfficientNet-B0's stages (Tan &amp; Le 2019, table 1), each repeated {@code depth}
     * times as often.
     */
    private static Architecture gated(Function activation, Function gate, int depth) {
        int[][] stages = {
            {1, 16, 1, 3}, {2, 24, 2, 3}, {2, 40, 2, 5}, {3, 80, 2, 3}, {3, 112, 1, 5}, {4, 192, 2, 5}, {1, 320, 1, 3}
        };
        Flow x = image().conv(32, kernel(3).stride(2).same()).batchNorm(1e-3).activation(activation);
        for (int[] stage : stages) {
            for (int block = 0; block < stage[0] * depth; block++) {
                int stride = block == 0 ? stage[2] : 1;
                int ratio = stage[1] == 16 ? 1 : 6;
                x = bottleneck(
                        x, stage[1], ratio, kernel(stage[3]).stride(stride).same(), activation, gate);
            }
        }
        return head(x.pointwise(1280).batchNorm(1e-3).activation(activation));
    }

    private static Flow bottleneck(
            Flow in, int channels, int ratio, Window window, Function activation, Function gate) {
        Flow wide = in.pointwise(in.channels() * ratio)
                .batchNorm(1e-3)
                .activation(activation)
                .depthwise(window)
                .batchNorm(1e-3)
                .activation(activation);
        Flow squeezed = wide.globalAveragePool()
                .biasedConv(Math.max(1, in.channels() / 4), kernel(1))
                .activation(activation)
                .biasedConv(wide.channels(), kernel(1))
                .activation(gate);
        Flow body = wide.multiply(squeezed).pointwise(channels).batchNorm(1e-3);
        return body.shape().equals(in.shape()) ? body.stochasticDepth(0.1).add(in) : body;
    }

    private static Architecture linearBottlenecks() {
        Flow x = image().conv(16, kernel(3).stride(2).padding(1)).batchNorm().activation(Function.RELU6);
        for (int block = 0; block < 17; block++) {
            boolean down = block % 6 == 0;
            Flow body = x.pointwise(x.channels() * 6)
                    .batchNorm()
                    .activation(Function.RELU6)
                    .depthwise(kernel(3).stride(down ? 2 : 1).padding(1))
                    .batchNorm()
                    .activation(Function.RELU6)
                    .pointwise(x.channels())
                    .batchNorm();
            x = down ? body : body.add(x);
        }
        return head(x);
    }

    private static Architecture plain() {
        Flow x = image();
        for (int layer = 0; layer < 50; layer++) {
            x = x.biasedConv(32, kernel(3).stride(layer == 3 ? 4 : 1).padding(1))
                    .relu();
        }
        return head(x);
    }

    private static Architecture branches() {
        Flow x = image().conv(32, kernel(3).stride(4).padding(1)).batchNorm().relu();
        Window same = kernel(3).padding(1);
        for (int module = 0; module < 20; module++) {
            Flow pooled = module % 2 == 0 ? x.maxPool(same) : x.averagePool(same, true);
            x = unit(x, 16, kernel(1))
                    .concat(
                            unit(unit(x, 8, kernel(1)), 16, same),
                            unit(unit(unit(x, 8, kernel(1)), 8, same), 16, same),
                            unit(pooled, 16, kernel(1)));
        }
        return head(x);
    }

    private static Flow unit(Flow x, int channels, Window window) {
        return x.conv(channels, window).batchNorm(1e-3).relu();
    }

    private static Architecture transformer() {
        return transformer(image(), 8, 32, 64, 4, 100);
    }

    /** As large as ViT-H/14 at a resolution of 224 (Dosovitskiy et al. 2021, table 1): 632 million parameters. */
    static Architecture huge() {
        return transformer(Flow.input(Shape.of(3, 224, 224)), 14, 32, 1280, 16, 1000);
    }

    private static Architecture transformer(Flow image, int patch, int depth, int width, int heads, int classes) {
        Flow x = image.biasedConv(width, kernel(patch).stride(patch))
                .patchTokens()
                .classToken()
                .positionEmbedding();
        for (int block = 0; block < depth; block++) {
            x = x.in("block" + block, in -> {
                Flow y = in.add(in.layerNorm().attention(heads));
                return y.add(
                        y.layerNorm().dense(4 * width).activation(Function.GELU).dense(width));
            });
        }
        return x.layerNorm()
                .slice(Range.of(0, 1), Range.ALL)
                .flatten()
                .dense(classes)
                .architecture();
    }

    private static Architecture primitiveAttention() {
        Flow x = image().biasedConv(32, kernel(8).stride(8)).patchTokens().positionEmbedding();
        for (int block = 0; block < 12; block++) {
            Flow y = x.apply(new LayerNorm(1e-6));
            Flow shares = y.dense(32)
                    .apply(new MatrixProduct(true, 1 / Math.sqrt(32)), y.dense(32))
                    .apply(new Softmax(1));
            x = shares.matrixProduct(y.dense(32))
                    .dense(32)
                    .activation(Function.GELU)
                    .dense(32);
        }
        return x.flatten().dense(100).architecture();
    }
}
