package dev.tradespace.api.op;

import java.util.List;
import java.util.Objects;

/**
 * The same elements in another shape, in row-major order.
 *
 * @param shape the new shape, of as many elements
 */
public record Reshape(Shape shape) implements Op {
    public Reshape {
        Objects.requireNonNull(shape, "shape");
    }

    @Override
    public String kind() {
        return "reshape";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (input.elements() != shape.elements()) {
            throw new BadOperation("cannot reshape " + input + " to " + shape);
        }
        return shape;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.reshape(this);
    }

    @Override
    public String describe() {
        return "reshape " + shape;
    }
}
