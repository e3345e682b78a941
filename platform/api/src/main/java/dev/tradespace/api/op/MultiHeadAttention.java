package dev.tradespace.api.op;

import dev.tradespace.api.op.WeightSpec.Role;
import java.util.List;

/**
 * Multi-head self-attention with its input and output projections:
 * {@code softmax(Q K' / sqrt(D / heads)) V} for each head, concatenated and projected.
 *
 * @shape {@code [T, D]} to the same; {@code in_weight [3D, D]} stacks Q, K, V; {@code out_weight [D, D]}
 * @source Vaswani et al. 2017, section 3.2
 * @param heads attention heads, at least 1; they divide D
 * @param bias whether the projections have biases
 */
public record MultiHeadAttention(int heads, boolean bias) implements Op {
    public MultiHeadAttention {
        if (heads < 1) {
            throw new IllegalArgumentException("heads must be at least 1, was " + heads);
        }
    }

    @Override
    public String kind() {
        return "multi-head-attention";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape input = Tokens.require(inputs.get(0));
        if (input.last() % heads != 0) {
            throw new BadOperation("its " + heads + " heads do not divide the width of its input " + input);
        }
        return input;
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        int width = inputs.get(0).last();
        WeightSpec in = WeightSpec.kernel("in_weight", width, 3 * width, width);
        WeightSpec out = WeightSpec.kernel("out_weight", width, width, width);
        return bias
                ? List.of(
                        in,
                        WeightSpec.vector("in_bias", Role.BIAS, 3 * width),
                        out,
                        WeightSpec.vector("out_bias", Role.BIAS, width))
                : List.of(in, out);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.multiHeadAttention(this);
    }

    @Override
    public String describe() {
        return "attention, " + heads + " heads";
    }
}
