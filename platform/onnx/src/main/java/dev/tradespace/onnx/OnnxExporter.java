package dev.tradespace.onnx;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.onnx.proto.ModelProto;
import dev.tradespace.onnx.proto.OperatorSetIdProto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

    private OnnxExporter() {}

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
        return write(architecture, weights, file, batch, Map.of(), EXTERNAL_ABOVE);
    }

    /**
     * Writes a network for any number of images at once that tells what it is for.
     *
     * @param metadata what goes into the file's {@code metadata_props}, in order: names of classes, mean, deviation
     * @see #write(Architecture, Weights, Path, BatchAxis)
     */
    public static OnnxFile write(Architecture architecture, Weights weights, Path file, Map<String, String> metadata)
            throws IOException {
        return write(architecture, weights, file, BatchAxis.ANY, metadata, EXTERNAL_ABOVE);
    }

    static OnnxFile write(Architecture architecture, Weights weights, Path file, BatchAxis batch, long externalAbove)
            throws IOException {
        return write(architecture, weights, file, batch, Map.of(), externalAbove);
    }

    private static OnnxFile write(
            Architecture architecture,
            Weights weights,
            Path file,
            BatchAxis batch,
            Map<String, String> metadata,
            long externalAbove)
            throws IOException {
        GraphDraft draft = new GraphDraft();
        LastTensorCache tensors = new LastTensorCache(weights);
        Map<String, String> values = new HashMap<>();
        for (Layer layer : architecture.inferenceLayers()) {
            List<String> inputs =
                    layer.inputs().stream().map(name -> present(values, name)).toList();
            values.put(layer.name(), layer.op().match(new LayerNodes(draft, tensors, batch, layer, inputs)));
        }
        draft.finish(present(values, architecture.output()));
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
                                architecture.outputShape().toArray()),
                        draft.weights())
                .write(file, externalAbove);
    }

    private static String present(Map<String, String> values, String layer) {
        return Objects.requireNonNull(values.get(layer), layer);
    }
}
