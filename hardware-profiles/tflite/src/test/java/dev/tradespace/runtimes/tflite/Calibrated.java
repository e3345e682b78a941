package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.quantization.ActivationScale;
import dev.tradespace.api.quantization.ChannelScales;
import dev.tradespace.api.quantization.Quantization;
import dev.tradespace.onnx.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A network with scales for its tensors, found on one image, and weights that need no more than 8 bits.
 *
 * @param architecture its batch norms folded
 * @param weights what the file is written from, and what the reference computes with
 * @param quantization a scale for every layer and for the kernels of convolutions and dense layers
 * @param expected what the definition says for the image
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record Calibrated(Architecture architecture, Weights weights, Quantization quantization, double[] expected) {
    private static final int MOST = 127;

    static Calibrated of(Architecture network, Weights weights, float[] image) {
        Map<String, Layer> norms = new HashMap<>();
        Architecture folded = folded(network, norms);
        Weights stepped = new Weights() {
            @Override
            public String id() {
                return "stepped";
            }

            @Override
            public float[] values(WeightSpec tensor) {
                return stepped(tensor, foldedValues(tensor, norms, weights));
            }
        };
        Map<String, ActivationScale> activations = new LinkedHashMap<>();
        Map<String, ChannelScales> kernels = new LinkedHashMap<>();
        Map<String, double[]> outputs = Reference.outputs(folded, stepped, image);
        for (Layer layer : folded.inferenceLayers()) {
            double[] values = Objects.requireNonNull(outputs.get(layer.name()));
            activations.put(
                    layer.name(),
                    ActivationScale.covering(
                            Arrays.stream(values).min().orElseThrow(),
                            Arrays.stream(values).max().orElseThrow()));
            if (layer.op() instanceof Convolution || layer.op() instanceof Dense) {
                WeightSpec kernel = layer.weights().get(0);
                kernels.put(
                        kernel.name(),
                        ChannelScales.of(stepped.values(kernel), kernel.shape().size(0), MOST));
            }
        }
        return new Calibrated(
                folded,
                stepped,
                new Quantization(activations, kernels, 8),
                Objects.requireNonNull(outputs.get(folded.output())));
    }

    /** The same without scales for some layers. */
    Calibrated without(List<String> layers) {
        Map<String, ActivationScale> fewer = new LinkedHashMap<>(quantization.activations());
        fewer.keySet().removeAll(layers);
        return new Calibrated(architecture, weights, new Quantization(fewer, quantization.kernels(), 8), expected);
    }

    ActivationScale scale(String layer) {
        return Objects.requireNonNull(quantization.activations().get(layer));
    }

    private static Architecture folded(Architecture network, Map<String, Layer> norms) {
        Map<String, String> names = new HashMap<>();
        for (Layer layer : network.inferenceLayers()) {
            if (layer.op() instanceof BatchNorm
                    && network.layer(layer.inputs().get(0)).op() instanceof Convolution) {
                norms.put(layer.inputs().get(0), layer);
                names.put(layer.name(), layer.inputs().get(0));
            }
        }
        List<Architecture.Draft> drafts = new ArrayList<>();
        for (Layer layer : network.inferenceLayers()) {
            if (!names.containsKey(layer.name())) {
                Op op = layer.op() instanceof Convolution convolution && norms.containsKey(layer.name())
                        ? new Convolution(convolution.channels(), convolution.window(), convolution.groups(), true)
                        : layer.op();
                List<String> inputs = layer.inputs().stream()
                        .map(name -> names.getOrDefault(name, name))
                        .toList();
                drafts.add(new Architecture.Draft(layer.name(), op, inputs));
            }
        }
        return Architecture.assemble(drafts, names.getOrDefault(network.output(), network.output()), List.of());
    }

    private static float[] foldedValues(WeightSpec tensor, Map<String, Layer> norms, Weights weights) {
        int dot = tensor.name().lastIndexOf('.');
        Layer norm = norms.get(tensor.name().substring(0, dot));
        if (norm == null || !(norm.op() instanceof BatchNorm op)) {
            return weights.values(tensor);
        }
        boolean kernel = tensor.role() == WeightSpec.Role.KERNEL;
        // Samples with a norm have convolutions without a bias.
        float[] values = kernel ? weights.values(tensor) : new float[Math.toIntExact(tensor.elements())];
        float[][] statistics = norm.weights().stream().map(weights::values).toArray(float[][]::new);
        int perChannel = values.length / statistics[0].length;
        for (int i = 0; i < values.length; i++) {
            int c = i / perChannel;
            double factor = statistics[0][c] / Math.sqrt(statistics[3][c] + op.epsilon());
            values[i] = (float) (kernel ? values[i] * factor : statistics[1][c] - statistics[2][c] * factor);
        }
        return values;
    }

    /** Kernels on the very steps that their channels' scales have. */
    private static float[] stepped(WeightSpec tensor, float[] values) {
        if (tensor.role() != WeightSpec.Role.KERNEL) {
            return values;
        }
        ChannelScales scales = ChannelScales.of(values, tensor.shape().size(0), MOST);
        byte[] integers = scales.quantize(values, MOST);
        int perChannel = values.length / scales.scales().size();
        for (int i = 0; i < values.length; i++) {
            values[i] = integers[i] * scales.scales().get(i / perChannel);
        }
        return values;
    }

    /** An image on the steps that a scale of its own range has. */
    static float[] stepped(float[] image) {
        double least = Double.MAX_VALUE;
        double most = -Double.MAX_VALUE;
        for (float value : image) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        ActivationScale scale = ActivationScale.covering(least, most);
        float[] steps = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            long integer = Math.round(image[i] / scale.scale() + scale.zeroPoint());
            steps[i] = scale.scale()
                    * (Math.max(ActivationScale.LEAST, Math.min(ActivationScale.MOST, integer)) - scale.zeroPoint());
        }
        return steps;
    }
}
