package dev.tradespace.runtimes.deeplearning4j;

import dev.tradespace.api.op.Shape;

/** How the elements of a value lie in SameDiff. Which form an operation puts out is its own choice; who reads converts. */
enum Form {
    /** {@code [batch, height, width, channels]}: what Deeplearning4j's convolutions are fast on. Feature maps only. */
    MAP,
    /** {@code [batch * rows, last axis]}: what dense layers read. */
    ROWS,
    /** {@code [batch, ...]}, the axes in the architecture's order. */
    PLAIN;

    /** The form's axis for an axis of the architecture, which counts without the batch; not for {@link #ROWS}. */
    int axis(int axis) {
        if (this == MAP) {
            return axis == 0 ? 3 : axis;
        }
        return axis + 1;
    }

    /** The form in which operations on single elements and on axes take a value: rows have lost their axes. */
    static Form withAxes(Value value) {
        return value.form() == MAP ? MAP : PLAIN;
    }

    /** The sizes in this form, the batch (or what holds it) open. */
    long[] sizes(Shape shape) {
        return switch (this) {
            case MAP -> new long[] {-1, shape.height(), shape.width(), shape.channels()};
            case ROWS -> new long[] {-1, shape.last()};
            case PLAIN -> {
                long[] sizes = new long[shape.rank() + 1];
                sizes[0] = -1;
                for (int axis = 0; axis < shape.rank(); axis++) {
                    sizes[axis + 1] = shape.size(axis);
                }
                yield sizes;
            }
        };
    }
}
