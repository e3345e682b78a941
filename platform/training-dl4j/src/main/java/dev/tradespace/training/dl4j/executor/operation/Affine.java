package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Window;
import dev.tradespace.training.dl4j.executor.kernel.Call;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
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
    private final Call forward;

    Affine(Site site, boolean bias) {
        this.site = site;
        this.bias = bias;
        this.kernel = Floats.rows(site.parameter("weight"));
        INDArray x = Floats.rows(site.input(0));
        INDArray y = Floats.rows(site.looseOutput());
        this.forward = bias
                ? Call.of("xw_plus_b")
                        .in(x, kernel, site.parameter("bias"))
                        .out(y)
                        .ready()
                : Call.of("matmul").in(x, kernel).out(y).ready();
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
        steps.add(Call.of("matmul")
                .in(Floats.rows(site.input(0)), dy)
                .out(Floats.rows(site.gradient("weight")))
                .integers(1, 0, 0)
                .ready());
        if (bias) {
            steps.add(ColumnSums.of(dy, 1, site.gradient("bias")));
        }
        if (adjoint.wants(0)) {
            steps.add(Call.of("matmul")
                    .in(dy, kernel)
                    .out(Floats.rows(adjoint.input(0)))
                    .integers(0, 1, 0)
                    .ready());
        }
        return steps;
    }
}
