package dev.tradespace.api.op;

import java.util.List;
import java.util.Objects;

/**
 * A learned tensor that depends on no input; the batch shares it.
 *
 * @param shape its sizes
 * @param deviation standard deviation of its random initial values, at least 0
 */
public record LearnedParameter(Shape shape, double deviation) implements Op {
    public LearnedParameter {
        Objects.requireNonNull(shape, "shape");
        if (!(deviation >= 0) || !Double.isFinite(deviation)) {
            throw new IllegalArgumentException("deviation must be at least 0 and finite, was " + deviation);
        }
    }

    @Override
    public String kind() {
        return "learned-parameter";
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
    public List<WeightSpec> weights(List<Shape> inputs) {
        return List.of(new WeightSpec("value", WeightSpec.Role.EMBEDDING, shape, 1));
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.learnedParameter(this);
    }

    @Override
    public String describe() {
        return "parameter " + shape;
    }
}
