package dev.tradespace.onnx;

import com.google.protobuf.ByteString;
import dev.tradespace.onnx.proto.AttributeProto;
import dev.tradespace.onnx.proto.NodeProto;
import dev.tradespace.onnx.proto.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of an image's preprocessing in standard operators, to the last bit as Pillow resizes: weights of 22 bits,
 * sums of whole numbers, rows rounded to bytes before columns are summed up. A product of bytes and weights is three
 * integer products, one for each byte of the weights; only the square that counts is ever copied, as bytes.
 * {@code Resize} is not used: runtimes differ in how they antialias, and it would enlarge a long picture whole before
 * its middle is cut out.
 */
final class PreprocessingNodes {
    private static final String PREFIX = "preprocessing/";
    private static final int FRACTION = 1 << 22;
    private static final int BYTE = 256;
    private static final int LARGEST = 255;
    /** How much red, green and blue add to the grey that is as bright (ITU-R BT.601), of 65,536. */
    private static final int[] LUMA = {19_595, 38_470, 7_471};

    private static final int LUMA_ONE = 1 << 16;

    private final List<NodeProto> nodes = new ArrayList<>();
    private final List<TensorProto> constants = new ArrayList<>();
    private final Map<Object, String> known = new HashMap<>();

    List<NodeProto> nodes() {
        return List.copyOf(nodes);
    }

    List<TensorProto> constants() {
        return List.copyOf(constants);
    }

    /**
     * The square that a network sees.
     *
     * @param image uint8 {@code [height, width, 3]}
     * @return int32 {@code [3, size, size]}, or {@code [1, size, size]} where it is grey
     */
    String pixels(String image, int size, boolean grey) {
        String shape = node("Shape", image);
        String height = node("Gather", shape, int64(0));
        String width = node("Gather", shape, int64(1));
        String shortSide = node("Min", height, width);
        Axis rows = axis(height, shortSide, size);
        Axis columns = axis(width, shortSide, size);
        String part = node(
                "Slice",
                image,
                list(rows.begin(), columns.begin()),
                list(rows.end(), columns.end()),
                int64s(List.of(0L, 1L)));
        String planes = node("Transpose", List.of(part), "perm", List.of(2L, 0L, 1L));
        String wide = cast(weighed(planes, columns), TensorProto.DataType.UINT8);
        String turned = weighed(node("Transpose", List.of(wide), "perm", List.of(0L, 2L, 1L)), rows);
        String square = node("Transpose", List.of(turned), "perm", List.of(0L, 2L, 1L));
        return grey ? luma(square) : square;
    }

    /**
     * What the network reads.
     *
     * @param pixels int32 {@code [3, size, size]} or {@code [1, size, size]}
     * @return float {@code [1, 3, size, size]}
     */
    String normalised(String pixels, double[] mean, double[] deviation) {
        String level = node("Div", cast(pixels, TensorProto.DataType.DOUBLE), doubles(List.of(), (double) LARGEST));
        List<Long> channels = List.of((long) mean.length, 1L, 1L);
        String centred = node("Sub", level, doubles(channels, mean));
        String scaled = node("Div", centred, doubles(channels, deviation));
        return node("Unsqueeze", cast(scaled, TensorProto.DataType.FLOAT), int64s(List.of(0L)));
    }

    /**
     * One axis of the source.
     *
     * @param begin the first row or column that counts
     * @param end behind the last
     * @param weights uint8 {@code [end - begin, size]}, three bytes of each weight, the highest first
     */
    private record Axis(String begin, String end, List<String> weights) {}

    private Axis axis(String length, String shortSide, int size) {
        String scaled = node("Div", node("Mul", length, int64(size)), shortSide);
        String half = real(0.5);
        String over = cast(node("Sub", scaled, int64(size)), TensorProto.DataType.DOUBLE);
        // Round takes halves to even numbers, as the platform does.
        String skipped = node("Round", node("Mul", over, half));
        String scale =
                node("Div", cast(length, TensorProto.DataType.DOUBLE), cast(scaled, TensorProto.DataType.DOUBLE));
        String reach = node("Max", scale, real(1));
        double[] places = IntStream.range(0, size).asDoubleStream().toArray();
        String places0 = node("Add", doubles(List.of((long) size), places), skipped);
        String centres = node("Mul", node("Add", places0, half), scale);
        String first = node("Gather", centres, int64(0));
        String last = node("Gather", centres, int64(size - 1));
        String from = node("Max", node("Add", node("Sub", first, reach), half), real(0));
        String to = node("Add", node("Add", last, reach), half);
        String begin = cast(from, TensorProto.DataType.INT64);
        String end = node("Min", cast(to, TensorProto.DataType.INT64), length);
        String source = cast(node("Range", begin, end, int64(1)), TensorProto.DataType.DOUBLE);
        String distance = node("Sub", node("Unsqueeze", source, int64s(List.of(1L))), centres);
        String share = node("Mul", node("Add", distance, half), node("Div", real(1), reach));
        String triangle = node("Max", node("Sub", real(1), node("Abs", share)), real(0));
        String sum = node("ReduceSum", triangle, int64s(List.of(0L)));
        String exact = node("Mul", node("Div", triangle, sum), real(FRACTION));
        String fixed = cast(node("Add", exact, half), TensorProto.DataType.INT32);
        return new Axis(begin, end, bytes(fixed));
    }

    private List<String> bytes(String fixed) {
        String upper = node("Div", fixed, int32(BYTE));
        String high = node("Div", upper, int32(BYTE));
        String middle = node("Sub", upper, node("Mul", high, int32(BYTE)));
        String low = node("Sub", fixed, node("Mul", upper, int32(BYTE)));
        return List.of(
                cast(high, TensorProto.DataType.UINT8),
                cast(middle, TensorProto.DataType.UINT8),
                cast(low, TensorProto.DataType.UINT8));
    }

    /** Bytes times weights, rounded: int32 from 0 to 255. */
    private String weighed(String values, Axis axis) {
        String sum = int32(0);
        for (String part : axis.weights()) {
            sum = node("Add", node("Mul", sum, int32(BYTE)), node("MatMulInteger", values, part));
        }
        String rounded = node("Div", node("Add", sum, int32(FRACTION / 2)), int32(FRACTION));
        return node("Min", rounded, int32(LARGEST));
    }

    private String luma(String square) {
        String weights = constant(List.of("luma"), TensorProto.DataType.INT32, List.of(3L, 1L, 1L), integers(LUMA));
        String sum = node("ReduceSum", node("Mul", square, weights), int64s(List.of(0L)));
        return node("Div", node("Add", sum, int32(LUMA_ONE / 2)), int32(LUMA_ONE));
    }

    private String list(String first, String second) {
        String axis = int64s(List.of(0L));
        return node(
                "Concat",
                List.of(node("Unsqueeze", first, axis), node("Unsqueeze", second, axis)),
                AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(0));
    }

    private String node(String type, String... inputs) {
        return node(type, List.of(inputs), (AttributeProto.Builder) null);
    }

    private String node(String type, List<String> inputs, String attribute, List<Long> values) {
        return node(
                type,
                inputs,
                AttributeProto.newBuilder()
                        .setName(attribute)
                        .setType(AttributeProto.AttributeType.INTS)
                        .addAllInts(values));
    }

    private String cast(String value, TensorProto.DataType type) {
        return node(
                "Cast",
                List.of(value),
                AttributeProto.newBuilder()
                        .setName("to")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(type.getNumber()));
    }

    private String node(String type, List<String> inputs, AttributeProto.@Nullable Builder attribute) {
        String name = PREFIX + nodes.size() + "/" + type;
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType(type)
                .setName(name)
                .addAllInput(inputs)
                .addOutput(name);
        if (attribute != null) {
            node.addAttribute(attribute);
        }
        nodes.add(node.build());
        return name;
    }

    private String int64(long value) {
        ByteBuffer bytes = buffer(Long.BYTES).putLong(value);
        return constant(List.of("int64", value), TensorProto.DataType.INT64, List.of(), bytes);
    }

    private String int64s(List<Long> values) {
        ByteBuffer bytes = buffer(Long.BYTES * values.size());
        values.forEach(bytes::putLong);
        return constant(List.of("int64s", values), TensorProto.DataType.INT64, List.of((long) values.size()), bytes);
    }

    private String int32(int value) {
        return constant(List.of("int32", value), TensorProto.DataType.INT32, List.of(), integers(value));
    }

    private String real(double value) {
        return doubles(List.of(), value);
    }

    private String doubles(List<Long> dims, double... values) {
        ByteBuffer bytes = buffer(Double.BYTES * values.length);
        for (double value : values) {
            bytes.putDouble(value);
        }
        List<Double> key =
                IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
        return constant(List.of(dims, key), TensorProto.DataType.DOUBLE, dims, bytes);
    }

    private static ByteBuffer integers(int... values) {
        ByteBuffer bytes = buffer(Integer.BYTES * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes;
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private String constant(Object key, TensorProto.DataType type, List<Long> dims, ByteBuffer values) {
        return known.computeIfAbsent(key, first -> {
            String name = PREFIX + "constant" + constants.size();
            constants.add(TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(type.getNumber())
                    .addAllDims(dims)
                    .setRawData(ByteString.copyFrom(values.flip()))
                    .build());
            return name;
        });
    }
}
