package dev.tradespace.runtimes.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of an operator's options. The methods name the options by their places in the tables of the schema.
 *
 * @param fields those that are not 0
 */
record OptionsTable(List<Field> fields) {
    /** Operators without options, and those whose table is empty. */
    static final OptionsTable EMPTY = new OptionsTable(List.of());

    OptionsTable {
        fields = List.copyOf(fields);
    }

    /**
     * A scalar.
     *
     * @param index its place in the table
     * @param small whether it has one byte, as enumerations and truth values have, and not four
     * @param bits the value, a float as its bits
     */
    record Field(int index, boolean small, int bits) {}

    /**
     * Of {@code CONV_2D}.
     *
     * @param padding {@link TfliteSchema#PADDING_SAME} or {@link TfliteSchema#PADDING_VALID}
     */
    static OptionsTable convolution(int padding, Steps steps, FusedActivation activation) {
        return EMPTY.small(0, padding)
                .number(1, steps.strideWidth())
                .number(2, steps.strideHeight())
                .small(3, activation.code())
                .number(4, steps.dilationWidth())
                .number(5, steps.dilationHeight());
    }

    /** Of {@code DEPTHWISE_CONV_2D}. */
    static OptionsTable depthwise(int padding, Steps steps, int multiplier, FusedActivation activation) {
        return EMPTY.small(0, padding)
                .number(1, steps.strideWidth())
                .number(2, steps.strideHeight())
                .number(3, multiplier)
                .small(4, activation.code())
                .number(5, steps.dilationWidth())
                .number(6, steps.dilationHeight());
    }

    /** Strides and dilations of a window. */
    record Steps(int strideHeight, int strideWidth, int dilationHeight, int dilationWidth) {}

    /** Of {@code MAX_POOL_2D} and {@code AVERAGE_POOL_2D}. */
    static OptionsTable pool(int padding, int strideHeight, int strideWidth, int height, int width) {
        return EMPTY.small(0, padding)
                .number(1, strideWidth)
                .number(2, strideHeight)
                .number(3, width)
                .number(4, height);
    }

    /**
     * Of {@code FULLY_CONNECTED}.
     *
     * @param keepAxes whether all axes but the last stay as they are
     */
    static OptionsTable fullyConnected(FusedActivation activation, boolean keepAxes) {
        return EMPTY.small(0, activation.code()).small(2, keepAxes ? 1 : 0);
    }

    /** Of {@code ADD}, {@code SUB} and {@code MUL}. */
    static OptionsTable elementwise(FusedActivation activation) {
        return EMPTY.small(0, activation.code());
    }

    static OptionsTable concatenation(int axis) {
        return EMPTY.number(0, axis);
    }

    static OptionsTable softmax() {
        return EMPTY.real(0, 1);
    }

    /** Of {@code MEAN} and {@code REDUCE_MAX}, which keep the axes with the size 1. */
    static OptionsTable reducer() {
        return EMPTY.small(0, 1);
    }

    /** Of {@code STRIDED_SLICE}, which leaves the first axis whole. */
    static OptionsTable stridedSlice() {
        return EMPTY.number(0, 1).number(1, 1);
    }

    static OptionsTable matrixProduct(boolean transposeRight) {
        return EMPTY.small(1, transposeRight ? 1 : 0);
    }

    static OptionsTable localResponse(int radius, double bias, double alpha, double beta) {
        return EMPTY.number(0, radius).real(1, bias).real(2, alpha).real(3, beta);
    }

    private OptionsTable number(int index, int value) {
        return with(new Field(index, false, value));
    }

    private OptionsTable real(int index, double value) {
        return with(new Field(index, false, Float.floatToIntBits((float) value)));
    }

    private OptionsTable small(int index, int value) {
        return with(new Field(index, true, value));
    }

    private OptionsTable with(Field field) {
        if (field.bits() == 0) {
            return this;
        }
        List<Field> more = new ArrayList<>(fields);
        more.add(field);
        return new OptionsTable(more);
    }

    /** Writes the table; where it is. */
    int write(FlatBufferBuilder builder) {
        builder.startTable(fields.stream().mapToInt(Field::index).max().orElse(-1) + 1);
        for (Field field : fields) {
            if (field.small()) {
                builder.addByte(field.index(), (byte) field.bits(), 0);
            } else {
                builder.addInt(field.index(), field.bits(), 0);
            }
        }
        return builder.endTable();
    }
}
