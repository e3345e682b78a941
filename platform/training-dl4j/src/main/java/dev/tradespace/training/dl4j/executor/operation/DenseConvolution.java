package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.training.dl4j.executor.kernel.Call;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.vector.DepthwiseGradients;
import dev.tradespace.training.dl4j.vector.KernelGradient;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution over all channels.
 *
 * <p>Backwards the native operation computes both gradients, that of the input by Winograd's algorithm, whose transformed copies of a large map do not fit
 * the processor's cache. There the input's gradient is a convolution forwards with the kernel turned round, which is 2 to 3 times as fast, and
 * the kernel's is computed by vectors.
 *
 * @shape {@code [batch, H, W, in]} to {@code [batch, H', W', out]}; kernel {@code [kH, kW, in, out]}
 */
final class DenseConvolution implements Operation {
    /** Positions of a map from which on computing the gradients apart is faster: measured at 16x16 and at 32x32. */
    private static final int LARGE_MAP = 24 * 24;

    private final Site site;
    private final Window window;
    private final boolean bias;
    private final long[] arguments;
    private final Call forward;

    DenseConvolution(Site site, Convolution op) {
        this.site = site;
        this.window = op.window();
        this.bias = op.bias();
        this.arguments = WindowArguments.of(window, input());
        this.forward = Call.of("conv2d")
                .in(inputs())
                .out(site.looseOutput())
                .integers(arguments)
                .ready();
    }

    private Shape input() {
        return site.layer().inputShapes().get(0);
    }

    private INDArray[] inputs(INDArray... more) {
        return Stream.of(
                        new INDArray[] {site.input(0), site.parameter("weight")},
                        bias ? new INDArray[] {site.parameter("bias")} : new INDArray[0],
                        more)
                .flatMap(Arrays::stream)
                .toArray(INDArray[]::new);
    }

    @Override
    public void forward(Pass pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        if (!adjoint.wants(0)) {
            return withKernelGradient(new Steps(), adjoint.output());
        }
        if (!turns() || input().height() * input().width() < LARGE_MAP) {
            return together(adjoint);
        }
        INDArray dy = adjoint.output();
        INDArray dx = adjoint.input(0);
        return withKernelGradient(new Steps(), dy).add(inputGradient(dy, dx));
    }

    private Call together(Adjoint adjoint) {
        INDArray dx = adjoint.input(0);
        INDArray dw = site.gradient("weight");
        return Call.of("conv2d_bp")
                .in(inputs(adjoint.output()))
                .out(bias ? new INDArray[] {dx, dw, site.gradient("bias")} : new INDArray[] {dx, dw})
                .integers(arguments)
                .ready();
    }

    /** Whether the gradient of the input is a convolution of the same padding on all sides. */
    private boolean turns() {
        Padding.Explicit pads = window.resolve(input().height(), input().width());
        return window.strideHeight() == 1
                && window.strideWidth() == 1
                && window.dilationHeight() == 1
                && window.dilationWidth() == 1
                && pads.top() == pads.bottom()
                && pads.left() == pads.right()
                && pads.top() < window.kernelHeight()
                && pads.left() < window.kernelWidth();
    }

    private Steps withKernelGradient(Steps steps, INDArray dy) {
        if (bias) {
            steps.add(ColumnSums.of(Floats.rows(dy), 1, site.gradient("bias")));
        }
        KernelGradient gradient =
                new KernelGradient(geometry(), site.layer().shape().channels());
        FloatBuffer x = Floats.buffer(site.input(0));
        FloatBuffer output = Floats.buffer(dy);
        FloatBuffer kernel = Floats.buffer(site.gradient("weight"));
        return steps.add(() -> gradient.of(x, output, kernel));
    }

    private DepthwiseGradients.Geometry geometry() {
        Shape output = site.layer().shape();
        Padding.Explicit pads = window.resolve(input().height(), input().width());
        return new DepthwiseGradients.Geometry(
                site.batch(),
                input().height(),
                input().width(),
                input().channels(),
                output.height(),
                output.width(),
                window.kernelHeight(),
                window.kernelWidth(),
                window.strideHeight(),
                window.strideWidth(),
                pads.top(),
                pads.left());
    }

    private Runnable inputGradient(INDArray dy, INDArray dx) {
        Padding.Explicit pads = window.resolve(input().height(), input().width());
        int height = window.kernelHeight();
        int width = window.kernelWidth();
        Window around = window.padding(height - 1 - pads.top(), width - 1 - pads.left());
        int in = input().channels();
        int out = site.layer().shape().channels();
        INDArray turned = Floats.zeros(height, width, out, in);
        FloatBuffer source = Floats.buffer(site.parameter("weight"));
        FloatBuffer target = Floats.buffer(turned);
        Call convolution = Call.of("conv2d")
                .in(dy, turned)
                .out(dx)
                .integers(WindowArguments.of(around, site.layer().shape()))
                .ready();
        return () -> {
            turnRound(source, target, height * width, in, out);
            convolution.run();
        };
    }

    /** From {@code [taps, in, out]} to {@code [taps backwards, out, in]}. */
    private static void turnRound(FloatBuffer source, FloatBuffer target, int taps, int in, int out) {
        for (int tap = 0; tap < taps; tap++) {
            int from = tap * in * out;
            int to = (taps - 1 - tap) * in * out;
            for (int i = 0; i < in; i++) {
                for (int o = 0; o < out; o++) {
                    target.put(to + o * in + i, source.get(from + i * out + o));
                }
            }
        }
    }
}
