package dev.tradespace.api.op;

import java.util.List;

/**
 * Local response normalisation across neighbouring channels:
 * {@code y = x / (bias + alpha / size * sum(x^2))^beta}, the sum over {@code size} channels around each.
 *
 * @source Krizhevsky et al. 2012, section 3.3
 * @param size neighbouring channels, odd and at least 1
 * @param alpha the sum's factor, before it is divided by {@code size}; at least 0
 * @param beta the exponent, at least 0
 * @param bias the constant in the denominator, above 0
 */
public record LocalResponseNorm(int size, double alpha, double beta, double bias) implements Op {
    public LocalResponseNorm {
        if (size < 1 || size % 2 == 0) {
            throw new IllegalArgumentException("size must be odd and at least 1, was " + size);
        }
        if (!(alpha >= 0) || !(beta >= 0) || !(bias > 0) || !Double.isFinite(alpha + beta + bias)) {
            throw new IllegalArgumentException("alpha and beta must be at least 0 and bias above 0, all finite, was "
                    + alpha + ", " + beta + " and " + bias);
        }
    }

    @Override
    public String kind() {
        return "local-response-norm";
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
    public <R> R match(Cases<R> cases) {
        return cases.localResponseNorm(this);
    }

    @Override
    public String describe() {
        return "local response norm " + size;
    }
}
