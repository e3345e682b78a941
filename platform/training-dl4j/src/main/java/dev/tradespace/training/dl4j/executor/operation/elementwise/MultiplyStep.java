package dev.tradespace.training.dl4j.executor.operation.elementwise;

import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.vector.ArrayUpdates;
import dev.tradespace.training.dl4j.vector.ChannelGates;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The element-wise product with a tensor of the same shape or with a gate of one value per channel.
 *
 * @shape {@code [batch, H, W, C]} times the same or {@code [batch, 1, 1, C]}
 */
public final class MultiplyStep implements OperationStep {
    private final LayerContext context;
    private final FloatBuffer x;
    private final FloatBuffer gate;
    private final FloatBuffer y;
    private final boolean gated;
    private final ChannelGates gates;
    private final ArrayUpdates updates = new ArrayUpdates();

    public MultiplyStep(LayerContext context) {
        this.context = context;
        INDArray input = context.input(0);
        gated = Floats.count(input) != Floats.count(context.input(1));
        int channels = Math.toIntExact(input.size(input.rank() - 1));
        gates = new ChannelGates(context.batch(), Floats.count(input) / context.batch() / channels, channels);
        x = Floats.buffer(input);
        gate = Floats.buffer(context.input(1));
        y = Floats.buffer(context.looseOutput());
    }

    @Override
    public void forward(ForwardMode pass) {
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
                        : adjoint.scratch(context.input(1).shape()));
        FloatBuffer ofInput = Floats.buffer(
                adjoint.wants(0)
                        ? adjoint.inputInPlace(0)
                        : adjoint.scratch(context.input(0).shape()));
        if (gated) {
            return () -> gates.backward(x, gate, dy, ofInput, ofGate);
        }
        return () -> {
            updates.multiply(dy, x, ofGate, dy.capacity());
            updates.multiply(dy, gate, ofInput, dy.capacity());
        };
    }
}
