package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.api.op.Convolution;
import dev.tradespace.training.dl4j.executor.kernel.Call;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution over all channels.
 *
 * @shape {@code [batch, H, W, in]} to {@code [batch, H', W', out]}; kernel {@code [kH, kW, in, out]}
 */
final class DenseConvolution implements Operation {
    private final Site site;
    private final boolean bias;
    private final long[] arguments;
    private final Call forward;

    DenseConvolution(Site site, Convolution op) {
        this.site = site;
        this.bias = op.bias();
        this.arguments =
                WindowArguments.of(op.window(), site.layer().inputShapes().get(0));
        this.forward = Call.of("conv2d")
                .in(inputs())
                .out(site.looseOutput())
                .integers(arguments)
                .ready();
    }

    private INDArray[] inputs(INDArray... more) {
        return java.util.stream.Stream.of(
                        new INDArray[] {site.input(0), site.parameter("weight")},
                        bias ? new INDArray[] {site.parameter("bias")} : new INDArray[0],
                        more)
                .flatMap(java.util.Arrays::stream)
                .toArray(INDArray[]::new);
    }

    @Override
    public void forward(Pass pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        INDArray dx = adjoint.wants(0)
                ? adjoint.input(0)
                : adjoint.scratch(site.input(0).shape());
        INDArray dw = site.gradient("weight");
        return Call.of("conv2d_bp")
                .in(inputs(adjoint.output()))
                .out(bias ? new INDArray[] {dx, dw, site.gradient("bias")} : new INDArray[] {dx, dw})
                .integers(arguments)
                .ready();
    }
}
