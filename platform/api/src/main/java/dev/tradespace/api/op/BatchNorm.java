package dev.tradespace.api.op;

import dev.tradespace.api.op.WeightSpec.Role;
import java.util.List;

/**
 * Batch normalisation over the channels, with running statistics at inference.
 *
 * @source Ioffe &amp; Szegedy 2015, algorithm 1
 * @param epsilon added to the variance, above 0
 */
public record BatchNorm(double epsilon) implements Op {
    public BatchNorm {
        if (!(epsilon > 0) || !Double.isFinite(epsilon)) {
            throw new IllegalArgumentException("epsilon must be above 0 and finite, was " + epsilon);
        }
    }

    @Override
    public String kind() {
        return "batch-norm";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (!input.isFeatureMap()) {
            throw new BadOperation("needs a feature map [channels, height, width], was given " + input);
        }
        return input;
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        int channels = inputs.get(0).channels();
        return List.of(
                WeightSpec.vector("weight", Role.SCALE, channels),
                WeightSpec.vector("bias", Role.SHIFT, channels),
                WeightSpec.vector("running_mean", Role.RUNNING_MEAN, channels),
                WeightSpec.vector("running_var", Role.RUNNING_VARIANCE, channels));
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.batchNorm(this);
    }

    @Override
    public String describe() {
        return "batch norm";
    }
}
