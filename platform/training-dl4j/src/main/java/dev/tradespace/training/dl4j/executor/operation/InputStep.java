package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;

/**
 * The images, which the caller fills in.
 *
 * @shape {@code [batch, H, W, C]}
 */
final class InputStep implements OperationStep {
    InputStep(LayerContext context) {
        context.outputFromOutside();
    }

    @Override
    public void forward(ForwardMode pass) {}

    @Override
    public Runnable backward(Adjoint adjoint) {
        return () -> {};
    }
}
