package dev.tradespace.api.op;

import dev.tradespace.api.op.WeightSpec.Role;
import java.util.List;

/**
 * Layer normalisation over the last axis.
 *
 * @source Ba, Kiros &amp; Hinton 2016
 * @param epsilon added to the variance, above 0
 */
public record LayerNorm(double epsilon) implements Op {
    public LayerNorm {
        if (!(epsilon > 0) || !Double.isFinite(epsilon)) {
            throw new IllegalArgumentException("epsilon must be above 0 and finite, was " + epsilon);
        }
    }

    @Override
    public String kind() {
        return "layer-norm";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        int width = inputs.get(0).last();
        return List.of(WeightSpec.vector("weight", Role.SCALE, width), WeightSpec.vector("bias", Role.SHIFT, width));
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.layerNorm(this);
    }

    @Override
    public String describe() {
        return "layer norm";
    }
}
