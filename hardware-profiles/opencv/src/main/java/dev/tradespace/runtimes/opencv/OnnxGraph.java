package dev.tradespace.runtimes.opencv;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of an ONNX file OpenCV does not tell: its inputs, its outputs and its nodes. The weights are passed over, so that they take no memory of the worker's.
 *
 * @param inputs the shapes of the inputs, in order; 0 for a size that the file leaves open
 * @param outputs how many outputs there are
 * @param nodes the nodes, in order
 * @source onnx.proto of ONNX, by the numbers of its fields
 */
record OnnxGraph(List<List<Integer>> inputs, int outputs, List<Node> nodes) {
    /**
     * One node.
     *
     * @param operator {@code Conv}
     * @param name its name, perhaps empty
     * @param inputs the names of the tensors that it reads
     * @param outputs the names of the tensors that it makes
     * @param integers its attributes that are whole numbers or lists of such
     */
    record Node(
            String operator, String name, List<String> inputs, List<String> outputs, Map<String, List<Long>> integers) {
        /** A list of whole numbers; empty where there is none. */
        List<Long> integers(String attribute) {
            return integers.getOrDefault(attribute, List.of());
        }
    }

    private static final int GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    /** {@code ValueInfoProto.type}, {@code TypeProto.tensor_type}, {@code Tensor.shape}, {@code TensorShapeProto.dim}. */
    private static final List<Integer> TO_DIMENSION = List.of(2, 1, 2, 1);

    private static final int DIMENSION_VALUE = 1;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_NAME = 3;
    private static final int NODE_OPERATOR = 4;
    private static final int NODE_ATTRIBUTE = 5;
    private static final int ATTRIBUTE_NAME = 1;
    private static final int ATTRIBUTE_INTEGER = 3;
    private static final int ATTRIBUTE_INTEGERS = 8;

    /** What is done with a field of a message. */
    private interface Field {
        /** Reads the field whole, or answers that it is to be passed over. */
        boolean read(int number, int wireType) throws IOException;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is no ONNX file
     */
    static OnnxGraph read(Path model) throws IOException {
        try (FileChannel channel = FileChannel.open(model, StandardOpenOption.READ)) {
            CodedInputStream in =
                    CodedInputStream.newInstance(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
            List<List<Integer>> inputs = new ArrayList<>();
            List<Node> nodes = new ArrayList<>();
            List<Integer> outputs = new ArrayList<>();
            fields(
                    in,
                    (field, type) -> field == GRAPH
                            && message(in, (part, partType) -> switch (part) {
                                case GRAPH_NODE -> message(in, node(in, nodes));
                                case GRAPH_INPUT -> {
                                    List<Integer> shape = new ArrayList<>();
                                    inputs.add(shape);
                                    yield message(in, shape(in, TO_DIMENSION, shape));
                                }
                                case GRAPH_OUTPUT -> {
                                    outputs.add(outputs.size());
                                    yield false;
                                }
                                default -> false;
                            }));
            return new OnnxGraph(inputs, outputs.size(), nodes);
        }
    }

    private static void fields(CodedInputStream in, Field fields) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!fields.read(WireFormat.getTagFieldNumber(tag), WireFormat.getTagWireType(tag))) {
                in.skipField(tag);
            }
        }
    }

    private static boolean message(CodedInputStream in, Field fields) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        fields(in, fields);
        in.popLimit(outer);
        return true;
    }

    /** Goes down a path of messages to the sizes of a shape. */
    private static Field shape(CodedInputStream in, List<Integer> path, List<Integer> shape) {
        return (field, type) -> {
            if (field != path.get(0)) {
                return false;
            }
            if (path.size() > 1) {
                return message(in, shape(in, path.subList(1, path.size()), shape));
            }
            int index = shape.size();
            shape.add(0);
            return message(in, (part, partType) -> {
                if (part == DIMENSION_VALUE) {
                    shape.set(index, Math.toIntExact(in.readInt64()));
                }
                return part == DIMENSION_VALUE;
            });
        };
    }

    /** Adds a node when its message begins; its lists are filled while it is read. */
    private static Field node(CodedInputStream in, List<Node> nodes) {
        String[] texts = {"", ""};
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, List<Long>> integers = new HashMap<>();
        int index = nodes.size();
        nodes.add(new Node("", "", inputs, outputs, integers));
        return (field, type) -> {
            switch (field) {
                case NODE_INPUT -> inputs.add(in.readStringRequireUtf8());
                case NODE_OUTPUT -> outputs.add(in.readStringRequireUtf8());
                case NODE_NAME -> texts[1] = in.readStringRequireUtf8();
                case NODE_OPERATOR -> texts[0] = in.readStringRequireUtf8();
                case NODE_ATTRIBUTE -> message(in, attribute(in, integers));
                default -> {
                    return false;
                }
            }
            nodes.set(index, new Node(texts[0], texts[1], inputs, outputs, integers));
            return true;
        };
    }

    private static Field attribute(CodedInputStream in, Map<String, List<Long>> integers) {
        String[] name = {""};
        return (field, type) -> {
            switch (field) {
                case ATTRIBUTE_NAME -> name[0] = in.readStringRequireUtf8();
                case ATTRIBUTE_INTEGER ->
                    integers.computeIfAbsent(name[0], any -> new ArrayList<>()).add(in.readInt64());
                case ATTRIBUTE_INTEGERS -> {
                    List<Long> list = integers.computeIfAbsent(name[0], any -> new ArrayList<>());
                    if (type != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                        list.add(in.readInt64());
                    } else {
                        int outer = in.pushLimit(in.readRawVarint32());
                        while (in.getBytesUntilLimit() > 0) {
                            list.add(in.readInt64());
                        }
                        in.popLimit(outer);
                    }
                }
                default -> {
                    return false;
                }
            }
            return true;
        };
    }
}
