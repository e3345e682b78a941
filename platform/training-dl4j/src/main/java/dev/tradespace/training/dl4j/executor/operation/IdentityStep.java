package dev.tradespace.training.dl4j.executor.operation;

/** An identity, or another view of the same elements in the same order: no work in either direction. */
final class IdentityStep implements OperationStep {
    IdentityStep(LayerContext context) {
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
