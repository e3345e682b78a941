package dev.tradespace.training.dl4j.executor.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Native arrays of 32-bit floats in row-major order, and ways to look at them. */
public final class Floats {
    private Floats() {}

    /** A new array of zeros. */
    public static INDArray zeros(long... shape) {
        return Nd4j.create(DataType.FLOAT, shape, 'c');
    }

    /** A new array of one value. */
    public static INDArray filled(float value, long... shape) {
        return Nd4j.valueArrayOf(shape, value, DataType.FLOAT);
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
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        return vector.get(NDArrayIndex.interval(from, from + length)).reshape('c', shape);
    }

    /** An array's memory as Java sees it: no copy. */
    public static FloatBuffer buffer(INDArray array) {
        FloatPointer pointer = new FloatPointer(array.data().addressPointer());
        return pointer.capacity(array.length()).asBuffer();
    }
}
