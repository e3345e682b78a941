package dev.tradespace.training.dl4j.executor.operation.window;

import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.NativeCall;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.executor.layer.RunnableSequence;
import dev.tradespace.training.dl4j.vector.DepthwiseGradients;
import dev.tradespace.training.dl4j.vector.KernelGradient;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution over all channels.
 *
 * <p>The native backward pass computes both gradients together and is slow on large maps, whose few channels leave its
 * threads little to do in the processor's cache. There the input's gradient is a convolution forwards with the kernel
 * turned round, which is 2 to 3 times as fast, and the kernel's is computed by vectors; the gradient of the images is
 * not computed at all.
 *
 * @shape {@code [batch, H, W, in]} to {@code [batch, H', W', out]}; kernel {@code [kH, kW, in, out]}
 */
public final class ConvolutionStep implements OperationStep {
    /** Positions of a map from which on computing the gradients apart is faster: measured at 16x16 and at 32x32. */
    private static final int LARGE_MAP = 24 * 24;

    private final LayerContext context;
    private final Window window;
    private final INDArray kernel;
    private final PaddedInput surround;
    private final BiasAdd bias;
    private final RunnableSequence forward;

    public ConvolutionStep(LayerContext context, Convolution op) {
        this(context, op.window(), op.bias(), context.parameter("weight"));
    }

    /** With a kernel that is not the layer's own. */
    public ConvolutionStep(LayerContext context, Window window, boolean biased, INDArray kernel) {
        this.context = context;
        this.window = window;
        this.kernel = kernel;
        this.surround = new PaddedInput(context, window);
        INDArray y = context.looseOutput();
        this.bias = new BiasAdd(context, biased, y);
        this.forward = new RunnableSequence()
                .add(surround.enter())
                .add(convolution(surround.array(), kernel, y, surround.arguments()))
                .add(bias.forward());
    }

    private static NativeCall convolution(INDArray x, INDArray kernel, INDArray y, long[] arguments) {
        return NativeCall.of("conv2d").in(x, kernel).out(y).integers(arguments).ready();
    }

    INDArray kernel() {
        return kernel;
    }

    @Override
    public void forward(ForwardMode pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        return backward(adjoint, context.gradient("weight"));
    }

    /** With another place for the kernel's gradient. */
    Runnable backward(Adjoint adjoint, INDArray kernelGradient) {
        RunnableSequence steps = new RunnableSequence().add(bias.backward(adjoint.output()));
        Shape in = context.layer().inputShapes().get(0);
        Padding.Explicit pads = window.resolve(in.height(), in.width());
        if (!adjoint.wants(0)) {
            return steps.add(kernelGradient(adjoint.output(), pads, kernelGradient));
        }
        if (ConvolutionInputGradient.serves(window, pads) && in.height() * in.width() >= LARGE_MAP) {
            return steps.add(kernelGradient(adjoint.output(), pads, kernelGradient))
                    .add(inputGradient(adjoint, pads));
        }
        INDArray dx = surround.gradient(adjoint);
        return steps.add(NativeCall.of("conv2d_bp")
                        .in(surround.array(), kernel, adjoint.output())
                        .out(dx, kernelGradient)
                        .integers(surround.arguments())
                        .ready())
                .add(surround.leave(dx, adjoint));
    }

    private Runnable kernelGradient(INDArray gradient, Padding.Explicit pads, INDArray result) {
        KernelGradient loops =
                new KernelGradient(geometry(pads), context.layer().shape().channels());
        FloatBuffer x = Floats.buffer(context.input(0));
        FloatBuffer dy = Floats.buffer(gradient);
        FloatBuffer dw = Floats.buffer(result);
        return () -> loops.of(x, dy, dw);
    }

    private DepthwiseGradients.Geometry geometry(Padding.Explicit pads) {
        Shape in = context.layer().inputShapes().get(0);
        Shape out = context.layer().shape();
        return new DepthwiseGradients.Geometry(
                context.batch(),
                in.height(),
                in.width(),
                in.channels(),
                out.height(),
                out.width(),
                window.kernelHeight(),
                window.kernelWidth(),
                window.strideHeight(),
                window.strideWidth(),
                pads.top(),
                pads.left());
    }

    private Runnable inputGradient(Adjoint adjoint, Padding.Explicit pads) {
        INDArray flipped = adjoint.scratch(kernel.size(0), kernel.size(1), kernel.size(3), kernel.size(2));
        return new RunnableSequence()
                .add(ConvolutionInputGradient.dense(kernel, flipped))
                .add(convolution(
                        adjoint.output(), flipped, adjoint.input(0), ConvolutionInputGradient.arguments(window, pads)));
    }
}
