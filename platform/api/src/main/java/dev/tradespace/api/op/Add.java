package dev.tradespace.api.op;

import java.util.List;

/** The element-wise sum of two or more tensors of one shape: the join of a residual block. */
public record Add() implements Op {
    @Override
    public String kind() {
        return "add";
    }

    @Override
    public int minInputs() {
        return 2;
    }

    @Override
    public int maxInputs() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape first = inputs.get(0);
        for (Shape other : inputs) {
            if (!other.equals(first)) {
                throw new BadOperation("cannot add " + other + " to " + first);
            }
        }
        return first;
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.add(this);
    }

    @Override
    public String describe() {
        return "add";
    }
}
