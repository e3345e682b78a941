package dev.tradespace.quantization;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Convolution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cross-layer equalisation: what the channels between two convolutions put out is brought to one range, the first convolution's output channels divided and the
 * second's input channels multiplied by the same factors. In front of a depthwise convolution that costs nothing, since each of its channels has a scale of its own; in front of
 * others it is done by half. A channel behind ReLU6 is only made larger, up to 6, so that the clip takes what the channel never reached on the calibration images.
 *
 * @source Nagel et al., Data-Free Quantization Through Weight Equalization and Bias Correction, ICCV 2019, section 4.1
 */
final class Equalization {
    /** A channel that puts out next to nothing is not made larger than by this. */
    private static final double MOST_GAIN = 16;

    private static final double SIX = 6;

    private Equalization() {}

    /** The network equalised; the same where there is nothing to equalise. */
    static FoldedNetwork of(FoldedNetwork network, Map<String, TensorStatistics> tensors) {
        Map<String, List<Layer>> readers = new LinkedHashMap<>();
        for (Layer layer : network.layers()) {
            layer.inputs().forEach(input -> readers.computeIfAbsent(input, first -> new ArrayList<>())
                    .add(layer));
        }
        TensorStore weights = network.weights().copy();
        for (Layer first : network.layers()) {
            if (first.op() instanceof Convolution) {
                Layer activation = only(readers, first.name());
                Layer second = activation == null ? null : only(readers, activation.name());
                if (activation != null
                        && second != null
                        && activation.op() instanceof Activation function
                        && second.op() instanceof Convolution convolution) {
                    TensorStatistics between = tensors.get(activation.name());
                    if (between != null && isLinear(function)) {
                        equalize(weights, first, second, convolution, factors(between, function, convolution));
                    }
                }
            }
        }
        return new FoldedNetwork(network.architecture(), weights);
    }

    private static @Nullable Layer only(Map<String, List<Layer>> readers, String name) {
        List<Layer> all = readers.getOrDefault(name, List.of());
        return all.size() == 1 ? all.get(0) : null;
    }

    private static boolean isLinear(Activation activation) {
        return activation.function() == Activation.Function.RELU || activation.function() == Activation.Function.RELU6;
    }

    /** By what each channel is divided, at most 1. */
    private static double[] factors(TensorStatistics between, Activation activation, Convolution second) {
        double whole = activation.function() == Activation.Function.RELU6 ? SIX : between.most();
        boolean depthwise = second.groups() == between.channels();
        double[] factors = new double[between.channels()];
        for (int channel = 0; channel < factors.length; channel++) {
            double part = whole > 0 ? between.most(channel) / whole : 1;
            double factor = depthwise ? part : Math.sqrt(Math.max(0, part));
            factors[channel] = Math.min(1, Math.max(1 / MOST_GAIN, factor));
        }
        return factors;
    }

    private static void equalize(
            TensorStore weights, Layer first, Layer second, Convolution convolution, double[] factors) {
        String kernelName = first.weights().get(0).name();
        String biasName = first.weights().get(1).name();
        float[] kernel = weights.get(kernelName).clone();
        float[] bias = weights.get(biasName).clone();
        int size = kernel.length / factors.length;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (kernel[i] / factors[i / size]);
        }
        for (int channel = 0; channel < bias.length; channel++) {
            bias[channel] = (float) (bias[channel] / factors[channel]);
        }
        weights.put(kernelName, kernel);
        weights.put(biasName, bias);
        String nextName = second.weights().get(0).name();
        float[] next = weights.get(nextName).clone();
        int perGroup = factors.length / convolution.groups();
        int area = convolution.window().area();
        int perOutput = perGroup * area;
        int outputsPerGroup = convolution.channels() / convolution.groups();
        for (int i = 0; i < next.length; i++) {
            int output = i / perOutput;
            int input = output / outputsPerGroup * perGroup + i % perOutput / area;
            next[i] = (float) (next[i] * factors[input]);
        }
        weights.put(nextName, next);
    }
}
