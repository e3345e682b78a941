package dev.tradespace.onnx;

import dev.tradespace.core.file.WholeFile;
import dev.tradespace.onnx.proto.GraphProto;
import dev.tradespace.onnx.proto.ModelProto;
import dev.tradespace.onnx.proto.NodeProto;
import dev.tradespace.onnx.proto.StringStringEntryProto;
import dev.tradespace.onnx.proto.TensorProto;
import dev.tradespace.onnx.proto.TensorShapeProto;
import dev.tradespace.onnx.proto.TypeProto;
import dev.tradespace.onnx.proto.ValueInfoProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts the preprocessing of images into the graph of a trained network: what comes out takes one picture of any size as
 * a decoder gives it, bytes of red, green and blue. The network's file says itself how its images were prepared.
 */
public final class EmbeddedPreprocessing {
    private static final String DESCRIPTION =
            "inside the graph: image is one upright picture of any size, on white, uint8 [height, width, 3], red first";

    private EmbeddedPreprocessing() {}

    /**
     * Writes a network's file anew with its preprocessing inside; whole or not at all.
     *
     * @param network a file of {@link OnnxExporter} whose metadata name {@code inputSize}, {@code mean} and
     *     {@code standardDeviation}
     * @param into may be the same file
     * @throws IOException if the file cannot be read, does not say how its images were prepared, or cannot be written
     */
    public static void write(Path network, Path into) throws IOException {
        ModelProto model;
        try (InputStream in = Files.newInputStream(network)) {
            model = ModelProto.parseFrom(in);
        }
        Map<String, String> metadata = model.getMetadataPropsList().stream()
                .collect(Collectors.toMap(
                        StringStringEntryProto::getKey, StringStringEntryProto::getValue, (first, second) -> second));
        for (String key : List.of("inputSize", "mean", "standardDeviation")) {
            if (!metadata.containsKey(key)) {
                throw new IOException(network + " does not say how its images were prepared: it has no " + key);
            }
        }
        boolean external = model.getGraph().getInitializerList().stream()
                .anyMatch(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL);
        if (external) {
            throw new IOException(network + " has its weights in a file beside it, which cannot be taken along");
        }
        ModelProto whole = embedded(model, metadata);
        WholeFile.write(into, whole::writeTo);
    }

    private static ModelProto embedded(ModelProto model, Map<String, String> metadata) {
        double[] mean = numbers(metadata, "mean");
        double[] deviation = numbers(metadata, "standardDeviation");
        // Files of the first version do not name their colours.
        boolean grey = metadata.getOrDefault("colours", areEqual(mean) && areEqual(deviation) ? "grey" : "rgb")
                .equals("grey");
        PreprocessingNodes nodes = new PreprocessingNodes();
        String pixels = nodes.pixels(GraphDraft.INPUT, size(metadata), grey);
        String normalised = nodes.normalised(pixels, mean, deviation);
        GraphProto.Builder graph = model.getGraph().toBuilder();
        List<NodeProto> network =
                graph.getNodeList().stream().map(node -> fed(node, normalised)).toList();
        graph.clearNode()
                .addAllNode(nodes.nodes())
                .addAllNode(network)
                .addAllInitializer(nodes.constants())
                .clearInput()
                .addInput(picture());
        ModelProto.Builder whole = model.toBuilder().setGraph(graph).clearMetadataProps();
        for (StringStringEntryProto entry : model.getMetadataPropsList()) {
            whole.addMetadataProps(
                    entry.getKey().equals("preprocessing") ? OnnxModelFile.entry(entry.getKey(), DESCRIPTION) : entry);
        }
        return whole.build();
    }

    private static int size(Map<String, String> metadata) {
        return Integer.parseInt(metadata.getOrDefault("inputSize", ""));
    }

    private static double[] numbers(Map<String, String> metadata, String key) {
        return Arrays.stream(metadata.getOrDefault(key, "").split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static boolean areEqual(double[] values) {
        return Arrays.stream(values).distinct().count() == 1;
    }

    private static NodeProto fed(NodeProto node, String normalised) {
        NodeProto.Builder fed = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            if (node.getInput(i).equals(GraphDraft.INPUT)) {
                fed.setInput(i, normalised);
            }
        }
        return fed.build();
    }

    private static ValueInfoProto picture() {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("height");
        shape.addDimBuilder().setDimParam("width");
        shape.addDimBuilder().setDimValue(3);
        return ValueInfoProto.newBuilder()
                .setName(GraphDraft.INPUT)
                .setDocString(DESCRIPTION)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.UINT8.getNumber())
                                .setShape(shape)))
                .build();
    }
}
