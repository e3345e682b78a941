package dev.tradespace.training.dl4j.executor.operation.shape;

import dev.tradespace.api.op.Shape;
import dev.tradespace.training.dl4j.executor.kernel.NativeCall;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All elements as one vector in the API's order, channels first: a permutation for a feature map of more than one
 * position, otherwise only another view.
 *
 * @shape {@code [batch, H, W, C]} to {@code [batch, C * H * W]}
 */
public final class FlattenStep implements OperationStep {
    private final LayerContext context;
    private final boolean permutes;
    private final Runnable forward;

    public FlattenStep(LayerContext context) {
        this.context = context;
        Shape shape = context.layer().inputShapes().get(0);
        permutes = shape.isFeatureMap() && shape.channels() > 1 && shape.height() * shape.width() > 1;
        if (permutes) {
            INDArray output = channelsFirst(context.looseOutput());
            forward = NativeCall.of("permute")
                    .in(context.input(0))
                    .out(output)
                    .integers(0, 3, 1, 2)
                    .ready();
        } else {
            context.outputIs(0);
            forward = () -> {};
        }
    }

    private INDArray channelsFirst(INDArray flat) {
        Shape shape = context.layer().inputShapes().get(0);
        return flat.reshape('c', context.batch(), shape.channels(), shape.height(), shape.width());
    }

    @Override
    public void forward(ForwardMode pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        if (!adjoint.wants(0)) {
            return () -> {};
        }
        if (!permutes) {
            adjoint.passOn(0);
            return () -> {};
        }
        return NativeCall.of("permute")
                .in(channelsFirst(adjoint.output()))
                .out(adjoint.input(0))
                .integers(0, 2, 3, 1)
                .ready();
    }
}
