package dev.tradespace.training.dl4j.executor.operation.window;

import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Window;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.executor.layer.RunnableSequence;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution in groups of channels or with dilation, as a dense one whose kernel is zero between groups and between
 * the positions of a dilated kernel. The library has no groups, and gets dilation wrong; what is wasted on zeros is
 * less than what many small convolutions and their copies would cost.
 *
 * @shape {@code [batch, H, W, in]} to {@code [batch, H', W', out]}; kernel as its {@code Layout} says, embedded in
 *     {@code [rows, columns, in, out]}
 */
public final class GroupedConvolutionStep implements OperationStep {
    private final LayerContext context;
    private final Window window;
    private final int groups;
    private final int in;
    private final int out;
    private final boolean depthwise;
    private final FloatBuffer kernel;
    private final FloatBuffer whole;
    private final ConvolutionStep convolution;

    public GroupedConvolutionStep(LayerContext context, Convolution op) {
        this.context = context;
        this.window = op.window();
        int channels = context.layer().inputShapes().get(0).channels();
        groups = op.groups();
        in = channels / groups;
        out = op.channels() / groups;
        depthwise = groups == channels && groups > 1;
        kernel = Floats.buffer(context.parameter("weight"));
        INDArray dense = context.own(window.spanHeight(), window.spanWidth(), channels, op.channels());
        whole = Floats.buffer(dense);
        Window undilated = new Window(
                window.spanHeight(),
                window.spanWidth(),
                window.strideHeight(),
                window.strideWidth(),
                1,
                1,
                window.padding());
        convolution = new ConvolutionStep(context, undilated, op.bias(), dense);
    }

    @Override
    public void forward(ForwardMode pass) {
        exchange(kernel, whole, true);
        convolution.forward(pass);
    }

    /** Copies every row of weights between the two kernels. */
    private void exchange(FloatBuffer own, FloatBuffer dense, boolean embed) {
        int taps = window.area();
        for (int tap = 0; tap < taps; tap++) {
            int row = tap / window.kernelWidth() * window.dilationHeight();
            int column = tap % window.kernelWidth() * window.dilationWidth();
            for (int group = 0; group < groups; group++) {
                for (int i = 0; i < in; i++) {
                    int from = (depthwise ? tap * groups + group : (group * taps + tap) * in + i) * out;
                    int to = (((row * window.spanWidth() + column) * groups + group) * in + i) * groups * out
                            + group * out;
                    if (embed) {
                        dense.put(to, own, from, out);
                    } else {
                        own.put(from, dense, to, out);
                    }
                }
            }
        }
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        INDArray gradient = adjoint.scratch(convolution.kernel().shape());
        FloatBuffer dense = Floats.buffer(gradient);
        FloatBuffer own = Floats.buffer(context.gradient("weight"));
        return new RunnableSequence()
                .add(convolution.backward(adjoint, gradient))
                .add(() -> exchange(own, dense, false));
    }
}
