package dev.tradespace.training.dl4j.executor.operation.shape;

import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;

/** An identity, or another view of the same elements in the same order: no work in either direction. */
public final class IdentityStep implements OperationStep {
    public IdentityStep(LayerContext context) {
        context.outputIs(0);
    }

    @Override
    public void forward(ForwardMode pass) {}

    @Override
    public Runnable backward(Adjoint adjoint) {
        if (adjoint.wants(0)) {
            adjoint.passOn(0);
        }
        return () -> {};
    }
}
