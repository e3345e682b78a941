package dev.tradespace.training.dl4j.executor.operation.learned;

import dev.tradespace.training.dl4j.executor.kernel.ColumnSums;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.layer.ChannelsFirstStep;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import java.nio.FloatBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A learned tensor, the same for every image of the batch. */
public final class LearnedParameterStep implements ChannelsFirstStep.Body {
    private final LayerContext context;

    private LearnedParameterStep(LayerContext context) {
        this.context = context;
    }

    public static OperationStep at(LayerContext context) {
        return new ChannelsFirstStep(context, new LearnedParameterStep(context));
    }

    @Override
    public Runnable forward(INDArray[] inputs, INDArray output, Function<long[], INDArray> scratch) {
        FloatBuffer value = Floats.buffer(context.parameter("value"));
        FloatBuffer copies = Floats.buffer(output);
        int size = value.capacity();
        int batch = context.batch();
        return () -> {
            for (int image = 0; image < batch; image++) {
                copies.put(image * size, value, 0, size);
            }
        };
    }

    @Override
    public Runnable backward(INDArray gradient, @Nullable INDArray[] gradients, Function<long[], INDArray> scratch) {
        INDArray images = Floats.view(gradient, context.batch(), gradient.length() / context.batch());
        return ColumnSums.of(images, 1, context.gradient("value"));
    }
}
