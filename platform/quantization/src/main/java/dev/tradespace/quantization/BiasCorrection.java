package dev.tradespace.quantization;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.quantization.ChannelScales;
import dev.tradespace.api.quantization.Quantization;
import java.util.Map;

/**
 * Bias correction: the mean by which the rounding of a kernel shifts a channel is taken out of its bias. What a kernel reads on the average is known from the calibration images;
 * at the edges, where padding is read, the correction is a little too large.
 *
 * @source Nagel et al. 2019, section 4.2
 */
final class BiasCorrection {
    private BiasCorrection() {}

    /** The network with corrected biases. */
    static FoldedNetwork of(FoldedNetwork network, Map<String, TensorStatistics> tensors, Quantization quantization) {
        TensorStore weights = network.weights().copy();
        for (Layer layer : network.layers()) {
            if (layer.weights().isEmpty()) {
                continue;
            }
            String kernelName = layer.weights().get(0).name();
            ChannelScales scales = quantization.kernels().get(kernelName);
            TensorStatistics input = tensors.get(layer.inputs().get(0));
            if (scales != null && input != null) {
                float[] kernel = network.weights().get(kernelName);
                byte[] integers = scales.quantize(kernel, quantization.mostWeight());
                String biasName = layer.weights().get(1).name();
                float[] bias = network.weights().get(biasName).clone();
                for (int channel = 0; channel < bias.length; channel++) {
                    bias[channel] -= (float) shift(layer, channel, kernel, integers, scales, input);
                }
                weights.put(biasName, bias);
            }
        }
        return new FoldedNetwork(network.architecture(), weights);
    }

    private static double shift(
            Layer layer, int channel, float[] kernel, byte[] integers, ChannelScales scales, TensorStatistics input) {
        int channels = scales.scales().size();
        int size = kernel.length / channels;
        int area = 1;
        int firstInput = 0;
        if (layer.op() instanceof Convolution convolution) {
            area = convolution.window().area();
            int group = channel / (channels / convolution.groups());
            firstInput = group * (input.channels() / convolution.groups());
        }
        double shift = 0;
        for (int i = 0; i < size; i++) {
            int at = channel * size + i;
            double off = integers[at] * (double) scales.scales().get(channel) - kernel[at];
            shift += off * input.mean(firstInput + i / area);
        }
        return shift;
    }
}
