package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.training.dl4j.executor.kernel.Call;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A bias added to a convolution's output, or none. */
final class Bias {
    private final Site site;
    private final boolean present;
    private final Runnable forward;

    /**
     * The bias of a layer.
     *
     * @param y what it is added to, {@code [..., channels]}
     */
    Bias(Site site, boolean present, INDArray y) {
        this.site = site;
        this.present = present;
        INDArray rows = Floats.rows(y);
        this.forward = present
                ? Call.of("add").in(rows, site.parameter("bias")).out(rows).ready()
                : () -> {};
    }

    /** What adds it. */
    Runnable forward() {
        return forward;
    }

    /** What sums its gradient over all rows. */
    Runnable backward(INDArray dy) {
        return present ? ColumnSums.of(Floats.rows(dy), 1, site.gradient("bias")) : () -> {};
    }
}
