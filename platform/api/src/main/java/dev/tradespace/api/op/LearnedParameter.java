package dev.tradespace.api.op;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * A learned tensor that depends on no input; the batch shares it.
 *
 * @param shape its sizes
 * @param deviation standard deviation of its random initial values, at least 0
 * @param mean what the initial values scatter about: one number for all, or one for each element in row-major order;
 *     empty for zero
 */
public record LearnedParameter(Shape shape, double deviation, Optional<List<Double>> mean) implements Op {
    public LearnedParameter {
        Objects.requireNonNull(shape, "shape");
        mean = mean.map(List::copyOf);
        mean.ifPresent(numbers -> {
            if (numbers.size() != 1 && numbers.size() != shape.elements()) {
                throw new IllegalArgumentException("initial values must be one, or " + shape.elements() + " for "
                        + shape + ", were " + numbers.size());
            }
            if (!numbers.stream().allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("initial values must be finite");
            }
        });
        if (!(deviation >= 0) || !Double.isFinite(deviation)) {
            throw new IllegalArgumentException("deviation must be at least 0 and finite, was " + deviation);
        }
    }

    /** Normal initial values about zero. */
    public LearnedParameter(Shape shape, double deviation) {
        this(shape, deviation, Optional.empty());
    }

    /** Normal initial values. */
    public static LearnedParameter normal(Shape shape, double mean, double deviation) {
        return new LearnedParameter(shape, deviation, Optional.of(List.of(mean)));
    }

    /** One initial value for all. */
    public static LearnedParameter constant(Shape shape, double value) {
        return normal(shape, value, 0);
    }

    /** Given initial values, in row-major order of the shape. */
    public static LearnedParameter of(Shape shape, double... values) {
        return new LearnedParameter(
                shape, 0, Optional.of(DoubleStream.of(values).boxed().toList()));
    }

    /** What the initial value of an element scatters about. */
    public double mean(int element) {
        return mean.map(numbers -> numbers.get(numbers.size() == 1 ? 0 : element))
                .orElse(0.0);
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
