package dev.tradespace.api.op;

import java.util.List;
import java.util.Objects;

/**
 * Maximum or average over all positions.
 *
 * @shape {@code [C, H, W]} to {@code [C, 1, 1]}; tokens {@code [T, D]} to {@code [1, D]}
 * @param reduction which
 */
public record GlobalPool(Pool.Kind reduction) implements Op {
    public GlobalPool {
        Objects.requireNonNull(reduction, "reduction");
    }

    @Override
    public String kind() {
        return "global-pool";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        return switch (input.rank()) {
            case 3 -> Shape.of(input.channels(), 1, 1);
            case 2 -> Shape.of(1, input.last());
            default -> throw new BadOperation("needs a feature map or tokens, was given " + input);
        };
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.globalPool(this);
    }

    @Override
    public String describe() {
        return "global " + reduction.id() + " pool";
    }
}
