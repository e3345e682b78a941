package dev.tradespace.onnx;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Concat;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.GlobalPool;
import dev.tradespace.api.op.Identity;
import dev.tradespace.api.op.LayerNorm;
import dev.tradespace.api.op.LocalResponseNorm;
import dev.tradespace.api.op.MatrixProduct;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Pool;
import dev.tradespace.api.op.Reshape;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Softmax;
import dev.tradespace.api.op.StridedSlice.Range;
import dev.tradespace.api.op.Transpose;
import dev.tradespace.api.op.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Small networks, by name, that together hold every operation in every form. */
public final class OperationSamples {
    private final Map<String, Architecture> samples = new LinkedHashMap<>();

    private OperationSamples() {}

    /** The networks by their names. */
    public static Map<String, Architecture> all() {
        OperationSamples samples = new OperationSamples();
        samples.convolutions();
        samples.pools();
        samples.joins();
        samples.pointwise();
        samples.tokens();
        samples.networks();
        return samples.samples;
    }

    private void map(String name, UnaryOperator<Flow> body) {
        add(name, Shape.of(6, 9, 11), body);
    }

    private void tokens(String name, UnaryOperator<Flow> body) {
        add(name, Shape.of(7, 12), body);
    }

    private void add(String name, Shape input, UnaryOperator<Flow> body) {
        if (samples.put(name, body.apply(Flow.input(input)).architecture()) != null) {
            throw new IllegalArgumentException("two samples are called " + name);
        }
    }

    private void convolutions() {
        map("convolution", x -> x.conv(5, kernel(3)));
        map("convolution with bias", x -> x.biasedConv(5, kernel(3).padding(1)));
        map("convolution in groups", x -> x.conv(9, kernel(3).padding(1).stride(2), 3));
        map("depthwise convolution", x -> x.depthwise(kernel(5).padding(2).stride(2)));
        map("depthwise convolution with multiplier", x -> x.apply(new Convolution(12, kernel(3), 6, true)));
        map("dilated convolution", x -> x.conv(4, kernel(3).dilation(2).centred()));
        map("asymmetric convolutions", x -> x.conv(4, kernel(1, 7).padding(0, 3))
                .conv(4, kernel(7, 1).padding(3, 0)));
        map(
                "convolution with uneven strides and sides",
                x -> x.conv(4, new Window(3, 2, 2, 3, 1, 2, new Padding.Explicit(0, 2, 3, 1))));
        for (int stride = 1; stride <= 3; stride++) {
            for (int size = 2; size <= 5; size++) {
                Window window = kernel(size).stride(stride).same();
                map("convolution " + window, x -> x.conv(4, window));
            }
        }
        map(
                "dilated convolution with same padding",
                x -> x.conv(4, kernel(3).dilation(2).stride(2).same()));
    }

    private void pools() {
        for (Pool.Kind kind : Pool.Kind.values()) {
            map("global " + kind.id() + " pool", x -> x.apply(new GlobalPool(kind)));
            tokens("global " + kind.id() + " pool of tokens", x -> x.apply(new GlobalPool(kind)));
            for (boolean ceil : new boolean[] {false, true}) {
                for (boolean counted : new boolean[] {false, true}) {
                    if (!counted || kind == Pool.Kind.AVERAGE) {
                        pools(kind, ceil, counted);
                    }
                }
            }
        }
    }

    private void pools(Pool.Kind kind, boolean ceil, boolean counted) {
        List<Window> windows = List.of(
                kernel(2).stride(2),
                kernel(3).stride(2),
                kernel(3).stride(2).padding(1),
                kernel(3).stride(2).same(),
                kernel(3).padding(1),
                kernel(2, 3).stride(3).padding(1, 1),
                kernel(3).stride(3).padding(new Padding.Explicit(0, 1, 2, 0)),
                kernel(1).stride(2),
                kernel(2).stride(3),
                kernel(2).stride(2).dilation(2),
                kernel(3).dilation(2).centred(),
                kernel(2).dilation(4).padding(3),
                kernel(2).dilation(3).stride(2).padding(new Padding.Explicit(3, 0, 2, 1)),
                kernel(2).stride(4).padding(new Padding.Explicit(0, 1, 1, 1)));
        for (Window window : windows) {
            Pool pool = new Pool(kind, window, ceil, counted);
            map(pool.describe() + (counted ? " counting padding" : ""), x -> x.apply(pool));
        }
    }

    private void joins() {
        map("add", x -> x.add(x.conv(6, kernel(3).padding(1))));
        map("add of three", x -> x.add(x.relu(), x.conv(6, kernel(1))));
        map("multiply", x -> x.multiply(x.activation(Activation.Function.SIGMOID)));
        map(
                "squeeze and excitation",
                x -> x.multiply(x.globalAveragePool()
                        .biasedConv(2, kernel(1))
                        .relu()
                        .biasedConv(6, kernel(1))
                        .activation(Activation.Function.HARD_SIGMOID)));
        map(
                "concat of channels",
                x -> x.concat(x.conv(3, kernel(1)), x.maxPool(kernel(3).padding(1))));
        map("concat of rows", x -> x.apply(new Concat(1), x.relu()));
        tokens("concat of features", x -> x.apply(new Concat(1), x.dense(5)));
        map("channel pad", x -> x.channelPad(2, 3));
        map("shortcut without parameters", x -> x.slice(Range.ALL, Range.every(2), Range.every(2))
                .channelPad(3, 3));
        map("slice", x -> x.slice(Range.of(1, 5), new Range(2, 9, 3), Range.of(4, 99)));
        map("learned parameter", x -> x.add(x.learned(x.shape(), 1)));
        map("learned gate", x -> x.multiply(x.learned(Shape.of(6, 1, 1), 1)));
        map("learned channels", x -> x.concat(x.learned(Shape.of(2, 9, 11), 1)));
    }

    private void pointwise() {
        for (Activation.Function function : Activation.Function.values()) {
            map(function.id().toLowerCase(Locale.ROOT), x -> x.conv(6, kernel(1))
                    .activation(function));
        }
        map("wide range of activations", x -> {
            Flow wide = x.add(x, x, x, x);
            Flow sum = wide;
            for (Activation.Function function : Activation.Function.values()) {
                sum = sum.add(wide.activation(function));
            }
            return sum;
        });
        map("batch norm", x -> x.batchNorm());
        map(
                "batch norm after a convolution",
                x -> x.conv(8, kernel(3)).batchNorm(1e-3).relu());
        map("batch norm before a convolution", x -> x.batchNorm().relu().conv(8, kernel(3)));
        tokens("layer norm", x -> x.layerNorm());
        map("layer norm of rows", x -> x.apply(new LayerNorm(1e-2)));
        map("local response norm", x -> x.apply(new LocalResponseNorm(5, 1.5, 0.75, 2)));
        map("dropout", x -> x.dropout(0.5).relu().dropout(0.2));
        map("stochastic depth", x -> x.add(x.conv(6, kernel(1)).stochasticDepth(0.5)));
        map("identity", x -> x.apply(new Identity()).relu().apply(new Identity()));
        map("nothing but an identity", x -> x.apply(new Identity()));
        map("flatten", x -> x.flatten());
        map("flatten of a vector", x -> x.flatten().relu().flatten());
        map("reshape", x -> x.apply(new Reshape(Shape.of(33, 18))));
        map("transpose", x -> x.apply(new Transpose(List.of(2, 0, 1))));
        map("softmax of channels", x -> x.apply(new Softmax(0)));
        tokens("softmax", x -> x.apply(new Softmax(1)));
    }

    private void tokens() {
        map("dense", x -> x.flatten().dense(10));
        map("dense without bias", x -> x.flatten().apply(new Dense(10, false)));
        tokens("dense of tokens", x -> x.dense(70));
        tokens("dense of tokens without bias", x -> x.apply(new Dense(5, false)));
        tokens("matrix product", x -> x.matrixProduct(x.apply(new Transpose(List.of(1, 0)))));
        tokens("matrix product with transpose and factor", x -> x.apply(new MatrixProduct(true, 0.3), x.dense(12)));
        map("matrix product of maps", x -> x.apply(new MatrixProduct(true, 0.25), x.relu()));
        tokens("matrix product with a parameter", x -> x.matrixProduct(x.learned(Shape.of(12, 4), 1)));
        map("patch tokens", x -> x.patchTokens());
        tokens("class token", x -> x.classToken());
        tokens("position embedding", x -> x.positionEmbedding());
        tokens("attention", x -> x.attention(3));
        tokens("attention of one head without bias", x -> x.apply(new MultiHeadAttention(1, false)));
        tokens("attention composed", OperationSamples::composedAttention);
    }

    /** One head from the primitives: what an author writes who needs another attention. */
    private static Flow composedAttention(Flow x) {
        Flow queries = x.dense(8);
        Flow keys = x.dense(8);
        Flow values = x.dense(8);
        return queries.apply(new MatrixProduct(true, 1 / Math.sqrt(8)), keys)
                .apply(new Softmax(1))
                .matrixProduct(values)
                .dense(12);
    }

    private void networks() {
        add("small residual network", Shape.of(3, 32, 32), OperationSamples::residual);
        add("small vision transformer", Shape.of(3, 32, 32), OperationSamples::transformer);
    }

    private static Flow residual(Flow image) {
        return image.conv(16, kernel(7).stride(2).padding(3))
                .batchNorm()
                .relu()
                .maxPoolCeil(kernel(3).stride(2))
                .in("stage1", x -> x.add(x.conv(16, kernel(3).padding(1))
                                .batchNorm()
                                .relu()
                                .conv(16, kernel(3).padding(1))
                                .batchNorm())
                        .relu())
                .in("stage2", x -> x.pointwise(32)
                        .batchNorm()
                        .add(x.depthwise(kernel(3).padding(1))
                                .batchNorm()
                                .activation(Activation.Function.HARD_SWISH)
                                .pointwise(32)
                                .batchNorm()))
                .globalAveragePool()
                .flatten()
                .dropout(0.2)
                .dense(10);
    }

    private static Flow transformer(Flow image) {
        Flow x = image.biasedConv(24, kernel(8).stride(8))
                .patchTokens()
                .classToken()
                .positionEmbedding();
        for (int block = 0; block < 2; block++) {
            x = x.in("block" + block, y -> {
                Flow z = y.add(y.layerNorm().attention(3));
                return z.add(z.layerNorm()
                        .dense(48)
                        .activation(Activation.Function.GELU)
                        .dense(24));
            });
        }
        return x.layerNorm().slice(Range.of(0, 1), Range.ALL).flatten().dense(10);
    }
}
