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
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution of each channel by itself. The native forward pass is fast and the native backward pass is not: that
 * runs on vectors, or at stride 1 as a forward pass with the flipped kernel.
 *
 * @shape {@code [batch, H, W, C]} to {@code [batch, H', W', C * multiplier]}; kernel {@code [kH, kW, C, multiplier]}
 */
public final class DepthwiseConvolutionStep implements OperationStep {
    private final LayerContext context;
    private final Window window;
    private final Shape in;
    private final PaddedInput surround;
    private final BiasAdd bias;
    private final RunnableSequence forward;

    public DepthwiseConvolutionStep(LayerContext context, Convolution op) {
        this.context = context;
        this.window = op.window();
        this.in = context.layer().inputShapes().get(0);
        this.surround = new PaddedInput(context, window);
        INDArray y = context.looseOutput();
        this.bias = new BiasAdd(context, op.bias(), y);
        this.forward = new RunnableSequence()
                .add(surround.enter())
                .add(convolution(surround.array(), context.parameter("weight"), y, surround.arguments()))
                .add(bias.forward());
    }

    private static NativeCall convolution(INDArray x, INDArray kernel, INDArray y, long[] arguments) {
        return NativeCall.of("depthwise_conv2d")
                .in(x, kernel)
                .out(y)
                .integers(arguments)
                .ready();
    }

    @Override
    public void forward(ForwardMode pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        INDArray kernel = context.parameter("weight");
        RunnableSequence steps = new RunnableSequence().add(bias.backward(adjoint.output()));
        if (kernel.size(3) > 1) {
            INDArray dx = surround.gradient(adjoint);
            return steps.add(NativeCall.of("depthwise_conv2d_bp")
                            .in(surround.array(), kernel, adjoint.output())
                            .out(dx, context.gradient("weight"))
                            .integers(surround.arguments())
                            .ready())
                    .add(surround.leave(dx, adjoint));
        }
        DepthwiseGradients gradients = new DepthwiseGradients(geometry());
        FloatBuffer x = Floats.buffer(context.input(0));
        FloatBuffer dy = Floats.buffer(adjoint.output());
        FloatBuffer dw = Floats.buffer(context.gradient("weight"));
        steps.add(() -> gradients.kernel(x, dy, dw));
        if (adjoint.wants(0)) {
            steps.add(inputGradient(adjoint, gradients));
        }
        return steps;
    }

    private Runnable inputGradient(Adjoint adjoint, DepthwiseGradients gradients) {
        INDArray kernel = context.parameter("weight");
        INDArray dx = adjoint.input(0);
        Padding.Explicit pads = window.resolve(in.height(), in.width());
        if (ConvolutionInputGradient.serves(window, pads)) {
            INDArray flipped = adjoint.scratch(kernel.shape());
            Runnable flip = ConvolutionInputGradient.depthwise(kernel, flipped);
            NativeCall call =
                    convolution(adjoint.output(), flipped, dx, ConvolutionInputGradient.arguments(window, pads));
            return () -> {
                flip.run();
                call.run();
            };
        }
        FloatBuffer weights = Floats.buffer(kernel);
        FloatBuffer dy = Floats.buffer(adjoint.output());
        FloatBuffer target = Floats.buffer(dx);
        return () -> gradients.input(weights, dy, target);
    }

    private DepthwiseGradients.Geometry geometry() {
        Shape out = context.layer().shape();
        Padding.Explicit pads = window.resolve(in.height(), in.width());
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
}
