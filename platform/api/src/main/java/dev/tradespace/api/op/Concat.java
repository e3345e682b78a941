package dev.tradespace.api.op;

import java.util.List;

/**
 * The inputs one after the other along an axis; all other axes agree.
 *
 * @param axis which, 0 for the channels of feature maps
 */
public record Concat(int axis) implements Op {
    public Concat {
        if (axis < 0) {
            throw new IllegalArgumentException("axis must be at least 0, was " + axis);
        }
    }

    @Override
    public String kind() {
        return "concat";
    }

    @Override
    public int minInputs() {
        return 2;
    }

    @Override
    public int maxInputs() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape first = inputs.get(0);
        if (axis >= first.rank()) {
            throw new BadOperation("has no axis " + axis + " in its input " + first);
        }
        int total = 0;
        for (Shape other : inputs) {
            if (other.rank() != first.rank() || !other.with(axis, 1).equals(first.with(axis, 1))) {
                throw new BadOperation("cannot concatenate " + other + " with " + first + " along axis " + axis);
            }
            total = Math.addExact(total, other.size(axis));
        }
        return first.with(axis, total);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.concat(this);
    }

    @Override
    public String describe() {
        return "concat along axis " + axis;
    }
}
