package dev.tradespace.api.op;

import java.util.List;

/**
 * The element-wise product. The second factor has the first's shape, or is a gate of one value per channel
 * ({@code [C, 1, 1]}), as in squeeze-and-excitation.
 */
public record Multiply() implements Op {
    @Override
    public String kind() {
        return "multiply";
    }

    @Override
    public int minInputs() {
        return 2;
    }

    @Override
    public int maxInputs() {
        return 2;
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        Shape gate = inputs.get(1);
        boolean perChannel = input.isFeatureMap() && gate.equals(Shape.of(input.channels(), 1, 1));
        if (!perChannel && !gate.equals(input)) {
            throw new BadOperation("cannot multiply " + input + " by " + gate);
        }
        return input;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.multiply(this);
    }

    @Override
    public String describe() {
        return "multiply";
    }
}
