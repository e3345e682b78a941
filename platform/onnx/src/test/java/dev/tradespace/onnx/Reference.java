package dev.tradespace.onnx;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.*;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an architecture computes, written down as plainly as its definition: one image, double precision, loops. It
 * shares nothing with the exporter, so that they cannot be wrong in the same way. Every tensor is in row-major order.
 */
public final class Reference implements Op.Cases<double[]> {
    private final Weights weights;
    private final Layer layer;
    private final List<double[]> inputs;

    private Reference(Weights weights, Layer layer, List<double[]> inputs) {
        this.weights = weights;
        this.layer = layer;
        this.inputs = inputs;
    }

    /** What the network puts out for an image. */
    public static double[] run(Architecture architecture, Weights weights, float[] image) {
        return Objects.requireNonNull(outputs(architecture, weights, image).get(architecture.output()));
    }

    /** What each layer of the network puts out for an image, by the layer's name. */
    public static Map<String, double[]> outputs(Architecture architecture, Weights weights, float[] image) {
        double[] values = new double[image.length];
        for (int i = 0; i < image.length; i++) {
            values[i] = image[i];
        }
        Map<String, double[]> outputs = new HashMap<>();
        for (Layer layer : architecture.inferenceLayers()) {
            List<double[]> inputs = layer.op() instanceof Input
                    ? List.of(values)
                    : layer.inputs().stream()
                            .map(name -> Objects.requireNonNull(outputs.get(name)))
                            .toList();
            double[] output = layer.op().match(new Reference(weights, layer, inputs));
            if (output.length != layer.shape().elements()) {
                throw new AssertionError(layer.name() + " put out " + output.length + " values");
            }
            outputs.put(layer.name(), output);
        }
        return outputs;
    }

    private double[] x() {
        return inputs.get(0);
    }

    private Shape in() {
        return layer.inputShapes().get(0);
    }

    private Shape out() {
        return layer.shape();
    }

    private float[] weight(int index) {
        return weights.values(layer.weights().get(index));
    }

    private double[] zeros() {
        return new double[Math.toIntExact(out().elements())];
    }

    @Override
    public double[] input(Input op) {
        return x();
    }

    @Override
    public double[] convolution(Convolution op) {
        return ReferenceWindows.convolution(op, in(), out(), x(), weight(0), op.bias() ? weight(1) : new float[0]);
    }

    @Override
    public double[] pool(Pool op) {
        return ReferenceWindows.pool(op, in(), out(), x());
    }

    @Override
    public double[] dense(Dense op) {
        return ReferenceTokens.dense(x(), in().last(), weight(0), op.bias() ? weight(1) : new float[op.features()]);
    }

    @Override
    public double[] batchNorm(BatchNorm op) {
        float[] scale = weight(0);
        float[] shift = weight(1);
        float[] mean = weight(2);
        float[] variance = weight(3);
        double[] y = zeros();
        int area = in().height() * in().width();
        for (int i = 0; i < y.length; i++) {
            int c = i / area;
            y[i] = (x()[i] - mean[c]) / Math.sqrt(variance[c] + op.epsilon()) * scale[c] + shift[c];
        }
        return y;
    }

    @Override
    public double[] layerNorm(LayerNorm op) {
        float[] scale = weight(0);
        float[] shift = weight(1);
        int width = in().last();
        double[] y = zeros();
        for (int row = 0; row < y.length / width; row++) {
            double[] values = Arrays.copyOfRange(x(), row * width, (row + 1) * width);
            double mean = Arrays.stream(values).average().orElseThrow();
            double variance = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow();
            for (int i = 0; i < width; i++) {
                y[row * width + i] = (values[i] - mean) / Math.sqrt(variance + op.epsilon()) * scale[i] + shift[i];
            }
        }
        return y;
    }

    @Override
    public double[] localResponseNorm(LocalResponseNorm op) {
        double[] y = zeros();
        int area = in().height() * in().width();
        for (int c = 0; c < in().channels(); c++) {
            for (int at = 0; at < area; at++) {
                double sum = 0;
                for (int near = c - op.size() / 2; near <= c + op.size() / 2; near++) {
                    if (near >= 0 && near < in().channels()) {
                        sum += x()[near * area + at] * x()[near * area + at];
                    }
                }
                y[c * area + at] = x()[c * area + at] / Math.pow(op.bias() + op.alpha() / op.size() * sum, op.beta());
            }
        }
        return y;
    }

    @Override
    public double[] activation(Activation op) {
        return Arrays.stream(x()).map(op.function()::apply).toArray();
    }

    /** Both kinds of input become rows of what is pooled together. */
    @Override
    public double[] globalPool(GlobalPool op) {
        boolean map = in().isFeatureMap();
        int kept = map ? in().channels() : in().last();
        int pooled = x().length / kept;
        double[] y = zeros();
        for (int k = 0; k < kept; k++) {
            double max = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (int p = 0; p < pooled; p++) {
                double value = map ? x()[k * pooled + p] : x()[p * kept + k];
                max = Math.max(max, value);
                sum += value;
            }
            y[k] = op.reduction() == Pool.Kind.MAX ? max : sum / pooled;
        }
        return y;
    }

    @Override
    public double[] add(Add op) {
        double[] y = zeros();
        for (double[] input : inputs) {
            for (int i = 0; i < y.length; i++) {
                y[i] += input[i];
            }
        }
        return y;
    }

    @Override
    public double[] multiply(Multiply op) {
        double[] y = zeros();
        double[] gate = inputs.get(1);
        int repeat = y.length / gate.length;
        for (int i = 0; i < y.length; i++) {
            y[i] = x()[i] * gate[i / repeat];
        }
        return y;
    }

    @Override
    public double[] concat(Concat op) {
        double[] y = zeros();
        int inner = 1;
        for (int axis = op.axis() + 1; axis < out().rank(); axis++) {
            inner *= out().size(axis);
        }
        int rowOut = out().size(op.axis()) * inner;
        int offset = 0;
        for (int k = 0; k < inputs.size(); k++) {
            int rowIn = layer.inputShapes().get(k).size(op.axis()) * inner;
            for (int i = 0; i < inputs.get(k).length; i++) {
                y[i / rowIn * rowOut + offset + i % rowIn] = inputs.get(k)[i];
            }
            offset += rowIn;
        }
        return y;
    }

    @Override
    public double[] channelPad(ChannelPad op) {
        double[] y = zeros();
        System.arraycopy(x(), 0, y, op.before() * in().height() * in().width(), x().length);
        return y;
    }

    @Override
    public double[] stridedSlice(StridedSlice op) {
        double[] y = zeros();
        for (int i = 0; i < y.length; i++) {
            int[] at = position(i, out());
            for (int axis = 0; axis < at.length; axis++) {
                StridedSlice.Range range = op.ranges().get(axis);
                at[axis] = range.start() + at[axis] * range.step();
            }
            y[i] = x()[index(at, in())];
        }
        return y;
    }

    @Override
    public double[] transpose(Transpose op) {
        double[] y = zeros();
        for (int i = 0; i < y.length; i++) {
            int[] at = position(i, out());
            int[] from = new int[at.length];
            for (int axis = 0; axis < at.length; axis++) {
                from[op.order().get(axis)] = at[axis];
            }
            y[i] = x()[index(from, in())];
        }
        return y;
    }

    private static int[] position(int index, Shape shape) {
        int[] at = new int[shape.rank()];
        int rest = index;
        for (int axis = at.length - 1; axis >= 0; axis--) {
            at[axis] = rest % shape.size(axis);
            rest /= shape.size(axis);
        }
        return at;
    }

    private static int index(int[] at, Shape shape) {
        int index = 0;
        for (int axis = 0; axis < at.length; axis++) {
            index = index * shape.size(axis) + at[axis];
        }
        return index;
    }

    @Override
    public double[] matrixProduct(MatrixProduct op) {
        Shape right = layer.inputShapes().get(1);
        int rank = out().rank();
        int inner = in().last();
        double[] y = zeros();
        for (int i = 0; i < y.length; i++) {
            int[] at = position(i, out());
            int[] left = at.clone();
            int[] other = at.clone();
            double sum = 0;
            for (int k = 0; k < inner; k++) {
                left[rank - 1] = k;
                other[rank - 2] = op.transposeRight() ? at[rank - 1] : k;
                other[rank - 1] = op.transposeRight() ? k : at[rank - 1];
                sum += x()[index(left, in())] * inputs.get(1)[index(other, right)];
            }
            y[i] = sum * op.scale();
        }
        return y;
    }

    @Override
    public double[] softmax(Softmax op) {
        double[] y = zeros();
        for (int i = 0; i < y.length; i++) {
            int[] at = position(i, in());
            double sum = 0;
            for (int k = 0; k < in().size(op.axis()); k++) {
                at[op.axis()] = k;
                sum += Math.exp(x()[index(at, in())]);
            }
            y[i] = Math.exp(x()[i]) / sum;
        }
        return y;
    }

    @Override
    public double[] learnedParameter(LearnedParameter op) {
        return doubles(weight(0));
    }

    private static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    @Override
    public double[] patchTokens(PatchTokens op) {
        double[] y = zeros();
        int area = in().height() * in().width();
        for (int c = 0; c < in().channels(); c++) {
            for (int at = 0; at < area; at++) {
                y[at * in().channels() + c] = x()[c * area + at];
            }
        }
        return y;
    }

    @Override
    public double[] classToken(ClassToken op) {
        double[] y = Arrays.copyOf(doubles(weight(0)), Math.toIntExact(out().elements()));
        System.arraycopy(x(), 0, y, in().last(), x().length);
        return y;
    }

    @Override
    public double[] positionEmbedding(PositionEmbedding op) {
        double[] y = doubles(weight(0));
        for (int i = 0; i < y.length; i++) {
            y[i] += x()[i];
        }
        return y;
    }

    @Override
    public double[] multiHeadAttention(MultiHeadAttention op) {
        int width = in().last();
        double[] qkv = ReferenceTokens.dense(x(), width, weight(0), op.bias() ? weight(1) : new float[3 * width]);
        double[] read = new double[x().length];
        for (int head = 0; head < op.heads(); head++) {
            ReferenceTokens.readHead(qkv, read, width, head * (width / op.heads()), width / op.heads());
        }
        return ReferenceTokens.dense(read, width, weight(op.bias() ? 2 : 1), op.bias() ? weight(3) : new float[width]);
    }

    @Override
    public double[] dropout(Dropout op) {
        return x();
    }

    @Override
    public double[] stochasticDepth(StochasticDepth op) {
        return x();
    }

    @Override
    public double[] reshape(Reshape op) {
        return x();
    }

    @Override
    public double[] flatten(Flatten op) {
        return x();
    }

    @Override
    public double[] identity(Identity op) {
        return x();
    }
}
