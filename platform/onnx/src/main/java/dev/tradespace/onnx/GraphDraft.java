package dev.tradespace.onnx;

import com.google.protobuf.ByteString;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.onnx.proto.AttributeProto;
import dev.tradespace.onnx.proto.GraphProto;
import dev.tradespace.onnx.proto.NodeProto;
import dev.tradespace.onnx.proto.TensorProto;
import dev.tradespace.onnx.proto.TensorShapeProto;
import dev.tradespace.onnx.proto.TypeProto;
import dev.tradespace.onnx.proto.ValueInfoProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** An ONNX graph while it is being written: nodes in order, constants, and one name for each value. */
final class GraphDraft {
    static final String INPUT = "image";
    static final String OUTPUT = "logits";

    private final List<NodeProto.Builder> nodes = new ArrayList<>();
    private final List<TensorProto> smallConstants = new ArrayList<>();
    private final List<Weight> weights = new ArrayList<>();
    private final Map<Object, String> known = new HashMap<>();
    private final Set<String> taken = new HashSet<>(List.of(INPUT, OUTPUT));

    /** A node being written; {@link #as} gives it its output. */
    final class Node {
        private final NodeProto.Builder node;

        private Node(String type, List<String> inputs) {
            node = NodeProto.newBuilder().setOpType(type).addAllInput(inputs);
        }

        Node with(String attribute, long value) {
            node.addAttribute(AttributeProto.newBuilder()
                    .setName(attribute)
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(value));
            return this;
        }

        Node with(String attribute, double value) {
            node.addAttribute(AttributeProto.newBuilder()
                    .setName(attribute)
                    .setType(AttributeProto.AttributeType.FLOAT)
                    .setF((float) value));
            return this;
        }

        Node with(String attribute, List<Long> values) {
            node.addAttribute(AttributeProto.newBuilder()
                    .setName(attribute)
                    .setType(AttributeProto.AttributeType.INTS)
                    .addAllInts(values));
            return this;
        }

        /**
         * Adds the node; its name and that of its output are the wanted one, or that with a number where it is taken.
         */
        String as(String wanted) {
            String name = claim(wanted);
            nodes.add(node.setName(name).addOutput(name));
            return name;
        }
    }

    /** A new node that reads these values. */
    Node node(String type, String... inputs) {
        return new Node(type, List.of(inputs));
    }

    /** A new node that reads these values. */
    Node node(String type, List<String> inputs) {
        return new Node(type, inputs);
    }

    /** A constant of floats, made when it is written. */
    String weight(String wanted, List<Long> dims, Supplier<float[]> values) {
        String name = claim(wanted);
        weights.add(new Weight(name, TensorProto.DataType.FLOAT, dims, () -> Weight.floats(values.get())));
        return name;
    }

    /** A constant of signed 8-bit integers, made when it is written. */
    String bytes(String wanted, List<Long> dims, Supplier<byte[]> values) {
        String name = claim(wanted);
        weights.add(new Weight(name, TensorProto.DataType.INT8, dims, () -> Weight.bytes(values.get())));
        return name;
    }

    /** A constant vector of signed 32-bit integers, made when it is written. */
    String wholes(String wanted, int length, Supplier<int[]> values) {
        String name = claim(wanted);
        weights.add(new Weight(
                name, TensorProto.DataType.INT32, List.of((long) length), () -> Weight.integers(values.get())));
        return name;
    }

    /**
     * A constant scalar of unsigned 8 bits: a zero point.
     *
     * @param value from 0 to 255
     */
    String unsigned(int value) {
        return known.computeIfAbsent("uint8 " + value, key -> {
            ByteBuffer bytes = ByteBuffer.allocate(1).put((byte) value);
            return small("uint8 " + value, TensorProto.DataType.UINT8, List.of(), bytes);
        });
    }

    /** A constant vector of whole numbers: a shape, the ends of a slice. */
    String integers(List<Long> values) {
        return known.computeIfAbsent(values, key -> {
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * values.size()).order(ByteOrder.LITTLE_ENDIAN);
            values.forEach(bytes::putLong);
            return small("int64 " + values, TensorProto.DataType.INT64, List.of((long) values.size()), bytes);
        });
    }

    /** A constant scalar. */
    String scalar(double value) {
        return known.computeIfAbsent(value, key -> {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat((float) value);
            return small("float " + value, TensorProto.DataType.FLOAT, List.of(), bytes);
        });
    }

    private String small(String wanted, TensorProto.DataType type, List<Long> dims, ByteBuffer bytes) {
        String name = claim(wanted);
        smallConstants.add(TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .addAllDims(dims)
                .setRawData(ByteString.copyFrom(bytes.flip()))
                .build());
        return name;
    }

    private String claim(String wanted) {
        String name = wanted;
        for (int number = 2; !taken.add(name); number++) {
            name = wanted + "#" + number;
        }
        return name;
    }

    /** Makes a value the graph's output, by its name. */
    void finish(String value) {
        boolean computed = false;
        for (NodeProto.Builder node : nodes) {
            computed |= node.getOutput(0).equals(value);
        }
        if (!computed) {
            node("Identity", value).as("output");
            finish(nodes.get(nodes.size() - 1).getOutput(0));
            return;
        }
        for (NodeProto.Builder node : nodes) {
            for (int i = 0; i < node.getInputCount(); i++) {
                if (node.getInput(i).equals(value)) {
                    node.setInput(i, OUTPUT);
                }
            }
            if (node.getOutput(0).equals(value)) {
                node.setOutput(0, OUTPUT);
            }
        }
    }

    /** The constants that are written after the graph, in the order in which they were asked for. */
    List<Weight> weights() {
        return List.copyOf(weights);
    }

    /** The graph without its {@link #weights}. */
    GraphProto graph(String name, BatchAxis batch, int[] input, int[] output) {
        GraphProto.Builder graph = GraphProto.newBuilder()
                .setName(name)
                .addInput(value(INPUT, batch, input))
                .addOutput(value(OUTPUT, batch, output))
                .addAllInitializer(smallConstants);
        nodes.forEach(graph::addNode);
        return graph.build();
    }

    private static ValueInfoProto value(String name, BatchAxis batch, int[] sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder();
        if (batch == BatchAxis.ONE) {
            shape.getDimBuilder(0).setDimValue(1);
        } else {
            shape.getDimBuilder(0).setDimParam(ModelFormat.OPEN_BATCH);
        }
        for (int size : sizes) {
            shape.addDimBuilder().setDimValue(size);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }
}
