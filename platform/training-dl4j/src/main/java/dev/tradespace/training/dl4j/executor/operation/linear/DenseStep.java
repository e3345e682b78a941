package dev.tradespace.training.dl4j.executor.operation.linear;

import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Window;
import dev.tradespace.training.dl4j.executor.kernel.ColumnSums;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.TallProduct;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.executor.layer.RunnableSequence;
import dev.tradespace.training.dl4j.executor.operation.window.ConvolutionInputGradient;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code Y = X W + b} over the last axis: a dense layer, and a 1x1 convolution of stride 1.
 *
 * @shape {@code [batch, ..., in]} to {@code [batch, ..., out]}; kernel {@code [in, out]}
 */
public final class DenseStep implements OperationStep {
    private final LayerContext context;
    private final boolean bias;
    private final INDArray kernel;
    private final Runnable forward;

    public DenseStep(LayerContext context, boolean bias) {
        this.context = context;
        this.bias = bias;
        this.kernel = Floats.rows(context.parameter("weight"));
        INDArray x = Floats.rows(context.input(0));
        INDArray y = Floats.rows(context.looseOutput());
        this.forward = TallProduct.of(x, kernel, bias ? context.parameter("bias") : null, y);
    }

    /** Whether a convolution of one group is an affine map of every pixel by itself. */
    public static boolean serves(Window window) {
        return window.area() == 1
                && window.strideHeight() == 1
                && window.strideWidth() == 1
                && (window.padding() instanceof Padding.Same || window.padding().equals(Padding.Explicit.NONE));
    }

    @Override
    public void forward(ForwardMode pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        INDArray dy = Floats.rows(adjoint.output());
        RunnableSequence steps = new RunnableSequence();
        steps.add(TallProduct.sums(Floats.rows(context.input(0)), dy, Floats.rows(context.gradient("weight"))));
        if (bias) {
            steps.add(ColumnSums.of(dy, 1, context.gradient("bias")));
        }
        if (adjoint.wants(0)) {
            INDArray turned = adjoint.scratch(kernel.size(1), kernel.size(0));
            steps.add(ConvolutionInputGradient.matrix(kernel, turned))
                    .add(TallProduct.of(dy, turned, null, Floats.rows(adjoint.input(0))));
        }
        return steps;
    }
}
