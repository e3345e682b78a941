package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Window;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.TallProduct;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code Y = X W + b} over the last axis: a dense layer, and a 1x1 convolution of stride 1.
 *
 * @shape {@code [batch, ..., in]} to {@code [batch, ..., out]}; kernel {@code [in, out]}
 */
final class Affine implements Operation {
    private final Site site;
    private final boolean bias;
    private final INDArray kernel;
    private final Runnable forward;

    Affine(Site site, boolean bias) {
        this.site = site;
        this.bias = bias;
        this.kernel = Floats.rows(site.parameter("weight"));
        INDArray x = Floats.rows(site.input(0));
        INDArray y = Floats.rows(site.looseOutput());
        this.forward = TallProduct.of(x, kernel, bias ? site.parameter("bias") : null, y);
    }

    /** Whether a convolution of one group is an affine map of every pixel by itself. */
    static boolean serves(Window window) {
        return window.area() == 1
                && window.strideHeight() == 1
                && window.strideWidth() == 1
                && (window.padding() instanceof Padding.Same || window.padding().equals(Padding.Explicit.NONE));
    }

    @Override
    public void forward(Pass pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        INDArray dy = Floats.rows(adjoint.output());
        Steps steps = new Steps();
        steps.add(TallProduct.sums(Floats.rows(site.input(0)), dy, Floats.rows(site.gradient("weight"))));
        if (bias) {
            steps.add(ColumnSums.of(dy, 1, site.gradient("bias")));
        }
        if (adjoint.wants(0)) {
            INDArray turned = adjoint.scratch(kernel.size(1), kernel.size(0));
            steps.add(FlippedKernel.matrix(kernel, turned))
                    .add(TallProduct.of(dy, turned, null, Floats.rows(adjoint.input(0))));
        }
        return steps;
    }
}
