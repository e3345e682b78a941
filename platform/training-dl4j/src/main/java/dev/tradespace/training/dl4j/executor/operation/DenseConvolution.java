package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Window;
import dev.tradespace.training.dl4j.executor.kernel.Call;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution over all channels.
 *
 * @shape {@code [batch, H, W, in]} to {@code [batch, H', W', out]}; kernel {@code [kH, kW, in, out]}
 */
final class DenseConvolution implements Operation {
    private final Site site;
    private final INDArray kernel;
    private final Surround surround;
    private final Bias bias;
    private final Steps forward;

    DenseConvolution(Site site, Convolution op) {
        this(site, op.window(), op.bias(), site.parameter("weight"));
    }

    /** With a kernel that is not the layer's own. */
    DenseConvolution(Site site, Window window, boolean biased, INDArray kernel) {
        this.site = site;
        this.kernel = kernel;
        this.surround = new Surround(site, window);
        INDArray y = site.looseOutput();
        this.bias = new Bias(site, biased, y);
        this.forward = new Steps()
                .add(surround.enter())
                .add(Call.of("conv2d")
                        .in(surround.array(), kernel)
                        .out(y)
                        .integers(surround.arguments())
                        .ready())
                .add(bias.forward());
    }

    INDArray kernel() {
        return kernel;
    }

    @Override
    public void forward(Pass pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        return backward(adjoint, site.gradient("weight"));
    }

    /** With another place for the kernel's gradient. */
    Runnable backward(Adjoint adjoint, INDArray kernelGradient) {
        INDArray dx = surround.gradient(adjoint);
        return new Steps()
                .add(bias.backward(adjoint.output()))
                .add(Call.of("conv2d_bp")
                        .in(surround.array(), kernel, adjoint.output())
                        .out(dx, kernelGradient)
                        .integers(surround.arguments())
                        .ready())
                .add(surround.leave(dx, adjoint));
    }
}
