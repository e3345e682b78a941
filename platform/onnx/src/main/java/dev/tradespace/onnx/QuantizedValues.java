package dev.tradespace.onnx;

import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.quantization.ActivationScale;
import dev.tradespace.api.quantization.ChannelScales;
import dev.tradespace.api.quantization.Quantization;
import java.util.List;

/**
 * The values of a quantised graph: as integers between QuantizeLinear and DequantizeLinear, the form that runtimes turn into integer kernels, or
 * simulated, as floats that are rounded to the same numbers by operations that no runtime recognises.
 *
 * <p>Activations are unsigned in the file, 128 more than the description's integers: ONNX Runtime makes signed ones unsigned for x86, but not those that two layers read, and
 * leaves the kernels between the two kinds in floats.
 */
final class QuantizedValues {
    /** The largest unsigned 8-bit integer. */
    private static final int LARGEST = ActivationScale.MOST - ActivationScale.LEAST;

    private final GraphDraft graph;
    private final LastTensorCache tensors;
    private final Quantization quantization;
    private final boolean simulated;

    QuantizedValues(GraphDraft graph, LastTensorCache tensors, Quantization quantization, boolean simulated) {
        this.graph = graph;
        this.tensors = tensors;
        this.quantization = quantization;
        this.simulated = simulated;
    }

    Quantization quantization() {
        return quantization;
    }

    /** A value rounded to what its integers hold. */
    String stored(String value, ActivationScale scale, String name) {
        return stored(value, scale, scale.scale(), name);
    }

    /**
     * The same, read with another scale than it was stored with, which multiplies it.
     *
     * @param read the scale of whoever reads it; the zero point is the same
     */
    String stored(String value, ActivationScale scale, float read, String name) {
        String step = graph.scalar(scale.scale());
        if (simulated) {
            String steps = graph.node("Div", value, step).as(name + "/steps");
            String whole = graph.node("Round", steps).as(name + "/whole");
            String bounded = graph.node(
                            "Clip",
                            whole,
                            graph.scalar(ActivationScale.LEAST - scale.zeroPoint()),
                            graph.scalar(ActivationScale.MOST - scale.zeroPoint()))
                    .as(name + "/bounded");
            return graph.node("Mul", bounded, graph.scalar(read)).as(name + "/simulated");
        }
        String zero = graph.unsigned(scale.zeroPoint() - ActivationScale.LEAST);
        String integers = graph.node("QuantizeLinear", value, step, zero).as(name + "/quantized");
        return graph.node("DequantizeLinear", integers, graph.scalar(read), zero)
                .as(name + "/dequantized");
    }

    /** A constant scalar, stored as the largest integer. */
    String constant(double value, String name) {
        if (simulated) {
            return graph.scalar(value);
        }
        return graph.node("DequantizeLinear", graph.unsigned(LARGEST), graph.scalar(value / LARGEST), graph.unsigned(0))
                .as(name);
    }

    /** A kernel whose first axis is that of the output channels. */
    String kernel(WeightSpec spec, List<Long> dims) {
        ChannelScales scales = scales(spec);
        int most = quantization.mostWeight();
        if (simulated) {
            return graph.weight(spec.name(), dims, () -> {
                byte[] integers = scales.quantize(tensors.values(spec), most);
                float[] values = new float[integers.length];
                int size = values.length / scales.scales().size();
                for (int i = 0; i < values.length; i++) {
                    values[i] = integers[i] * scales.scales().get(i / size);
                }
                return values;
            });
        }
        int channels = scales.scales().size();
        String integers =
                graph.bytes(spec.name() + "/quantized", dims, () -> scales.quantize(tensors.values(spec), most));
        return graph.node(
                        "DequantizeLinear",
                        integers,
                        graph.weight(spec.name() + "/scales", Dims.of(channels), () -> floats(scales.scales(), 1)),
                        graph.bytes(spec.name() + "/zero-points", Dims.of(channels), () -> new byte[channels]))
                .with("axis", 0)
                .as(spec.name());
    }

    /**
     * The bias of an integer kernel.
     *
     * @param input the scale of what the layer reads
     */
    String bias(WeightSpec spec, WeightSpec kernel, ActivationScale input) {
        List<Float> scales = scales(kernel).scales();
        if (simulated) {
            return graph.weight(spec.name(), Dims.of(spec.shape()), () -> {
                int[] wholes = wholes(spec, scales, input.scale());
                float[] values = new float[wholes.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = wholes[i] * (scales.get(i) * input.scale());
                }
                return values;
            });
        }
        int channels = scales.size();
        return graph.node(
                        "DequantizeLinear",
                        graph.wholes(spec.name() + "/quantized", channels, () -> wholes(spec, scales, input.scale())),
                        graph.weight(spec.name() + "/scales", Dims.of(channels), () -> floats(scales, input.scale())),
                        graph.wholes(spec.name() + "/zero-points", channels, () -> new int[channels]))
                .with("axis", 0)
                .as(spec.name());
    }

    private ChannelScales scales(WeightSpec kernel) {
        ChannelScales scales = quantization.kernels().get(kernel.name());
        if (scales == null || scales.scales().size() != kernel.shape().size(0)) {
            throw new IllegalArgumentException("the kernel " + kernel.name() + " must have a scale for each of its "
                    + kernel.shape().size(0) + " output channels, has " + scales);
        }
        return scales;
    }

    private int[] wholes(WeightSpec spec, List<Float> scales, float input) {
        float[] values = tensors.values(spec);
        int[] wholes = new int[values.length];
        for (int i = 0; i < wholes.length; i++) {
            long rounded = Math.round((double) values[i] / (scales.get(i) * input));
            wholes[i] = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, rounded));
        }
        return wholes;
    }

    private static float[] floats(List<Float> scales, float factor) {
        float[] values = new float[scales.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scales.get(i) * factor;
        }
        return values;
    }
}
