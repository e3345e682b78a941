package dev.tradespace.api.op;

import java.util.List;

/**
 * Dropout while training; nothing at inference.
 *
 * @source Srivastava et al. 2014
 * @param rate the probability of dropping, at least 0 and below 1
 */
public record Dropout(double rate) implements Op {
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("rate must be at least 0 and below 1, was " + rate);
        }
    }

    @Override
    public String kind() {
        return "dropout";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.dropout(this);
    }

    @Override
    public String describe() {
        return "dropout " + rate;
    }
}
