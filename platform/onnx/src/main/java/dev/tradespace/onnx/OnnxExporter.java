package dev.tradespace.onnx;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.quantization.ActivationScale;
import dev.tradespace.api.quantization.Quantization;
import dev.tradespace.onnx.proto.ModelProto;
import dev.tradespace.onnx.proto.OperatorSetIdProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes an architecture with weights as an ONNX file that any runtime reads: standard operators only, opset
 * {@value #OPSET}, fp32, in the forms that ONNX Runtime fuses by itself.
 *
 * <p>The input is {@code image}, the output {@code logits}. Only what inference needs is in the file. Safe for any
 * thread; blocks while it writes.
 */
public final class OnnxExporter {
    /** The version of the operators: the first with LayerNormalization. */
    static final int OPSET = 17;

    /** The version of the format that belongs to {@link #OPSET}. */
    private static final int IR_VERSION = 8;

    /** Protocol Buffers end at 2 GB; this leaves room for every reader's own limit. */
    private static final long EXTERNAL_ABOVE = 1_500_000_000;

    private static final Form FLOATS = new Form(null, false, List.of());

    private OnnxExporter() {}

    /**
     * What a graph computes with.
     *
     * @param quantization of its values; null for floats
     * @param simulated whether the integers are
     * @param outputs the layers whose values its output is; empty for the network's own
     */
    private record Form(@Nullable Quantization quantization, boolean simulated, List<String> outputs) {
        /** Adds the nodes of all layers; the names of what they put out, by layer. */
        Map<String, String> layers(
                Architecture architecture, GraphDraft draft, LastTensorCache tensors, BatchAxis batch) {
            Map<String, String> values = new HashMap<>();
            for (Layer layer : architecture.inferenceLayers()) {
                List<String> inputs = layer.inputs().stream()
                        .map(name -> present(values, name))
                        .toList();
                boolean last = layer.name().equals(architecture.output());
                values.put(layer.name(), layer(draft, tensors, batch, layer, inputs, last));
            }
            return values;
        }

        private String layer(
                GraphDraft draft,
                LastTensorCache tensors,
                BatchAxis batch,
                Layer layer,
                List<String> inputs,
                boolean last) {
            if (quantization == null) {
                return layer.op().match(new LayerNodes(draft, tensors, batch, layer, inputs));
            }
            QuantizedValues numbers = new QuantizedValues(draft, tensors, quantization, simulated);
            String value = layer.op().match(new QuantizedLayerNodes(draft, tensors, batch, layer, inputs, numbers));
            ActivationScale scale = quantization.activations().get(layer.name());
            // What comes out at the end is read as floats: rounding it would only make answers equal that are not.
            return scale == null || last ? value : numbers.stored(value, scale, layer.name());
        }
    }

    /**
     * Writes a network for one image at a time.
     *
     * @see #write(Architecture, Weights, Path, BatchAxis)
     */
    public static OnnxFile write(Architecture architecture, Weights weights, Path file) throws IOException {
        return write(architecture, weights, file, BatchAxis.ONE);
    }

    /**
     * Writes a network. The file appears whole or not at all, and replaces what had its name; weights above 1.5 GB go
     * to {@code <file>.data} beside it. One tensor at a time stands in memory.
     *
     * @param weights one tensor for each that the architecture names
     * @param file where to; its folder exists
     * @param batch how many images at once
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the weights lack a tensor or one has another number of values
     */
    public static OnnxFile write(Architecture architecture, Weights weights, Path file, BatchAxis batch)
            throws IOException {
        return write(architecture, weights, file, batch, Map.of(), EXTERNAL_ABOVE, FLOATS);
    }

    /**
     * Writes a network for any number of images at once that tells what it is for.
     *
     * @param metadata what goes into the file's {@code metadata_props}, in order: names of classes, mean, deviation
     * @see #write(Architecture, Weights, Path, BatchAxis)
     */
    public static OnnxFile write(Architecture architecture, Weights weights, Path file, Map<String, String> metadata)
            throws IOException {
        return write(architecture, weights, file, BatchAxis.ANY, metadata, EXTERNAL_ABOVE, FLOATS);
    }

    /**
     * Writes a quantised network for any number of images at once, in the form of QuantizeLinear and DequantizeLinear around what is computed in
     * integers.
     *
     * @param architecture the network, its batch normalisations folded
     * @param metadata what goes into the file's {@code metadata_props}
     * @see #write(Architecture, Weights, Path, BatchAxis)
     */
    public static OnnxFile writeQuantized(
            Architecture architecture,
            Weights weights,
            Quantization quantization,
            Path file,
            Map<String, String> metadata)
            throws IOException {
        Form form = new Form(quantization, false, List.of());
        return write(architecture, weights, file, BatchAxis.ANY, metadata, EXTERNAL_ABOVE, form);
    }

    /**
     * Writes a quantised network that computes in floats what the integers would give, each value rounded to the number that its integer stands for.
     *
     * @see #writeQuantized
     */
    public static OnnxFile writeSimulated(
            Architecture architecture, Weights weights, Quantization quantization, Path file) throws IOException {
        Form form = new Form(quantization, true, List.of());
        return write(architecture, weights, file, BatchAxis.ANY, Map.of(), EXTERNAL_ABOVE, form);
    }

    /**
     * Writes a network whose output is what some of its layers put out: their values one after the other, each in row-major order of its shape.
     *
     * @param layers the names of these layers, at least one
     * @see #write(Architecture, Weights, Path, BatchAxis)
     */
    public static OnnxFile writeActivations(Architecture architecture, Weights weights, List<String> layers, Path file)
            throws IOException {
        Form form = new Form(null, false, layers);
        return write(architecture, weights, file, BatchAxis.ANY, Map.of(), EXTERNAL_ABOVE, form);
    }

    static OnnxFile write(Architecture architecture, Weights weights, Path file, BatchAxis batch, long externalAbove)
            throws IOException {
        return write(architecture, weights, file, batch, Map.of(), externalAbove, FLOATS);
    }

    private static OnnxFile write(
            Architecture architecture,
            Weights weights,
            Path file,
            BatchAxis batch,
            Map<String, String> metadata,
            long externalAbove,
            Form form)
            throws IOException {
        GraphDraft draft = new GraphDraft();
        LastTensorCache tensors = new LastTensorCache(weights);
        Map<String, String> values = form.layers(architecture, draft, tensors, batch);
        int[] output = architecture.outputShape().toArray();
        if (!form.outputs().isEmpty()) {
            output = new int[] {joined(architecture, form.outputs(), values, draft)};
        } else {
            draft.finish(present(values, architecture.output()));
        }
        ModelProto.Builder header = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("Tradespace")
                .setDocString(architecture.toString())
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .addMetadataProps(OnnxModelFile.entry("architecture", architecture.digest()))
                .addMetadataProps(OnnxModelFile.entry("weights", weights.id()));
        metadata.forEach((key, value) -> header.addMetadataProps(OnnxModelFile.entry(key, value)));
        return new OnnxModelFile(
                        header.build(),
                        draft.graph(
                                architecture.digest(),
                                batch,
                                architecture.inputShape().toArray(),
                                output),
                        draft.weights())
                .write(file, externalAbove);
    }

    /** Joins what layers put out; how many values that is. */
    private static int joined(
            Architecture architecture, List<String> layers, Map<String, String> values, GraphDraft draft) {
        List<String> vectors = new ArrayList<>();
        long size = 0;
        for (String layer : layers) {
            vectors.add(draft.node("Flatten", present(values, layer))
                    .with("axis", 1)
                    .as(layer + "/flat"));
            size += architecture.layer(layer).shape().elements();
        }
        draft.finish(draft.node("Concat", vectors).with("axis", 1).as("activations"));
        return Math.toIntExact(size);
    }

    private static String present(Map<String, String> values, String layer) {
        return Objects.requireNonNull(values.get(layer), layer);
    }
}
