package dev.tradespace.api.op;

import java.util.List;

/**
 * Drops a residual branch for a whole sample while training; nothing at inference.
 *
 * @source Huang et al. 2016
 * @param rate the probability of dropping, at least 0 and below 1
 */
public record StochasticDepth(double rate) implements Op {
    public StochasticDepth {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("rate must be at least 0 and below 1, was " + rate);
        }
    }

    @Override
    public String kind() {
        return "stochastic-depth";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.stochasticDepth(this);
    }

    @Override
    public String describe() {
        return "stochastic depth " + rate;
    }
}
