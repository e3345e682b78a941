package dev.tradespace.api.op;

import java.util.List;

/**
 * A fully connected layer on the last axis.
 *
 * @shape {@code [..., in]} to {@code [..., features]}; kernel {@code [features, in]}
 * @param features outputs, at least 1
 * @param bias whether a bias is added
 */
public record Dense(int features, boolean bias) implements Op {
    public Dense {
        if (features < 1) {
            throw new IllegalArgumentException("features must be at least 1, was " + features);
        }
    }

    @Override
    public String kind() {
        return "dense";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (input.isFeatureMap()) {
            throw new BadOperation(
                    "needs a vector or tokens, was given the feature map " + input + "; flatten it first");
        }
        return input.with(input.rank() - 1, features);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        int in = inputs.get(0).last();
        WeightSpec kernel = WeightSpec.kernel("weight", in, features, in);
        return bias ? List.of(kernel, WeightSpec.vector("bias", WeightSpec.Role.BIAS, features)) : List.of(kernel);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.dense(this);
    }

    @Override
    public String describe() {
        return "dense " + features + (bias ? " +bias" : "");
    }
}
