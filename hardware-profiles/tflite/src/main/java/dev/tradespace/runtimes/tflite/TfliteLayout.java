package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.op.Shape;
import java.util.List;

/** How the elements of a value lie in the file. Which layout a layer puts out is its own choice; who reads converts. */
enum TfliteLayout {
    /** {@code [batch, height, width, channels]}, as TensorFlow Lite's operators on feature maps want it. */
    MAP,
    /** {@code [batch, ...]}, the axes in the architecture's order. */
    PLAIN;

    /** The layout's axis for an axis of the architecture, which counts without the batch. */
    int axis(int axis) {
        if (this == MAP) {
            return axis == 0 ? 3 : axis;
        }
        return axis + 1;
    }

    /** The sizes in this layout, without the batch. */
    Shape sizes(Shape shape) {
        return this == MAP ? Shape.of(shape.height(), shape.width(), shape.channels()) : shape;
    }

    /** For each axis of this layout, the axis of the other one; with the batch. */
    List<Integer> fromOther() {
        return this == MAP ? List.of(0, 2, 3, 1) : List.of(0, 3, 1, 2);
    }
}
