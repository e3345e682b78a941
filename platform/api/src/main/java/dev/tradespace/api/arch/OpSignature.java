package dev.tradespace.api.arch;

import dev.tradespace.api.op.*;

/**
 * Every setting of an operation in one line of text. Digests are stored for years: a line once written stays as it is.
 */
final class OpSignature implements Op.Cases<String> {
    static final OpSignature INSTANCE = new OpSignature();

    private OpSignature() {}

    private static String line(String kind, Object... settings) {
        StringBuilder text = new StringBuilder(kind);
        for (Object setting : settings) {
            text.append(' ').append(text(setting));
        }
        return text.toString();
    }

    /** Real numbers bit for bit in hexadecimal: their decimal form differs between Java versions. */
    private static Object text(Object setting) {
        if (setting instanceof Window window) {
            return window(window);
        }
        return setting instanceof Double number ? Double.toHexString(number) : setting;
    }

    private static String window(Window window) {
        String padding = "same";
        if (window.padding() instanceof Padding.Explicit pads) {
            padding = pads.top() + "," + pads.bottom() + "," + pads.left() + "," + pads.right();
        }
        return "k" + window.kernelHeight() + "x" + window.kernelWidth() + " s" + window.strideHeight() + "x"
                + window.strideWidth() + " d" + window.dilationHeight() + "x" + window.dilationWidth() + " p" + padding;
    }

    @Override
    public String input(Input op) {
        return line("input", op.shape());
    }

    @Override
    public String convolution(Convolution op) {
        return line("convolution", op.channels(), op.window(), "g" + op.groups(), op.bias());
    }

    @Override
    public String dense(Dense op) {
        return line("dense", op.features(), op.bias());
    }

    @Override
    public String batchNorm(BatchNorm op) {
        return line("batch-norm", op.epsilon());
    }

    @Override
    public String layerNorm(LayerNorm op) {
        return line("layer-norm", op.epsilon());
    }

    @Override
    public String localResponseNorm(LocalResponseNorm op) {
        return line("local-response-norm", op.size(), op.alpha(), op.beta(), op.bias());
    }

    @Override
    public String activation(Activation op) {
        return line("activation", op.function().id());
    }

    @Override
    public String pool(Pool op) {
        return line("pool", op.reduction().id(), op.window(), op.ceil(), op.countPadding());
    }

    @Override
    public String globalPool(GlobalPool op) {
        return line("global-pool", op.reduction().id());
    }

    @Override
    public String add(Add op) {
        return "add";
    }

    @Override
    public String multiply(Multiply op) {
        return "multiply";
    }

    @Override
    public String concat(Concat op) {
        return line("concat", op.axis());
    }

    @Override
    public String channelPad(ChannelPad op) {
        return line("channel-pad", op.before(), op.after());
    }

    @Override
    public String stridedSlice(StridedSlice op) {
        StringBuilder text = new StringBuilder("strided-slice");
        for (StridedSlice.Range range : op.ranges()) {
            text.append(' ')
                    .append(range.start())
                    .append(':')
                    .append(range.end())
                    .append(':')
                    .append(range.step());
        }
        return text.toString();
    }

    @Override
    public String dropout(Dropout op) {
        return line("dropout", op.rate());
    }

    @Override
    public String stochasticDepth(StochasticDepth op) {
        return line("stochastic-depth", op.rate());
    }

    @Override
    public String matrixProduct(MatrixProduct op) {
        return line("matrix-product", op.transposeRight(), op.scale());
    }

    @Override
    public String softmax(Softmax op) {
        return line("softmax", op.axis());
    }

    @Override
    public String reshape(Reshape op) {
        return line("reshape", op.shape());
    }

    @Override
    public String transpose(Transpose op) {
        return line("transpose", op.order());
    }

    @Override
    public String learnedParameter(LearnedParameter op) {
        return op.mean().isEmpty()
                ? line("learned-parameter", op.shape(), op.deviation())
                : line(
                        "learned-parameter",
                        op.shape(),
                        op.deviation(),
                        op.mean().get());
    }

    @Override
    public String patchTokens(PatchTokens op) {
        return "patch-tokens";
    }

    @Override
    public String classToken(ClassToken op) {
        return "class-token";
    }

    @Override
    public String positionEmbedding(PositionEmbedding op) {
        return "position-embedding";
    }

    @Override
    public String multiHeadAttention(MultiHeadAttention op) {
        return line("multi-head-attention", op.heads(), op.bias());
    }

    @Override
    public String flatten(Flatten op) {
        return "flatten";
    }

    @Override
    public String identity(Identity op) {
        return "identity";
    }
}
