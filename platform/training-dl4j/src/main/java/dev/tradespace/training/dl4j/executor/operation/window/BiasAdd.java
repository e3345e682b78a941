package dev.tradespace.training.dl4j.executor.operation.window;

import dev.tradespace.training.dl4j.executor.kernel.ColumnSums;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.NativeCall;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A bias added to a convolution's output, or none. */
final class BiasAdd {
    private final LayerContext context;
    private final boolean present;
    private final Runnable forward;

    /**
     * The bias of a layer.
     *
     * @param y what it is added to, {@code [..., channels]}
     */
    BiasAdd(LayerContext context, boolean present, INDArray y) {
        this.context = context;
        this.present = present;
        INDArray rows = Floats.rows(y);
        this.forward = present
                ? NativeCall.of("add")
                        .in(rows, context.parameter("bias"))
                        .out(rows)
                        .ready()
                : () -> {};
    }

    /** What adds it. */
    Runnable forward() {
        return forward;
    }

    /** What sums its gradient over all rows. */
    Runnable backward(INDArray dy) {
        return present ? ColumnSums.of(Floats.rows(dy), 1, context.gradient("bias")) : () -> {};
    }
}
