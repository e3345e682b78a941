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
 * Stochastic depth: while training all of an image's branch is zero with a probability, and larger otherwise by as much
 * as is lost on average.
 */
public final class StochasticDepthStep implements OperationStep {
    private final LayerRandom draws;
    private final float rate;
    private final FloatBuffer x;
    private final FloatBuffer y;
    private final float[] factors;
    private final int image;
    private final ArrayUpdates updates = new ArrayUpdates();

    public StochasticDepthStep(LayerContext context, double rate) {
        this.draws = context.draws();
        this.rate = (float) rate;
        this.x = Floats.buffer(context.input(0));
        this.y = Floats.buffer(context.outputOver(0, true));
        this.factors = new float[context.batch()];
        this.image = x.capacity() / context.batch();
    }

    @Override
    public void forward(ForwardMode pass) {
        draws.begin();
        for (int i = 0; i < factors.length; i++) {
            factors[i] = pass == ForwardMode.EVALUATION ? 1 : draws.next() < rate ? 0 : 1 / (1 - rate);
        }
        scale(x, y);
    }

    private void scale(FloatBuffer from, FloatBuffer to) {
        for (int i = 0; i < factors.length; i++) {
            updates.scale(from, factors[i], to, i * image, image);
        }
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        FloatBuffer dy = Floats.buffer(adjoint.output());
        FloatBuffer dx = Floats.buffer(adjoint.inputInPlace(0));
        return () -> scale(dy, dx);
    }
}
