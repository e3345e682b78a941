package dev.tradespace.onnx;

import dev.tradespace.onnx.proto.TensorProto;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;

/**
 * A constant of the graph whose values are made only when they are written.
 *
 * @param name its name in the graph
 * @param type of its numbers
 * @param dims its sizes
 * @param values makes the values in row-major order; whoever asks leaves them unchanged
 */
record Weight(String name, TensorProto.DataType type, List<Long> dims, Supplier<Values> values) {
    /** The bytes of a tensor, made a part at a time. */
    interface Values {
        /** How many values there are. */
        int count();

        /** Puts values into a buffer whose order is little endian. */
        void put(ByteBuffer into, int from, int count);
    }

    static Values floats(float[] values) {
        return new Values() {
            @Override
            public int count() {
                return values.length;
            }

            @Override
            public void put(ByteBuffer into, int from, int count) {
                into.asFloatBuffer().put(values, from, count);
            }
        };
    }

    static Values bytes(byte[] values) {
        return new Values() {
            @Override
            public int count() {
                return values.length;
            }

            @Override
            public void put(ByteBuffer into, int from, int count) {
                into.put(values, from, count);
            }
        };
    }

    static Values integers(int[] values) {
        return new Values() {
            @Override
            public int count() {
                return values.length;
            }

            @Override
            public void put(ByteBuffer into, int from, int count) {
                into.asIntBuffer().put(values, from, count);
            }
        };
    }

    Weight {
        dims = List.copyOf(dims);
    }

    /** The size of a value in bytes. */
    int valueBytes() {
        return type == TensorProto.DataType.INT8 ? 1 : Integer.BYTES;
    }

    /** The size of the values in bytes. */
    long bytes() {
        long product = valueBytes();
        for (long size : dims) {
            product *= size;
        }
        return product;
    }
}
