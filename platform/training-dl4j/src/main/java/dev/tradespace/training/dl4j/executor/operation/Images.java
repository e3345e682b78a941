package dev.tradespace.training.dl4j.executor.operation;

/**
 * The images, which the caller fills in.
 *
 * @shape {@code [batch, H, W, C]}
 */
final class Images implements Operation {
    Images(Site site) {
        site.outputFromOutside();
    }

    @Override
    public void forward(Pass pass) {}

    @Override
    public Runnable backward(Adjoint adjoint) {
        return () -> {};
    }
}
