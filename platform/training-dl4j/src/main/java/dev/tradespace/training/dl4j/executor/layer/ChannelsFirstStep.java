package dev.tradespace.training.dl4j.executor.layer;

import dev.tradespace.api.op.Shape;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.NativeCall;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs an operation on channels-first arrays, because it is defined by axes and the order of elements:
 * {@code [batch, ...]}, feature maps with their channels first. Those are permuted on the way in and out; tokens,
 * vectors and maps of one position or one channel are taken as they lie.
 */
public final class ChannelsFirstStep implements OperationStep {
    private final LayerContext context;
    private final Body body;
    private final INDArray[] inputs;
    private final RunnableSequence forward = new RunnableSequence();

    /** The work itself. */
    public interface Body {
        /**
         * What a forward pass runs.
         *
         * @param scratch gives arrays for the duration of one pass
         */
        Runnable forward(INDArray[] inputs, INDArray output, Function<long[], INDArray> scratch);

        /**
         * What a backward pass runs.
         *
         * @param gradient of the output
         * @param gradients of the inputs, to be overwritten; null where nobody wants one
         * @param scratch gives arrays for the duration of one pass
         */
        Runnable backward(INDArray gradient, @Nullable INDArray[] gradients, Function<long[], INDArray> scratch);
    }

    /** An operation whose body does not look at its output in the backward pass. */
    public ChannelsFirstStep(LayerContext context, Body body) {
        this(context, body, false);
    }

    /**
     * An operation.
     *
     * @param looksBack whether the body looks at its output in the backward pass
     */
    public ChannelsFirstStep(LayerContext context, Body body, boolean looksBack) {
        this.context = context;
        this.body = body;
        List<Shape> shapes = context.layer().inputShapes();
        inputs = new INDArray[shapes.size()];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = context.input(i);
            if (permutes(shapes.get(i))) {
                inputs[i] = context.keep(sizes(shapes.get(i)));
                forward.add(channelsFirst(context.input(i), inputs[i]));
            } else {
                inputs[i] = Floats.view(inputs[i], sizes(shapes.get(i)));
            }
        }
        Shape shape = context.layer().shape();
        INDArray result = looksBack ? context.output() : context.looseOutput();
        INDArray output = result;
        if (permutes(shape)) {
            output = looksBack ? context.keep(sizes(shape)) : context.scratch(sizes(shape));
        }
        forward.add(body.forward(inputs, Floats.view(output, sizes(shape)), context::scratch));
        if (permutes(shape)) {
            forward.add(channelsLast(output, result));
        }
    }

    /** Whether the elements of a shape lie in another order than the API's. */
    public static boolean permutes(Shape shape) {
        return shape.isFeatureMap() && shape.channels() > 1 && shape.height() * shape.width() > 1;
    }

    private long[] sizes(Shape shape) {
        long[] sizes = new long[shape.rank() + 1];
        sizes[0] = context.batch();
        for (int axis = 0; axis < shape.rank(); axis++) {
            sizes[axis + 1] = shape.size(axis);
        }
        return sizes;
    }

    private static NativeCall channelsFirst(INDArray map, INDArray ordered) {
        return NativeCall.of("permute")
                .in(map)
                .out(ordered)
                .integers(0, 3, 1, 2)
                .ready();
    }

    private static NativeCall channelsLast(INDArray ordered, INDArray map) {
        return NativeCall.of("permute")
                .in(ordered)
                .out(map)
                .integers(0, 2, 3, 1)
                .ready();
    }

    @Override
    public void forward(ForwardMode pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        RunnableSequence steps = new RunnableSequence();
        RunnableSequence after = new RunnableSequence();
        Shape shape = context.layer().shape();
        INDArray gradient = adjoint.output();
        if (permutes(shape)) {
            gradient = adjoint.scratch(sizes(shape));
            steps.add(channelsFirst(adjoint.output(), gradient));
        }
        @Nullable INDArray[] gradients = new INDArray[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            if (adjoint.wants(i)) {
                Shape input = context.layer().inputShapes().get(i);
                INDArray wanted = adjoint.input(i);
                INDArray ordered = permutes(input) ? adjoint.scratch(sizes(input)) : Floats.view(wanted, sizes(input));
                gradients[i] = ordered;
                if (permutes(input)) {
                    after.add(channelsLast(ordered, wanted));
                }
            }
        }
        return steps.add(body.backward(Floats.view(gradient, sizes(shape)), gradients, adjoint::scratch))
                .add(after);
    }
}
