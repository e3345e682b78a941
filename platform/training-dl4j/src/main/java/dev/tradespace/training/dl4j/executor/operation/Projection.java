package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.training.dl4j.executor.kernel.Call;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One of a layer's {@code Y = X W + b}: its tensors are {@code <name>_weight [in, out]} and {@code <name>_bias}.
 *
 * @param site the layer's place
 * @param name which
 * @param bias whether there is one
 */
record Projection(Site site, String name, boolean bias) {
    /** What a forward pass runs, on matrices. */
    Call forward(INDArray x, INDArray y) {
        return bias
                ? Call.of("xw_plus_b")
                        .in(x, weight(), site.parameter(name + "_bias"))
                        .out(y)
                        .ready()
                : Call.of("matmul").in(x, weight()).out(y).ready();
    }

    private INDArray weight() {
        return site.parameter(name + "_weight");
    }

    /** What a backward pass runs: the gradients of the tensors. */
    Steps backward(INDArray x, INDArray dy) {
        Steps steps = new Steps()
                .add(Call.of("matmul")
                        .in(x, dy)
                        .out(site.gradient(name + "_weight"))
                        .integers(1, 0, 0)
                        .ready());
        return bias ? steps.add(ColumnSums.of(dy, 1, site.gradient(name + "_bias"))) : steps;
    }

    /** What a backward pass runs: the gradients of the tensors and of the input. */
    Steps backward(INDArray x, INDArray dy, INDArray dx) {
        return backward(x, dy)
                .add(Call.of("matmul")
                        .in(dy, Floats.rows(weight()))
                        .out(dx)
                        .integers(0, 1, 0)
                        .ready());
    }
}
