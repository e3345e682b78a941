package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.arch.ChannelAffine;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.quantization.ActivationScale;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The operators of a file while it is being written, and each tensor in the layouts and scales that were asked for, converted once however many read it. */
final class TfliteGraph {
    private final TfliteFile file;
    private final Weights weights;
    private final boolean half;
    private final Map<List<Integer>, Integer> integers = new HashMap<>();
    private final Map<Conversion, FileTensor> conversions = new HashMap<>();
    private @Nullable FileTensor input;

    /**
     * A graph without operators.
     *
     * @param half whether kernels and embeddings are stored with 16 bits
     */
    TfliteGraph(TfliteFile file, Weights weights, boolean half) {
        this.file = file;
        this.weights = weights;
        this.half = half;
    }

    /** What was asked for: a layout, a scale, or floats. */
    private record Conversion(int tensor, Object target) {}

    /** Adds the input of the network. */
    FileTensor addInput(String name, Shape sizes) {
        FileTensor added =
                new FileTensor(file.tensor(name, ElementType.FLOAT32, withBatch(1, sizes), null), sizes, null);
        input = added;
        return added;
    }

    /** The input of the network, which comes before all that reads it. */
    FileTensor input() {
        return Objects.requireNonNull(input, "every network has an input");
    }

    /** An operator, to be completed. */
    Node node(TfliteOperator operator, int... inputs) {
        return new Node(operator, IntStream.of(inputs).boxed().toList());
    }

    /** An operator that is being put together. */
    final class Node {
        private final TfliteOperator operator;
        private final List<Integer> inputs;
        private OptionsTable options = OptionsTable.EMPTY;
        private int leastVersion = 1;

        private Node(TfliteOperator operator, List<Integer> inputs) {
            this.operator = operator;
            this.inputs = inputs;
        }

        Node with(OptionsTable table) {
            options = table;
            return this;
        }

        /** Says that what it is asked came with this version. */
        Node atLeast(int version) {
            leastVersion = version;
            return this;
        }

        /** Adds it, with floats as its output. */
        FileTensor as(String name, Shape sizes) {
            return as(name, sizes, null);
        }

        /**
         * Adds it.
         *
         * @param sizes of its output, without the batch
         * @param scale of its output's integers; null for floats
         */
        FileTensor as(String name, Shape sizes, @Nullable ActivationScale scale) {
            boolean integral = scale != null || operator == TfliteOperator.DEQUANTIZE;
            int output = file.tensor(
                    name,
                    scale == null ? ElementType.FLOAT32 : ElementType.INT8,
                    withBatch(1, sizes),
                    scale == null ? null : TensorScales.of(scale));
            file.operator(operator, Math.max(leastVersion, operator.version(integral)), options, inputs, output);
            return new FileTensor(output, sizes, scale);
        }
    }

    /** A value in the layout asked for. */
    FileTensor as(TfliteLayout layout, TfliteValue value) {
        if (value.layout() == layout) {
            return value.tensor();
        }
        Conversion key = new Conversion(value.tensor().index(), layout);
        FileTensor known = conversions.get(key);
        if (known == null) {
            known = converted(value, layout);
            conversions.put(key, known);
        }
        return known;
    }

    private FileTensor converted(TfliteValue value, TfliteLayout layout) {
        Shape sizes = layout.sizes(value.shape());
        String name = "tensor" + value.tensor().index() + "/" + layout;
        return value.anyOrder()
                ? reshape(value.tensor(), name, sizes)
                : transpose(value.tensor(), layout.fromOther(), name, sizes);
    }

    FileTensor reshape(FileTensor x, String name, Shape sizes) {
        return node(TfliteOperator.RESHAPE, x.index(), integers(withBatch(-1, sizes)))
                .as(name, sizes, x.scale());
    }

    /** The axes in another order, which counts the batch. */
    FileTensor transpose(FileTensor x, List<Integer> order, String name, Shape sizes) {
        // More than four axes came with version 4, more than five with 6.
        int version = order.size() > 5 ? 6 : order.size() > 4 ? 4 : 1;
        return node(TfliteOperator.TRANSPOSE, x.index(), integers(order))
                .atLeast(version)
                .as(name, sizes, x.scale());
    }

    /**
     * A tensor with zeros around it.
     *
     * @param amounts before and behind each of its axes; the batch has none
     */
    FileTensor padded(FileTensor x, String name, List<Integer> amounts) {
        int[] sizes = x.sizes().toArray();
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] += amounts.get(2 * axis) + amounts.get(2 * axis + 1);
        }
        return node(TfliteOperator.PAD, x.index(), padding(amounts)).as(name, Shape.of(sizes), x.scale());
    }

    /** A tensor's values as floats. */
    FileTensor floats(FileTensor x) {
        if (x.scale() == null) {
            return x;
        }
        return conversions.computeIfAbsent(
                new Conversion(x.index(), ElementType.FLOAT32),
                key -> node(TfliteOperator.DEQUANTIZE, x.index()).as("tensor" + x.index() + "/floats", x.sizes()));
    }

    /** A tensor's values as integers of this scale. */
    FileTensor integers(FileTensor x, ActivationScale scale) {
        if (scale.equals(x.scale())) {
            return x;
        }
        return conversions.computeIfAbsent(
                new Conversion(x.index(), scale), key -> node(TfliteOperator.QUANTIZE, x.index())
                        .as("tensor" + x.index() + "/integers", x.sizes(), scale));
    }

    /**
     * The values of a tensor of weights.
     *
     * @throws IllegalArgumentException if the weights have another number of values than the architecture asks for
     */
    float[] values(WeightSpec spec) {
        return weights.checked(spec);
    }

    /** What a batch norm does to each channel. */
    ChannelAffine affine(Layer norm, BatchNorm op) {
        return ChannelAffine.of(norm, op, weights);
    }

    /** A constant of floats in full precision: biases, factors. */
    int constant(String name, float[] values, int... sizes) {
        return file.constant(name, ElementType.FLOAT32, list(sizes), null, room -> putAll(room, values, i -> i));
    }

    /**
     * A constant of learned floats, in the precision of the file.
     *
     * @param order for each element of the constant, the place of its value
     * @throws IllegalArgumentException if a value is too large for the precision
     */
    int learned(String name, float[] values, IntUnaryOperator order, int... sizes) {
        if (!half) {
            return file.constant(name, ElementType.FLOAT32, list(sizes), null, room -> putAll(room, values, order));
        }
        int stored = file.constant(
                name + "/half", ElementType.FLOAT16, list(sizes), null, room -> putHalves(room, name, values, order));
        int wide = file.constantLike(name, list(sizes));
        // Version 3 reads numbers of 16 bits.
        file.operator(TfliteOperator.DEQUANTIZE, 3, OptionsTable.EMPTY, List.of(stored), wide);
        return wide;
    }

    private static void putAll(ByteBuffer room, float[] values, IntUnaryOperator order) {
        for (int i = 0; i < values.length; i++) {
            room.putFloat(values[order.applyAsInt(i)]);
        }
    }

    private static void putHalves(ByteBuffer room, String name, float[] values, IntUnaryOperator order) {
        for (int i = 0; i < values.length; i++) {
            float value = values[order.applyAsInt(i)];
            if (!(Math.abs(value) <= HalfFloats.MOST)) {
                throw new IllegalArgumentException("fp16 holds numbers up to " + HalfFloats.MOST + ", tensor " + name
                        + " has " + value + "; export it in fp32");
            }
            room.putShort(HalfFloats.nearest(value));
        }
    }

    /** A constant of integers of 8 bits. */
    int constant(String name, byte[] values, IntUnaryOperator order, TensorScales scales, int... sizes) {
        return file.constant(name, ElementType.INT8, list(sizes), scales, room -> {
            for (int i = 0; i < values.length; i++) {
                room.put(values[order.applyAsInt(i)]);
            }
        });
    }

    /** A constant of integers of 32 bits with scales: the bias of a layer in integers. */
    int constant(String name, int[] values, TensorScales scales) {
        return file.constant(name, ElementType.INT32, List.of(values.length), scales, room -> IntStream.of(values)
                .forEach(room::putInt));
    }

    /** A list of whole numbers: sizes, axes. */
    int integers(List<Integer> values) {
        return integers.computeIfAbsent(values, key -> integers(key, key.size()));
    }

    /** Amounts of padding, before and behind each axis; the batch has none. */
    int padding(List<Integer> amounts) {
        List<Integer> all = new ArrayList<>(List.of(0, 0));
        all.addAll(amounts);
        return integers(all, all.size() / 2, 2);
    }

    private int integers(List<Integer> values, int... sizes) {
        return file.constant(
                "integers" + values, ElementType.INT32, list(sizes), null, room -> values.forEach(room::putInt));
    }

    void rename(FileTensor tensor, String name) {
        file.rename(tensor.index(), name);
    }

    private static List<Integer> withBatch(int batch, Shape sizes) {
        return IntStream.concat(IntStream.of(batch), IntStream.of(sizes.toArray()))
                .boxed()
                .toList();
    }

    private static List<Integer> list(int... sizes) {
        return IntStream.of(sizes).boxed().toList();
    }
}
