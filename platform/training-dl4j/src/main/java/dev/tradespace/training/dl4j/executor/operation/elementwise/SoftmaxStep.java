package dev.tradespace.training.dl4j.executor.operation.elementwise;

import dev.tradespace.api.op.Softmax;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.NativeCall;
import dev.tradespace.training.dl4j.executor.layer.ChannelsFirstStep;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.executor.layer.RunnableSequence;
import dev.tradespace.training.dl4j.vector.RowSoftmax;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The softmax along any axis; another than the last is swapped with that. */
public final class SoftmaxStep implements ChannelsFirstStep.Body {
    private final RowSoftmax softmax;
    private final int rows;
    private final int axis;
    private @Nullable INDArray result;

    private SoftmaxStep(LayerContext context, Softmax op) {
        int size = context.layer().shape().size(op.axis());
        softmax = new RowSoftmax(size);
        rows = Math.toIntExact(context.batch() * context.layer().shape().elements() / size);
        axis = op.axis() + 1;
    }

    public static OperationStep at(LayerContext context, Softmax op) {
        return new ChannelsFirstStep(context, new SoftmaxStep(context, op), true);
    }

    @Override
    public Runnable forward(INDArray[] inputs, INDArray output, Function<long[], INDArray> scratch) {
        result = output;
        if (axis == output.rank() - 1) {
            FloatBuffer read = Floats.buffer(inputs[0]);
            FloatBuffer write = Floats.buffer(output);
            return () -> softmax.forward(read, write, rows);
        }
        INDArray swapped = scratch.apply(swapped(output.shape()));
        FloatBuffer inPlace = Floats.buffer(swapped);
        return new RunnableSequence()
                .add(swap(inputs[0], swapped))
                .add(() -> softmax.forward(inPlace, inPlace, rows))
                .add(swap(swapped, output));
    }

    @Override
    public Runnable backward(INDArray gradient, @Nullable INDArray[] gradients, Function<long[], INDArray> scratch) {
        INDArray wanted = gradients[0];
        INDArray output = Objects.requireNonNull(result, "the forward pass is laid out first");
        if (wanted == null) {
            return () -> {};
        }
        if (axis == output.rank() - 1) {
            FloatBuffer probabilities = Floats.buffer(output);
            FloatBuffer read = Floats.buffer(gradient);
            FloatBuffer write = Floats.buffer(wanted);
            return () -> softmax.backward(probabilities, read, write, rows);
        }
        INDArray swappedOutput = scratch.apply(swapped(output.shape()));
        INDArray swappedGradient = scratch.apply(swapped(output.shape()));
        FloatBuffer probabilities = Floats.buffer(swappedOutput);
        FloatBuffer inPlace = Floats.buffer(swappedGradient);
        return new RunnableSequence()
                .add(swap(output, swappedOutput))
                .add(swap(gradient, swappedGradient))
                .add(() -> softmax.backward(probabilities, inPlace, inPlace, rows))
                .add(swap(swappedGradient, wanted));
    }

    private long[] swapped(long[] sizes) {
        long[] swapped = sizes.clone();
        swapped[axis] = sizes[sizes.length - 1];
        swapped[sizes.length - 1] = sizes[axis];
        return swapped;
    }

    private NativeCall swap(INDArray from, INDArray to) {
        long[] order = new long[from.rank()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        return NativeCall.of("permute")
                .in(from)
                .out(to)
                .integers(swapped(order))
                .ready();
    }
}
