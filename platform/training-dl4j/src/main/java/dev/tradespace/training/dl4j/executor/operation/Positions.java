package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.training.dl4j.executor.kernel.Call;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A learned embedding added to each token by its position.
 *
 * @shape {@code [batch, T, D]} to the same
 */
final class Positions implements Operation {
    private final Site site;
    private final Call forward;

    Positions(Site site) {
        this.site = site;
        INDArray embedding = site.parameter("embedding");
        this.forward = Call.of("add")
                .in(images(site.input(0)), Floats.view(embedding, 1, embedding.length()))
                .out(images(site.outputOver(0, true)))
                .ready();
    }

    private INDArray images(INDArray array) {
        return Floats.view(array, site.batch(), array.length() / site.batch());
    }

    @Override
    public void forward(Pass pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        if (adjoint.wants(0)) {
            adjoint.passOn(0);
        }
        return ColumnSums.of(images(adjoint.output()), 1, site.gradient("embedding"));
    }
}
