package dev.tradespace.api.op;

import java.util.List;

/**
 * A feature map read row by row as a sequence of tokens, one per position.
 *
 * @shape {@code [C, H, W]} to {@code [H * W, C]}
 * @source Dosovitskiy et al. 2021, equation 1 (after the patch convolution)
 */
public record PatchTokens() implements Op {
    @Override
    public String kind() {
        return "patch-tokens";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (!input.isFeatureMap()) {
            throw new BadOperation("needs a feature map [channels, height, width], was given " + input);
        }
        return Shape.of(Math.multiplyExact(input.height(), input.width()), input.channels());
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.patchTokens(this);
    }

    @Override
    public String describe() {
        return "patch tokens";
    }
}
