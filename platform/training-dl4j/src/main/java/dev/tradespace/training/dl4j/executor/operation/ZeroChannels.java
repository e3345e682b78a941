package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.api.op.ChannelPad;
import dev.tradespace.training.dl4j.executor.kernel.Call;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Zero channels before and after.
 *
 * @shape {@code [batch, H, W, C]} to {@code [batch, H, W, before + C + after]}
 */
final class ZeroChannels implements Operation {
    private final Site site;
    private final int before;
    private final INDArray y;
    private final Call clear;
    private final Call copy;

    ZeroChannels(Site site, ChannelPad op) {
        this.site = site;
        this.before = op.before();
        this.y = Floats.rows(site.looseOutput());
        this.clear = Call.of("multiply").in(y, Floats.zeros(1)).out(y).ready();
        this.copy = Call.of("assign")
                .in(middle(y), Floats.rows(site.input(0)))
                .out(middle(y))
                .ready();
    }

    private INDArray middle(INDArray rows) {
        long channels = site.input(0).size(3);
        return rows.get(NDArrayIndex.all(), NDArrayIndex.interval(before, before + channels));
    }

    @Override
    public void forward(Pass pass) {
        clear.run();
        copy.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        if (!adjoint.wants(0)) {
            return () -> {};
        }
        INDArray dx = Floats.rows(adjoint.input(0));
        return Call.of("assign")
                .in(dx, middle(Floats.rows(adjoint.output())))
                .out(dx)
                .ready();
    }
}
