package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.training.dl4j.executor.kernel.Call;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The element-wise sum of two or more; its gradient is that of each of them. */
final class Sum implements Operation {
    private final Site site;
    private final Steps forward = new Steps();

    Sum(Site site) {
        this.site = site;
        INDArray y = site.outputOver(0, true);
        INDArray before = site.input(0);
        for (int i = 1; i < site.inputs(); i++) {
            forward.add(Call.of("add").in(before, site.input(i)).out(y).ready());
            before = y;
        }
    }

    @Override
    public void forward(Pass pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        for (int i = 0; i < site.inputs(); i++) {
            if (adjoint.wants(i)) {
                adjoint.passOn(i);
            }
        }
        return () -> {};
    }
}
