package dev.tradespace.api.op;

import java.util.List;

/**
 * A learned embedding added to each token by its position; it follows the number of tokens, so the resolution.
 *
 * @shape {@code [T, D]} to the same
 * @source Dosovitskiy et al. 2021, equation 1
 */
public record PositionEmbedding() implements Op {
    @Override
    public String kind() {
        return "position-embedding";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        return Tokens.require(inputs.get(0));
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        return List.of(new WeightSpec("embedding", WeightSpec.Role.EMBEDDING, inputs.get(0), 1));
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.positionEmbedding(this);
    }

    @Override
    public String describe() {
        return "position embedding";
    }
}
