package dev.tradespace.runtimes.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A .tflite file while it is being written: tensors, constants and operators. A constant goes into the file's buffer at once, which lies outside of the heap, so
 * that no two need stand in memory.
 */
final class TfliteFile {
    /** What a buffer of Java holds, less what the format's alignment may add. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - (1 << 20);

    private final FlatBufferBuilder builder;
    private final List<Integer> buffers = new ArrayList<>();
    private final List<Entry> tensors = new ArrayList<>();
    private final List<Integer> operators = new ArrayList<>();
    private final Map<Code, Integer> codes = new LinkedHashMap<>();

    /**
     * An empty file.
     *
     * @param bytes as many as it will have, or a little more
     * @throws IllegalArgumentException if they are more than one file holds
     */
    TfliteFile(long bytes) {
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException("a .tflite file holds at most 2047 MiB, this network needs "
                    + ((bytes >> 20) + 1) + " MiB in this precision");
        }
        builder = new FlatBufferBuilder((int) bytes, new OutsideTheHeap());
        // The schema wants the first buffer to be empty: it is that of all tensors without values.
        builder.startTable(TfliteSchema.BUFFER_FIELDS);
        buffers.add(builder.endTable());
    }

    private static final class OutsideTheHeap extends FlatBufferBuilder.ByteBufferFactory {
        @Override
        public ByteBuffer newByteBuffer(int capacity) {
            return ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** An operator's number with its version. */
    private record Code(TfliteOperator operator, int version) {}

    /** A tensor before it is written: until then it may get another name. */
    private record Entry(
            String name,
            ElementType type,
            List<Integer> sizes,
            boolean openBatch,
            @Nullable TensorScales scales,
            int buffer) {
        Entry named(String other) {
            return new Entry(other, type, sizes, openBatch, scales, buffer);
        }
    }

    /**
     * A tensor that the runtime computes, or is given, with an open batch.
     *
     * @param sizes with the batch, which is 1
     * @return its number
     */
    int tensor(String name, ElementType type, List<Integer> sizes, @Nullable TensorScales scales) {
        tensors.add(new Entry(name, type, sizes, true, scales, 0));
        return tensors.size() - 1;
    }

    /**
     * A tensor that is in the file.
     *
     * @param fill puts the values, in a buffer of just their bytes
     * @return its number
     */
    int constant(
            String name,
            ElementType type,
            List<Integer> sizes,
            @Nullable TensorScales scales,
            Consumer<ByteBuffer> fill) {
        int elements = sizes.stream().reduce(1, Math::multiplyExact);
        int buffer = buffer(Math.multiplyExact(elements, type.bytes()), fill);
        tensors.add(new Entry(name, type, sizes, false, scales, buffer));
        return tensors.size() - 1;
    }

    /** A tensor that the runtime computes from constants: it has no batch. */
    int constantLike(String name, List<Integer> sizes) {
        tensors.add(new Entry(name, ElementType.FLOAT32, sizes, false, null, 0));
        return tensors.size() - 1;
    }

    private int buffer(int bytes, Consumer<ByteBuffer> fill) {
        ByteBuffer room = builder.createUnintializedVector(1, bytes, TfliteSchema.BUFFER_ALIGNMENT);
        fill.accept(room);
        int data = builder.endVector();
        builder.startTable(TfliteSchema.BUFFER_FIELDS);
        builder.addOffset(TfliteSchema.BUFFER_DATA, data, 0);
        buffers.add(builder.endTable());
        return buffers.size() - 1;
    }

    void rename(int tensor, String name) {
        tensors.set(tensor, tensors.get(tensor).named(name));
    }

    /** Adds an operator behind those before. */
    void operator(TfliteOperator operator, int version, OptionsTable options, List<Integer> inputs, int output) {
        int code = codes.computeIfAbsent(new Code(operator, version), key -> codes.size());
        int read = numbers(inputs);
        int written = numbers(List.of(output));
        int table = operator.options() == 0 ? 0 : options.write(builder);
        builder.startTable(TfliteSchema.OPERATOR_FIELDS);
        builder.addInt(TfliteSchema.OPERATOR_CODE, code, 0);
        builder.addOffset(TfliteSchema.OPERATOR_INPUTS, read, 0);
        builder.addOffset(TfliteSchema.OPERATOR_OUTPUTS, written, 0);
        builder.addByte(TfliteSchema.OPERATOR_OPTIONS_TYPE, (byte) operator.options(), 0);
        builder.addOffset(TfliteSchema.OPERATOR_OPTIONS, table, 0);
        operators.add(builder.endTable());
    }

    /**
     * Writes the file.
     *
     * @param input the tensor that goes in
     * @param output the tensor that comes out
     * @throws IOException if it cannot be written; nothing is left of it then
     */
    void write(Path file, int input, int output, Map<String, String> metadata) throws IOException {
        builder.finish(model(input, output, metadata), TfliteSchema.IDENTIFIER);
        ByteBuffer bytes = builder.dataBuffer();
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException broken) {
            Files.deleteIfExists(file);
            throw broken;
        }
    }

    private int model(int input, int output, Map<String, String> metadata) {
        int facts = builder.createVectorOfTables(
                offsets(metadata.entrySet().stream().map(this::fact).toList()));
        int signatures = builder.createVectorOfTables(new int[] {signature(input, output)});
        int subgraphs = builder.createVectorOfTables(new int[] {subgraph(input, output)});
        int operatorCodes = builder.createVectorOfTables(
                offsets(codes.keySet().stream().map(this::code).toList()));
        int allBuffers = builder.createVectorOfTables(offsets(buffers));
        int description = builder.createString("Tradespace");
        builder.startTable(TfliteSchema.MODEL_FIELDS);
        builder.addInt(TfliteSchema.MODEL_VERSION, TfliteSchema.VERSION, 0);
        builder.addOffset(TfliteSchema.MODEL_OPERATOR_CODES, operatorCodes, 0);
        builder.addOffset(TfliteSchema.MODEL_SUBGRAPHS, subgraphs, 0);
        builder.addOffset(TfliteSchema.MODEL_DESCRIPTION, description, 0);
        builder.addOffset(TfliteSchema.MODEL_BUFFERS, allBuffers, 0);
        builder.addOffset(TfliteSchema.MODEL_METADATA, facts, 0);
        builder.addOffset(TfliteSchema.MODEL_SIGNATURES, signatures, 0);
        return builder.endTable();
    }

    private int subgraph(int input, int output) {
        int allTensors = builder.createVectorOfTables(
                offsets(tensors.stream().map(this::tensor).toList()));
        int allOperators = builder.createVectorOfTables(offsets(operators));
        int inputs = numbers(List.of(input));
        int outputs = numbers(List.of(output));
        int name = builder.createString("main");
        builder.startTable(TfliteSchema.SUBGRAPH_FIELDS);
        builder.addOffset(TfliteSchema.SUBGRAPH_TENSORS, allTensors, 0);
        builder.addOffset(TfliteSchema.SUBGRAPH_INPUTS, inputs, 0);
        builder.addOffset(TfliteSchema.SUBGRAPH_OUTPUTS, outputs, 0);
        builder.addOffset(TfliteSchema.SUBGRAPH_OPERATORS, allOperators, 0);
        builder.addOffset(TfliteSchema.SUBGRAPH_NAME, name, 0);
        return builder.endTable();
    }

    private int tensor(Entry tensor) {
        int shape = numbers(tensor.sizes());
        int signature = tensor.openBatch() ? numbers(openBatch(tensor.sizes())) : 0;
        int scales = tensor.scales() == null ? 0 : scales(tensor.scales());
        int name = builder.createString(tensor.name());
        builder.startTable(TfliteSchema.TENSOR_FIELDS);
        builder.addOffset(TfliteSchema.TENSOR_SHAPE, shape, 0);
        builder.addByte(TfliteSchema.TENSOR_TYPE, (byte) tensor.type().code(), 0);
        builder.addInt(TfliteSchema.TENSOR_BUFFER, tensor.buffer(), 0);
        builder.addOffset(TfliteSchema.TENSOR_NAME, name, 0);
        builder.addOffset(TfliteSchema.TENSOR_QUANTIZATION, scales, 0);
        builder.addOffset(TfliteSchema.TENSOR_SHAPE_SIGNATURE, signature, 0);
        builder.addBoolean(TfliteSchema.TENSOR_HAS_RANK, true, false);
        return builder.endTable();
    }

    private static List<Integer> openBatch(List<Integer> sizes) {
        List<Integer> open = new ArrayList<>(sizes);
        open.set(0, -1);
        return open;
    }

    private int scales(TensorScales scales) {
        int count = scales.scales().size();
        builder.startVector(Float.BYTES, count, Float.BYTES);
        for (int i = count - 1; i >= 0; i--) {
            builder.addFloat(scales.scales().get(i));
        }
        int steps = builder.endVector();
        builder.startVector(Long.BYTES, count, Long.BYTES);
        for (int i = 0; i < count; i++) {
            builder.addLong(scales.zeroPoint());
        }
        int zeroPoints = builder.endVector();
        builder.startTable(TfliteSchema.QUANTIZATION_FIELDS);
        builder.addOffset(TfliteSchema.QUANTIZATION_SCALE, steps, 0);
        builder.addOffset(TfliteSchema.QUANTIZATION_ZERO_POINT, zeroPoints, 0);
        builder.addInt(TfliteSchema.QUANTIZATION_DIMENSION, scales.axis(), 0);
        return builder.endTable();
    }

    private int code(Code code) {
        int number = code.operator().code();
        builder.startTable(TfliteSchema.CODE_FIELDS);
        builder.addByte(TfliteSchema.CODE_DEPRECATED, (byte) Math.min(number, TfliteSchema.CODE_MOST_DEPRECATED), 0);
        builder.addInt(TfliteSchema.CODE_VERSION, code.version(), 1);
        builder.addInt(TfliteSchema.CODE_BUILTIN, number, 0);
        return builder.endTable();
    }

    private int fact(Map.Entry<String, String> entry) {
        byte[] text = entry.getValue().getBytes(StandardCharsets.UTF_8);
        int buffer = buffer(text.length, room -> room.put(text));
        int name = builder.createString(entry.getKey());
        builder.startTable(TfliteSchema.METADATA_FIELDS);
        builder.addOffset(TfliteSchema.METADATA_NAME, name, 0);
        builder.addInt(TfliteSchema.METADATA_BUFFER, buffer, 0);
        return builder.endTable();
    }

    /** By which programs find input and output by their names. */
    private int signature(int input, int output) {
        int inputs = builder.createVectorOfTables(new int[] {tensorMap(input)});
        int outputs = builder.createVectorOfTables(new int[] {tensorMap(output)});
        int key = builder.createString("serving_default");
        builder.startTable(TfliteSchema.SIGNATURE_FIELDS);
        builder.addOffset(TfliteSchema.SIGNATURE_INPUTS, inputs, 0);
        builder.addOffset(TfliteSchema.SIGNATURE_OUTPUTS, outputs, 0);
        builder.addOffset(TfliteSchema.SIGNATURE_KEY, key, 0);
        return builder.endTable();
    }

    private int tensorMap(int tensor) {
        int name =
                builder.createString(Objects.requireNonNull(tensors.get(tensor)).name());
        builder.startTable(TfliteSchema.TENSOR_MAP_FIELDS);
        builder.addOffset(TfliteSchema.TENSOR_MAP_NAME, name, 0);
        builder.addInt(TfliteSchema.TENSOR_MAP_INDEX, tensor, 0);
        return builder.endTable();
    }

    private int numbers(List<Integer> values) {
        builder.startVector(Integer.BYTES, values.size(), Integer.BYTES);
        for (int i = values.size() - 1; i >= 0; i--) {
            builder.addInt(values.get(i));
        }
        return builder.endVector();
    }

    private static int[] offsets(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
