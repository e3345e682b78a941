package dev.tradespace.onnx;

import dev.tradespace.api.op.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sizes, axes and amounts as ONNX wants them: lists of 64-bit numbers. */
final class Dims {
    private Dims() {}

    static List<Long> of(int... values) {
        return Arrays.stream(values).asLongStream().boxed().toList();
    }

    /** The sizes of a tensor without a batch. */
    static List<Long> of(Shape shape) {
        return of(shape.toArray());
    }

    /** The target of a Reshape that leaves the batch as it is. */
    static List<Long> afterBatch(Shape shape) {
        List<Long> sizes = new ArrayList<>(List.of(0L));
        sizes.addAll(of(shape));
        return sizes;
    }
}
