package dev.tradespace.api.op;

import java.util.List;
import java.util.Objects;

/**
 * The image that goes in; every architecture begins with exactly one.
 *
 * @param shape what goes in, {@code [channels, height, width]} for images
 */
public record Input(Shape shape) implements Op {
    public Input {
        Objects.requireNonNull(shape, "shape");
    }

    @Override
    public String kind() {
        return "input";
    }

    @Override
    public int minInputs() {
        return 0;
    }

    @Override
    public int maxInputs() {
        return 0;
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        return shape;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.input(this);
    }

    @Override
    public String describe() {
        return "input " + shape;
    }
}
