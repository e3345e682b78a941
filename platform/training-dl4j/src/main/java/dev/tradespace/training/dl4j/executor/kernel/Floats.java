package dev.tradespace.training.dl4j.executor.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Native arrays of 32-bit floats in row-major order, and ways to look at them. Every array made here begins at a cache
 * line.
 */
public final class Floats {
    private static final int ALIGNMENT = 16;

    private Floats() {}

    /** A new array of zeros. */
    public static INDArray zeros(long... shape) {
        INDArray memory = Nd4j.create(DataType.FLOAT, new long[] {aligned(product(shape)) + ALIGNMENT}, 'c');
        long past = memory.data().addressPointer().address() % (ALIGNMENT * Float.BYTES) / Float.BYTES;
        return part(memory, (ALIGNMENT - past) % ALIGNMENT, shape);
    }

    /** A new array of one value. */
    public static INDArray filled(float value, long... shape) {
        INDArray array = zeros(shape);
        array.assign(value);
        return array;
    }

    /** A new array of the same values. */
    public static INDArray copy(INDArray array) {
        INDArray copy = zeros(array.shape());
        copy.assign(array);
        return copy;
    }

    /** A number of elements, rounded up to the alignment of arrays. */
    static long aligned(long elements) {
        return (elements + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** The number of an array's elements. */
    public static int count(INDArray array) {
        return Math.toIntExact(array.length());
    }

    /** The elements of a shape. */
    public static long product(long... shape) {
        long product = 1;
        for (long size : shape) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /** The same memory in another shape of as many elements. */
    public static INDArray view(INDArray array, long... shape) {
        return array.reshape('c', shape);
    }

    /** The same memory as a matrix whose rows are the last axis. */
    public static INDArray rows(INDArray array) {
        long width = array.size(array.rank() - 1);
        return view(array, array.length() / width, width);
    }

    /** Elements {@code from} up to but not including {@code from + length} of a vector, in a shape. */
    public static INDArray part(INDArray vector, long from, long... shape) {
        long length = product(shape);
        return vector.get(NDArrayIndex.interval(from, from + length)).reshape('c', shape);
    }

    /**
     * An array's memory for vectors, which read and write it nearly twice as fast as by way of arrays of Java: no copy,
     * native order.
     */
    public static ByteBuffer bytes(INDArray array) {
        BytePointer pointer = new BytePointer(array.data().addressPointer());
        return pointer.capacity(array.length() * Float.BYTES).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    /** An array's memory as Java sees it: no copy. */
    public static FloatBuffer buffer(INDArray array) {
        FloatPointer pointer = new FloatPointer(array.data().addressPointer());
        return pointer.capacity(array.length()).asBuffer();
    }
}
