package dev.tradespace.onnx;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.file.Draft;
import dev.tradespace.onnx.proto.GraphProto;
import dev.tradespace.onnx.proto.ModelProto;
import dev.tradespace.onnx.proto.StringStringEntryProto;
import dev.tradespace.onnx.proto.TensorProto;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes a model so that never more than one tensor stands in memory: the lengths that Protocol Buffers wants in front of
 * a message are worked out from the shapes. All is written beside the target and renamed at the end.
 */
final class OnnxModelFile {
    /** Loaders map tensors into memory, which wants them at the start of a page (the ONNX documentation of external data). */
    private static final int PAGE = 4096;

    private static final int CHUNK = 1 << 16;

    private final ModelProto header;
    private final GraphProto graph;
    private final List<Weight> weights;

    /**
     * A model to be written.
     *
     * @param header the model without its graph
     * @param graph the graph without these weights
     * @param weights the rest of the graph's constants
     */
    OnnxModelFile(ModelProto header, GraphProto graph, List<Weight> weights) {
        this.header = header;
        this.graph = graph;
        this.weights = weights;
    }

    /** Writes the model, its weights in a second file where they are larger than {@code externalAbove} bytes. */
    OnnxFile write(Path file, long externalAbove) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(target.toString(), null, "the folder to write it into does not exist");
        }
        boolean external = weights.stream().mapToLong(Weight::bytes).sum() > externalAbove;
        Path dataTarget = ModelFormat.ONNX.beside(target).orElseThrow();
        Path model = Draft.of(target);
        Path data = Draft.of(dataTarget);
        try {
            if (!external) {
                writeWhole(model);
                long bytes = Files.size(model);
                replace(model, target);
                // Those of a larger model that had this name.
                Files.deleteIfExists(dataTarget);
                return new OnnxFile(file, List.of(), bytes);
            }
            writeExternal(model, data, dataTarget.getFileName().toString());
            long bytes = Files.size(model) + Files.size(data);
            // An older model would read the new data as its own: it goes first, so that a crash leaves none.
            Files.deleteIfExists(target);
            replace(data, dataTarget);
            replace(model, target);
            return new OnnxFile(file, List.of(file.resolveSibling(dataTarget.getFileName())), bytes);
        } finally {
            Files.deleteIfExists(model);
            Files.deleteIfExists(data);
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void writeWhole(Path model) throws IOException {
        long length = graph.getSerializedSize();
        for (Weight weight : weights) {
            long tensor = tensorLength(weight, tensor(weight).build());
            length += CodedOutputStream.computeTagSize(GraphProto.INITIALIZER_FIELD_NUMBER)
                    + CodedOutputStream.computeUInt64SizeNoTag(tensor)
                    + tensor;
        }
        try (OutputStream stream = open(model)) {
            CodedOutputStream out = CodedOutputStream.newInstance(stream, CHUNK);
            header.writeTo(out);
            out.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt64NoTag(length);
            graph.writeTo(out);
            for (Weight weight : weights) {
                TensorProto tensor = tensor(weight).build();
                out.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                out.writeUInt64NoTag(tensorLength(weight, tensor));
                tensor.writeTo(out);
                out.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                out.writeUInt64NoTag(weight.bytes());
                out.flush();
                writeValues(weight, stream);
            }
            out.flush();
        }
    }

    private static long tensorLength(Weight weight, TensorProto tensor) {
        return tensor.getSerializedSize()
                + CodedOutputStream.computeTagSize(TensorProto.RAW_DATA_FIELD_NUMBER)
                + CodedOutputStream.computeUInt64SizeNoTag(weight.bytes())
                + weight.bytes();
    }

    private void writeExternal(Path model, Path data, String location) throws IOException {
        GraphProto.Builder whole = graph.toBuilder();
        try (OutputStream stream = open(data)) {
            long offset = 0;
            for (Weight weight : weights) {
                int gap = (int) (-offset & (PAGE - 1));
                stream.write(new byte[gap]);
                offset += gap;
                writeValues(weight, stream);
                whole.addInitializer(tensor(weight)
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(entry("location", location))
                        .addExternalData(entry("offset", Long.toString(offset)))
                        .addExternalData(entry("length", Long.toString(weight.bytes()))));
                offset += weight.bytes();
            }
        }
        try (OutputStream stream = open(model)) {
            header.toBuilder().setGraph(whole).build().writeTo(stream);
        }
    }

    /** The tensor without its values. */
    private static TensorProto.Builder tensor(Weight weight) {
        return TensorProto.newBuilder()
                .setName(weight.name())
                .setDataType(weight.type().getNumber())
                .addAllDims(weight.dims());
    }

    private static void writeValues(Weight weight, OutputStream stream) throws IOException {
        Weight.Values values = weight.values().get();
        int size = weight.valueBytes();
        if ((long) values.count() * size != weight.bytes()) {
            throw new IllegalStateException(
                    "tensor " + weight.name() + " is " + weight.dims() + " but has " + values.count() + " values");
        }
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.count(); ) {
            int count = Math.min(values.count() - from, CHUNK / size);
            values.put(chunk.clear(), from, count);
            stream.write(chunk.array(), 0, count * size);
            from += count;
        }
    }

    private static OutputStream open(Path path) throws IOException {
        return new BufferedOutputStream(
                Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), CHUNK);
    }

    static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
