package dev.tradespace.bench.libtorch;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Add;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.ChannelPad;
import dev.tradespace.api.op.ClassToken;
import dev.tradespace.api.op.Concat;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.Dropout;
import dev.tradespace.api.op.Flatten;
import dev.tradespace.api.op.GlobalPool;
import dev.tradespace.api.op.Identity;
import dev.tradespace.api.op.Input;
import dev.tradespace.api.op.LayerNorm;
import dev.tradespace.api.op.LearnedParameter;
import dev.tradespace.api.op.LocalResponseNorm;
import dev.tradespace.api.op.MatrixProduct;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.Multiply;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.PatchTokens;
import dev.tradespace.api.op.Pool;
import dev.tradespace.api.op.PositionEmbedding;
import dev.tradespace.api.op.Reshape;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Softmax;
import dev.tradespace.api.op.StochasticDepth;
import dev.tradespace.api.op.StridedSlice;
import dev.tradespace.api.op.Transpose;
import dev.tradespace.api.op.Window;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** What each operation of the reference networks is in LibTorch. */
final class TorchLayers implements Op.Cases<TorchLayers.Forward> {
    private static final double MOMENTUM = 0.1;

    private final Layer layer;
    private final Map<String, Tensor> weights;
    private final boolean soleReader;

    /** An operation in eager mode. */
    interface Forward {
        /** Its output. */
        Tensor apply(List<Tensor> inputs);
    }

    /**
     * The operations of a layer.
     *
     * @param soleReader whether nobody else reads its input, so that ReLU may work in place
     */
    TorchLayers(Layer layer, Map<String, Tensor> weights, boolean soleReader) {
        this.layer = layer;
        this.weights = weights;
        this.soleReader = soleReader;
    }

    private Tensor weight(String name) {
        return Objects.requireNonNull(weights.get(layer.name() + "." + name));
    }

    private TensorOptional optional(String name) {
        Tensor tensor = weights.get(layer.name() + "." + name);
        return tensor == null ? new TensorOptional() : new TensorOptional(tensor);
    }

    private Shape input() {
        return layer.inputShapes().get(0);
    }

    private UnsupportedOperationException missing(Op op) {
        return new UnsupportedOperationException(
                "layer " + layer.name() + ": the LibTorch side of this benchmark has no " + op.kind());
    }

    private static long[] symmetric(Window window, Shape input) {
        Padding.Explicit pads = window.resolve(input.height(), input.width());
        if (pads.top() != pads.bottom() || pads.left() != pads.right()) {
            throw new UnsupportedOperationException("the padding must be symmetric, was " + pads);
        }
        return new long[] {pads.top(), pads.left()};
    }

    private static long[] kernel(Window window) {
        return new long[] {window.kernelHeight(), window.kernelWidth()};
    }

    private static long[] stride(Window window) {
        return new long[] {window.strideHeight(), window.strideWidth()};
    }

    private static long[] dilation(Window window) {
        return new long[] {window.dilationHeight(), window.dilationWidth()};
    }

    @Override
    public Forward input(Input op) {
        return inputs -> inputs.get(0);
    }

    @Override
    public Forward convolution(Convolution op) {
        Tensor kernel = weight("weight");
        TensorOptional bias = optional("bias");
        Window window = op.window();
        long[] stride = stride(window);
        long[] pads = symmetric(window, input());
        long[] dilation = dilation(window);
        return in -> torch.conv2d(in.get(0), kernel, bias, stride, pads, dilation, op.groups());
    }

    @Override
    public Forward dense(Dense op) {
        Tensor kernel = weight("weight");
        TensorOptional bias = optional("bias");
        return in -> torch.linear(in.get(0), kernel, bias);
    }

    @Override
    public Forward batchNorm(BatchNorm op) {
        TensorOptional scale = optional("weight");
        TensorOptional shift = optional("bias");
        TensorOptional mean = optional("running_mean");
        TensorOptional variance = optional("running_var");
        return in -> torch.batch_norm(in.get(0), scale, shift, mean, variance, true, MOMENTUM, op.epsilon(), false);
    }

    @Override
    public Forward layerNorm(LayerNorm op) {
        TensorOptional scale = optional("weight");
        TensorOptional shift = optional("bias");
        long[] width = {input().last()};
        return in -> torch.layer_norm(in.get(0), width, scale, shift, op.epsilon(), false);
    }

    @Override
    public Forward localResponseNorm(LocalResponseNorm op) {
        throw missing(op);
    }

    @Override
    public Forward activation(Activation op) {
        return switch (op.function()) {
            case RELU -> soleReader ? in -> torch.relu_(in.get(0)) : in -> torch.relu(in.get(0));
            case RELU6 -> in -> torch.hardtanh(in.get(0), new Scalar(0.0), new Scalar(6.0));
            case SILU -> in -> torch.silu(in.get(0));
            case HARD_SWISH -> in -> torch.hardswish(in.get(0));
            case HARD_SIGMOID -> in -> torch.hardsigmoid(in.get(0));
            case GELU -> in -> torch.gelu(in.get(0));
            case SIGMOID -> in -> torch.sigmoid(in.get(0));
        };
    }

    @Override
    public Forward pool(Pool op) {
        Window window = op.window();
        long[] kernel = kernel(window);
        long[] stride = stride(window);
        long[] pads = symmetric(window, input());
        long[] dilation = dilation(window);
        return op.reduction() == Pool.Kind.MAX
                ? in -> torch.max_pool2d(in.get(0), kernel, stride, pads, dilation, op.ceil())
                : in -> torch.avg_pool2d(
                        in.get(0), kernel, stride, pads, op.ceil(), op.countPadding(), new LongOptional());
    }

    @Override
    public Forward globalPool(GlobalPool op) {
        long[] axes = input().isFeatureMap() ? new long[] {2, 3} : new long[] {1};
        return op.reduction() == Pool.Kind.MAX
                ? in -> torch.amax(in.get(0), axes, true)
                : in -> torch.mean(in.get(0), axes, true, new ScalarTypeOptional());
    }

    @Override
    public Forward add(Add op) {
        return in -> {
            Tensor total = in.get(0).add(in.get(1));
            for (int i = 2; i < in.size(); i++) {
                total = total.add(in.get(i));
            }
            return total;
        };
    }

    @Override
    public Forward multiply(Multiply op) {
        return in -> in.get(0).mul(in.get(1));
    }

    @Override
    public Forward concat(Concat op) {
        return in -> torch.cat(new TensorVector(in.toArray(new Tensor[0])), op.axis() + 1);
    }

    @Override
    public Forward channelPad(ChannelPad op) {
        long[] pads = {0, 0, 0, 0, op.before(), op.after()};
        return in -> torch.constant_pad_nd(in.get(0), pads);
    }

    @Override
    public Forward stridedSlice(StridedSlice op) {
        return in -> {
            Tensor sliced = in.get(0);
            for (int axis = 0; axis < op.ranges().size(); axis++) {
                StridedSlice.Range range = op.ranges().get(axis);
                if (!range.equals(StridedSlice.Range.ALL)) {
                    sliced = sliced.slice(
                            axis + 1L, new LongOptional(range.start()), new LongOptional(range.end()), range.step());
                }
            }
            return sliced;
        };
    }

    @Override
    public Forward dropout(Dropout op) {
        return in -> torch.dropout(in.get(0), op.rate(), true);
    }

    @Override
    public Forward stochasticDepth(StochasticDepth op) {
        throw missing(op);
    }

    @Override
    public Forward matrixProduct(MatrixProduct op) {
        throw missing(op);
    }

    @Override
    public Forward softmax(Softmax op) {
        return in -> torch.softmax(in.get(0), op.axis() + 1);
    }

    @Override
    public Forward reshape(Reshape op) {
        throw missing(op);
    }

    @Override
    public Forward transpose(Transpose op) {
        throw missing(op);
    }

    @Override
    public Forward learnedParameter(LearnedParameter op) {
        throw missing(op);
    }

    @Override
    public Forward patchTokens(PatchTokens op) {
        return in -> in.get(0).flatten(2, 3).transpose(1, 2);
    }

    @Override
    public Forward classToken(ClassToken op) {
        Tensor token = weight("token");
        long width = input().last();
        return in -> torch.cat(new TensorVector(token.expand(in.get(0).size(0), 1, width), in.get(0)), 1);
    }

    @Override
    public Forward positionEmbedding(PositionEmbedding op) {
        Tensor embedding = weight("embedding");
        return in -> in.get(0).add(embedding);
    }

    @Override
    public Forward multiHeadAttention(MultiHeadAttention op) {
        Tensor inward = weight("in_weight");
        TensorOptional inwardBias = optional("in_bias");
        Tensor outward = weight("out_weight");
        TensorOptional outwardBias = optional("out_bias");
        long tokens = input().size(0);
        long width = input().last();
        long size = width / op.heads();
        Scalar scale = new Scalar(1 / Math.sqrt((double) size));
        return in -> {
            long batch = in.get(0).size(0);
            TensorVector qkv = torch.linear(in.get(0), inward, inwardBias)
                    .reshape(batch, tokens, 3, op.heads(), size)
                    .permute(2, 0, 3, 1, 4)
                    .unbind(0);
            Tensor attention =
                    qkv.get(0).mul(scale).matmul(qkv.get(1).transpose(-2, -1)).softmax(-1);
            Tensor read = attention.matmul(qkv.get(2)).transpose(1, 2).reshape(batch, tokens, width);
            return torch.linear(read, outward, outwardBias);
        };
    }

    @Override
    public Forward flatten(Flatten op) {
        return in -> in.get(0).flatten(1, -1);
    }

    @Override
    public Forward identity(Identity op) {
        return in -> in.get(0);
    }
}
