package dev.tradespace.api.op;

import java.util.List;

/**
 * The product of two tensors' last two axes, times a factor; axes before them agree.
 *
 * @shape {@code [..., m, k]} and {@code [..., k, n]} (or {@code [..., n, k]}, transposed) to {@code [..., m, n]}
 * @param transposeRight whether the second factor is transposed
 * @param scale the factor, {@code 1 / sqrt(k)} in attention
 */
public record MatrixProduct(boolean transposeRight, double scale) implements Op {
    public MatrixProduct {
        if (!Double.isFinite(scale)) {
            throw new IllegalArgumentException("scale must be finite, was " + scale);
        }
    }

    @Override
    public String kind() {
        return "matrix-product";
    }

    @Override
    public int minInputs() {
        return 2;
    }

    @Override
    public int maxInputs() {
        return 2;
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape left = inputs.get(0);
        Shape right = inputs.get(1);
        int rank = left.rank();
        boolean fits =
                rank >= 2 && right.rank() == rank && left.last() == right.size(transposeRight ? rank - 1 : rank - 2);
        for (int axis = 0; fits && axis < rank - 2; axis++) {
            fits = left.size(axis) == right.size(axis);
        }
        if (!fits) {
            throw new BadOperation(
                    "cannot multiply the matrices " + left + " and " + right + (transposeRight ? " transposed" : ""));
        }
        return left.with(rank - 1, right.size(transposeRight ? rank - 2 : rank - 1));
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.matrixProduct(this);
    }

    @Override
    public String describe() {
        return "matrix product" + (transposeRight ? " with transpose" : "") + (scale == 1 ? "" : " x " + scale);
    }
}
