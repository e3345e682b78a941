package dev.tradespace.training.dl4j.executor.operation.elementwise;

import dev.tradespace.training.dl4j.executor.kernel.NativeCall;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.executor.layer.RunnableSequence;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The element-wise sum of two or more; its gradient is that of each of them. */
public final class AddStep implements OperationStep {
    private final LayerContext context;
    private final RunnableSequence forward = new RunnableSequence();

    public AddStep(LayerContext context) {
        this.context = context;
        INDArray y = context.outputOver(0, true);
        INDArray before = context.input(0);
        for (int i = 1; i < context.inputs(); i++) {
            forward.add(NativeCall.of("add").in(before, context.input(i)).out(y).ready());
            before = y;
        }
    }

    @Override
    public void forward(ForwardMode pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        for (int i = 0; i < context.inputs(); i++) {
            if (adjoint.wants(i)) {
                adjoint.passOn(i);
            }
        }
        return () -> {};
    }
}
