package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.training.dl4j.executor.kernel.Call;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The average over all positions or tokens.
 *
 * @shape {@code [batch, H, W, C]} to {@code [batch, 1, 1, C]}; {@code [batch, T, D]} to {@code [batch, 1, D]}
 */
final class GlobalAverage implements Operation {
    private final Site site;
    private final long positions;
    private final INDArray row;
    private final Call forward;

    GlobalAverage(Site site) {
        this.site = site;
        INDArray x = site.input(0);
        long width = x.size(x.rank() - 1);
        positions = x.length() / site.batch() / width;
        row = Floats.filled(1f / positions, site.batch(), 1, positions);
        INDArray y = Floats.view(site.looseOutput(), site.batch(), 1, width);
        forward = Call.of("matmul").in(row, perImage(x)).out(y).ready();
    }

    private INDArray perImage(INDArray array) {
        return Floats.view(array, site.batch(), positions, array.length() / site.batch() / positions);
    }

    @Override
    public void forward(Pass pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        if (!adjoint.wants(0)) {
            return () -> {};
        }
        INDArray dy =
                Floats.view(adjoint.output(), site.batch(), 1, adjoint.output().length() / site.batch());
        return Call.of("multiply")
                .in(perImage(Floats.filled(1f / positions, site.input(0).shape())), dy)
                .out(perImage(adjoint.input(0)))
                .ready();
    }
}
