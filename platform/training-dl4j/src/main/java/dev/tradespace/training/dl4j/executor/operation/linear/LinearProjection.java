package dev.tradespace.training.dl4j.executor.operation.linear;

import dev.tradespace.training.dl4j.executor.kernel.ColumnSums;
import dev.tradespace.training.dl4j.executor.kernel.TallProduct;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.RunnableSequence;
import dev.tradespace.training.dl4j.executor.operation.window.ConvolutionInputGradient;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One of a layer's {@code Y = X W + b}: its tensors are {@code <name>_weight [in, out]} and {@code <name>_bias}.
 *
 * @param context the layer's place
 * @param name which
 * @param bias whether there is one
 */
record LinearProjection(LayerContext context, String name, boolean bias) {
    /** What a forward pass runs, on matrices. */
    Runnable forward(INDArray x, INDArray y) {
        return TallProduct.of(x, weight(), bias ? context.parameter(name + "_bias") : null, y);
    }

    private INDArray weight() {
        return context.parameter(name + "_weight");
    }

    /** What a backward pass runs: the gradients of the tensors. */
    RunnableSequence backward(INDArray x, INDArray dy) {
        RunnableSequence steps =
                new RunnableSequence().add(TallProduct.sums(x, dy, context.gradient(name + "_weight")));
        return bias ? steps.add(ColumnSums.of(dy, 1, context.gradient(name + "_bias"))) : steps;
    }

    /**
     * What a backward pass runs: the gradients of the tensors and of the input, with the help of an array of the
     * weight's size.
     */
    RunnableSequence backward(INDArray x, INDArray dy, INDArray dx, INDArray turned) {
        return backward(x, dy)
                .add(ConvolutionInputGradient.matrix(weight(), turned))
                .add(TallProduct.of(dy, turned, null, dx));
    }
}
