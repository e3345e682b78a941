package dev.tradespace.training.dl4j.executor.operation.norm;

import dev.tradespace.api.op.LayerNorm;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.layer.ChannelsFirstStep;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.vector.RowNorm;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layer normalisation over the last axis.
 *
 * @shape {@code [batch, ..., D]} to the same
 */
public final class LayerNormStep implements ChannelsFirstStep.Body {
    private final RowNorm norm;
    private final FloatBuffer scale;
    private final FloatBuffer shift;
    private final FloatBuffer scaleGradient;
    private final FloatBuffer shiftGradient;
    private @Nullable FloatBuffer read;

    private LayerNormStep(LayerContext context, LayerNorm op) {
        int width = context.layer().shape().last();
        int rows = Math.toIntExact(context.batch() * context.layer().shape().elements() / width);
        norm = new RowNorm(rows, width, op.epsilon());
        scale = Floats.buffer(context.parameter("weight"));
        shift = Floats.buffer(context.parameter("bias"));
        scaleGradient = Floats.buffer(context.gradient("weight"));
        shiftGradient = Floats.buffer(context.gradient("bias"));
    }

    public static OperationStep at(LayerContext context, LayerNorm op) {
        return new ChannelsFirstStep(context, new LayerNormStep(context, op));
    }

    @Override
    public Runnable forward(INDArray[] inputs, INDArray output, Function<long[], INDArray> scratch) {
        FloatBuffer input = Floats.buffer(inputs[0]);
        FloatBuffer result = Floats.buffer(output);
        read = input;
        return () -> norm.forward(input, scale, shift, result);
    }

    @Override
    public Runnable backward(INDArray gradient, @Nullable INDArray[] gradients, Function<long[], INDArray> scratch) {
        FloatBuffer input = Objects.requireNonNull(read, "the forward pass is laid out first");
        FloatBuffer given = Floats.buffer(gradient);
        INDArray wanted = gradients[0];
        // Nobody else reads the gradient where none of the input is wanted.
        FloatBuffer result = Floats.buffer(wanted == null ? scratch.apply(gradient.shape()) : wanted);
        return () -> norm.backward(input, given, result, scaleGradient, shiftGradient);
    }
}
