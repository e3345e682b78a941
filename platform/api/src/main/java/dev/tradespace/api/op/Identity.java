package dev.tradespace.api.op;

import java.util.List;

/** The identity: the "skip" choice of a search space. The canonical digest looks through it. */
public record Identity() implements Op {
    @Override
    public String kind() {
        return "identity";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.identity(this);
    }

    @Override
    public String describe() {
        return "identity";
    }
}
