package dev.tradespace.training.dl4j.executor.operation.learned;

import dev.tradespace.training.dl4j.executor.kernel.ColumnSums;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.NativeCall;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A learned embedding added to each token by its position.
 *
 * @shape {@code [batch, T, D]} to the same
 */
public final class PositionEmbeddingStep implements OperationStep {
    private final LayerContext context;
    private final NativeCall forward;

    public PositionEmbeddingStep(LayerContext context) {
        this.context = context;
        INDArray embedding = context.parameter("embedding");
        this.forward = NativeCall.of("add")
                .in(images(context.input(0)), Floats.view(embedding, 1, embedding.length()))
                .out(images(context.outputOver(0, true)))
                .ready();
    }

    private INDArray images(INDArray array) {
        return Floats.view(array, context.batch(), array.length() / context.batch());
    }

    @Override
    public void forward(ForwardMode pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        if (adjoint.wants(0)) {
            adjoint.passOn(0);
        }
        return ColumnSums.of(images(adjoint.output()), 1, context.gradient("embedding"));
    }
}
