package dev.tradespace.quantization;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Input;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.quantization.ActivationScale;
import dev.tradespace.api.quantization.ChannelScales;
import dev.tradespace.api.quantization.Quantization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Works out the scales of a network's tensors. */
final class Scales {
    /** So that a range to 6 does not end above 6 by rounding, and the clip at 6 is part of it. */
    private static final double BELOW = 1 - 1e-6;
    /** A bias in integers must stay well inside of 32 bits, sums of products included. */
    private static final double MOST_BIAS = 1 << 29;

    private Scales() {}

    /** The scales of a network whose integers are placed. */
    static Quantization of(
            FoldedNetwork network,
            Placement placement,
            Map<String, TensorStatistics> tensors,
            RangeRule rule,
            int weightBits) {
        Map<String, ActivationScale> activations = new LinkedHashMap<>();
        Map<String, ChannelScales> kernels = new LinkedHashMap<>();
        int most = Quantization.mostWeight(weightBits);
        for (Layer layer : network.layers()) {
            String name = layer.name();
            if (placement.scaled().contains(name)) {
                TensorStatistics tensor = tensors.get(name);
                if (tensor == null) {
                    throw new IllegalArgumentException("layer " + name + " was not calibrated");
                }
                boolean whole = layer.op() instanceof Input
                        || name.equals(network.architecture().output());
                activations.put(name, scale(layer, tensor, whole ? RangeRule.MIN_MAX : rule));
            } else if (placement.same().containsKey(name)) {
                ActivationScale origin = activations.get(placement.same().get(name));
                if (origin != null) {
                    activations.put(name, origin);
                }
            }
        }
        for (Layer layer : network.layers()) {
            if (placement.kernels().contains(layer.name())) {
                ActivationScale input = activations.get(layer.inputs().get(0));
                if (input == null) {
                    throw new IllegalStateException("the input of " + layer.name() + " has no scale");
                }
                List<WeightSpec> specs = layer.weights();
                kernels.put(
                        specs.get(0).name(),
                        kernel(
                                network.weights().get(specs.get(0).name()),
                                network.weights().get(specs.get(1).name()),
                                input,
                                most));
            }
        }
        return new Quantization(activations, kernels, weightBits);
    }

    private static ActivationScale scale(Layer layer, TensorStatistics tensor, RangeRule rule) {
        if (!(layer.op() instanceof Activation activation)) {
            return rule.scale(tensor);
        }
        return switch (activation.function()) {
            case SIGMOID -> ActivationScale.SIGMOID;
            case HARD_SIGMOID -> ActivationScale.HARD_SIGMOID;
            case RELU6 ->
                ActivationScale.covering(0, Math.min(6, rule.scale(tensor).most()) * BELOW);
            default -> rule.scale(tensor);
        };
    }

    private static ChannelScales kernel(float[] kernel, float[] bias, ActivationScale input, int most) {
        List<Float> scales = new ArrayList<>();
        ChannelScales fitting = ChannelScales.of(kernel, bias.length, most);
        for (int channel = 0; channel < bias.length; channel++) {
            double least = Math.abs(bias[channel]) / MOST_BIAS / input.scale();
            scales.add((float) Math.max(fitting.scales().get(channel), least));
        }
        return new ChannelScales(scales);
    }
}
