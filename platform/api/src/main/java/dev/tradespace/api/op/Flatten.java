package dev.tradespace.api.op;

import java.util.List;

/** All elements as one vector, in row-major order. */
public record Flatten() implements Op {
    @Override
    public String kind() {
        return "flatten";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        return Shape.of(Math.toIntExact(inputs.get(0).elements()));
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.flatten(this);
    }

    @Override
    public String describe() {
        return "flatten";
    }
}
