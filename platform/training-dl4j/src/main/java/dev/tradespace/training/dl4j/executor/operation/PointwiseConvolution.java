package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.training.dl4j.executor.kernel.Call;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution over all channels of one position, which is a product of matrices: many times faster backwards than as a convolution.
 *
 * @shape {@code [batch, H, W, in]} to {@code [batch, H, W, out]}; kernel {@code [1, 1, in, out]}
 */
final class PointwiseConvolution implements Operation {
    private final Site site;
    private final boolean bias;
    private final INDArray x;
    private final INDArray kernel;
    private final Call forward;

    PointwiseConvolution(Site site, boolean bias) {
        this.site = site;
        this.bias = bias;
        this.x = Floats.rows(site.input(0));
        this.kernel = Floats.rows(site.parameter("weight"));
        INDArray y = Floats.rows(site.looseOutput());
        this.forward = bias
                ? Call.of("xw_plus_b")
                        .in(x, kernel, site.parameter("bias"))
                        .out(y)
                        .ready()
                : Call.of("matmul").in(x, kernel).out(y).ready();
    }

    @Override
    public void forward(Pass pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        INDArray dy = Floats.rows(adjoint.output());
        Steps steps = new Steps()
                .add(Call.of("matmul")
                        .in(x, dy)
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
