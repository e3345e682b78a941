package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.training.dl4j.executor.kernel.Call;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code max(0, x)}, in place where nobody else needs {@code x}. */
final class Relu implements Operation {
    private final INDArray y;
    private final Call forward;

    Relu(Site site) {
        y = site.outputOver(0, false);
        forward = Call.of("relu").in(site.input(0)).out(y).reals(0).ready();
    }

    @Override
    public void forward(Pass pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        INDArray dy = adjoint.output();
        return Call.of("relu_bp")
                .in(y, dy)
                .out(adjoint.inputInPlace(0))
                .reals(0)
                .ready();
    }
}
