package dev.tradespace.api.op;

import java.util.List;

/**
 * A learned token put in front of the sequence.
 *
 * @shape {@code [T, D]} to {@code [T + 1, D]}
 * @source Dosovitskiy et al. 2021, equation 1
 */
public record ClassToken() implements Op {
    @Override
    public String kind() {
        return "class-token";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape input = Tokens.require(inputs.get(0));
        return input.with(0, input.size(0) + 1);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return List.of(WeightSpec.vector(
                "token", WeightSpec.Role.EMBEDDING, inputs.get(0).last()));
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.classToken(this);
    }

    @Override
    public String describe() {
        return "class token";
    }
}
