package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.vector.Gates;
import dev.tradespace.training.dl4j.vector.Updates;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The element-wise product with a tensor of the same shape or with a gate of one value per channel.
 *
 * @shape {@code [batch, H, W, C]} times the same or {@code [batch, 1, 1, C]}
 */
final class Product implements Operation {
    private final Site site;
    private final FloatBuffer x;
    private final FloatBuffer gate;
    private final FloatBuffer y;
    private final boolean gated;
    private final Gates gates;
    private final Updates updates = new Updates();

    Product(Site site) {
        this.site = site;
        INDArray input = site.input(0);
        gated = Floats.count(input) != Floats.count(site.input(1));
        int channels = Math.toIntExact(input.size(input.rank() - 1));
        gates = new Gates(site.batch(), Floats.count(input) / site.batch() / channels, channels);
        x = Floats.buffer(input);
        gate = Floats.buffer(site.input(1));
        y = Floats.buffer(site.looseOutput());
    }

    @Override
    public void forward(Pass pass) {
        if (gated) {
            gates.forward(x, gate, y);
        } else {
            updates.multiply(x, gate, y, y.capacity());
        }
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        FloatBuffer dy = Floats.buffer(adjoint.output());
        FloatBuffer ofGate = Floats.buffer(
                adjoint.wants(1)
                        ? adjoint.input(1)
                        : adjoint.scratch(site.input(1).shape()));
        FloatBuffer ofInput = Floats.buffer(
                adjoint.wants(0)
                        ? adjoint.inputInPlace(0)
                        : adjoint.scratch(site.input(0).shape()));
        if (gated) {
            return () -> gates.backward(x, gate, dy, ofInput, ofGate);
        }
        return () -> {
            updates.multiply(dy, x, ofGate, dy.capacity());
            updates.multiply(dy, gate, ofInput, dy.capacity());
        };
    }
}
