package dev.tradespace.api.arch;

import dev.tradespace.api.op.*;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The expected square of every layer's output under {@link RandomWeights}, followed through the graph as if all were
 * normal and independent. It only has to be right within an order of magnitude: kernels and norms set it back to one.
 */
final class SecondMoments implements Op.Cases<Double> {
    private static final int STEPS = 400;
    private static final double REACH = 6;

    private final List<Double> inputs;

    private SecondMoments(List<Double> inputs) {
        this.inputs = inputs;
    }

    static Map<String, Double> of(Architecture architecture) {
        Map<String, Double> moments = new HashMap<>();
        Map<Op, Map<Double, Double>> known = new HashMap<>();
        for (Layer layer : architecture.layers()) {
            List<Double> inputs = layer.inputs().stream()
                    .map(name -> moments.getOrDefault(name, 1.0))
                    .toList();
            double moment = layer.op() instanceof Activation
                    ? known.computeIfAbsent(layer.op(), op -> new HashMap<>())
                            .computeIfAbsent(inputs.get(0), at -> layer.op().match(new SecondMoments(inputs)))
                    : layer.op().match(new SecondMoments(inputs));
            moments.put(layer.name(), Math.max(moment, 1e-6));
        }
        return moments;
    }

    private double first() {
        return inputs.get(0);
    }

    /** The integral of {@code f(x)^2} over a normal distribution with the input's second moment. */
    @Override
    public Double activation(Activation op) {
        double deviation = Math.sqrt(first());
        double sum = 0;
        double weights = 0;
        for (int i = 0; i <= STEPS; i++) {
            double z = REACH * (2.0 * i / STEPS - 1);
            double weight = Math.exp(-z * z / 2);
            double value = op.function().apply(z * deviation);
            sum += weight * value * value;
            weights += weight;
        }
        return sum / weights;
    }

    @Override
    public Double add(Add op) {
        return inputs.stream().mapToDouble(Double::doubleValue).sum();
    }

    @Override
    public Double multiply(Multiply op) {
        return first() * inputs.get(1);
    }

    @Override
    public Double concat(Concat op) {
        return inputs.stream().mapToDouble(Double::doubleValue).average().orElse(1);
    }

    @Override
    public Double learnedParameter(LearnedParameter op) {
        return op.deviation() * op.deviation();
    }

    @Override
    public Double matrixProduct(MatrixProduct op) {
        return first() * inputs.get(1);
    }

    @Override
    public Double softmax(Softmax op) {
        return 1.0;
    }

    @Override
    public Double input(Input op) {
        return 1.0;
    }

    @Override
    public Double convolution(Convolution op) {
        return 1.0;
    }

    @Override
    public Double dense(Dense op) {
        return 1.0;
    }

    @Override
    public Double batchNorm(BatchNorm op) {
        return first();
    }

    @Override
    public Double layerNorm(LayerNorm op) {
        return 1.0;
    }

    @Override
    public Double multiHeadAttention(MultiHeadAttention op) {
        return 1.0;
    }

    @Override
    public Double localResponseNorm(LocalResponseNorm op) {
        return first();
    }

    @Override
    public Double pool(Pool op) {
        return first();
    }

    @Override
    public Double globalPool(GlobalPool op) {
        return first();
    }

    @Override
    public Double channelPad(ChannelPad op) {
        return first();
    }

    @Override
    public Double stridedSlice(StridedSlice op) {
        return first();
    }

    @Override
    public Double dropout(Dropout op) {
        return first();
    }

    @Override
    public Double stochasticDepth(StochasticDepth op) {
        return first();
    }

    @Override
    public Double reshape(Reshape op) {
        return first();
    }

    @Override
    public Double transpose(Transpose op) {
        return first();
    }

    @Override
    public Double patchTokens(PatchTokens op) {
        return first();
    }

    @Override
    public Double classToken(ClassToken op) {
        return first();
    }

    @Override
    public Double positionEmbedding(PositionEmbedding op) {
        return first();
    }

    @Override
    public Double flatten(Flatten op) {
        return first();
    }

    @Override
    public Double identity(Identity op) {
        return first();
    }
}
