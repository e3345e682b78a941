package dev.tradespace.api.op;

import java.util.List;

/**
 * The softmax along an axis.
 *
 * @param axis which, counted from 0 without the batch
 */
public record Softmax(int axis) implements Op {
    public Softmax {
        if (axis < 0) {
            throw new IllegalArgumentException("axis must be at least 0, was " + axis);
        }
    }

    @Override
    public String kind() {
        return "softmax";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (axis >= input.rank()) {
            throw new BadOperation("has no axis " + axis + " in its input " + input);
        }
        return input;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.softmax(this);
    }

    @Override
    public String describe() {
        return "softmax along axis " + axis;
    }
}
