package dev.tradespace.training.dl4j.executor.operation.elementwise;

import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.LayerRandom;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.vector.ArrayUpdates;
import java.nio.FloatBuffer;

/**
 * Dropout: while training each element is zero with a probability, and the others are larger by as much as is lost on
 * average.
 */
public final class DropoutStep implements OperationStep {
    private final LayerRandom draws;
    private final float rate;
    private final FloatBuffer x;
    private final FloatBuffer y;
    private final FloatBuffer factors;
    private final ArrayUpdates updates = new ArrayUpdates();

    public DropoutStep(LayerContext context, double rate) {
        this.draws = context.draws();
        this.rate = (float) rate;
        this.x = Floats.buffer(context.input(0));
        this.factors = Floats.buffer(context.keep(x.capacity()));
        this.y = Floats.buffer(context.outputOver(0, true));
    }

    @Override
    public void forward(ForwardMode pass) {
        if (pass == ForwardMode.EVALUATION) {
            updates.scale(x, 1, y, 0, x.capacity());
            return;
        }
        draws.begin();
        float kept = 1 / (1 - rate);
        for (int i = 0; i < factors.capacity(); i++) {
            factors.put(i, draws.next() < rate ? 0 : kept);
        }
        updates.multiply(x, factors, y, x.capacity());
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        FloatBuffer dy = Floats.buffer(adjoint.output());
        FloatBuffer dx = Floats.buffer(adjoint.inputInPlace(0));
        return () -> updates.multiply(dy, factors, dx, dy.capacity());
    }
}
