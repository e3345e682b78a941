package dev.tradespace.training.dl4j.executor.operation.learned;

import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.executor.layer.RunnableSequence;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A learned token in front of each sequence.
 *
 * @shape {@code [batch, T, D]} to {@code [batch, T + 1, D]}
 */
public final class ClassTokenStep implements OperationStep {
    private final LayerContext context;
    private final int width;
    private final int sequence;
    private final float[] sum;
    private final FloatBuffer x;
    private final FloatBuffer y;
    private final FloatBuffer token;

    public ClassTokenStep(LayerContext context) {
        this.context = context;
        this.width = context.layer().shape().last();
        this.sequence = context.layer().shape().size(0) * width;
        this.sum = new float[width];
        this.x = Floats.buffer(context.input(0));
        this.y = Floats.buffer(context.looseOutput());
        this.token = Floats.buffer(context.parameter("token"));
    }

    @Override
    public void forward(ForwardMode pass) {
        int rest = sequence - width;
        for (int image = 0; image < context.batch(); image++) {
            y.put(image * sequence, token, 0, width);
            y.put(image * sequence + width, x, image * rest, rest);
        }
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        FloatBuffer dy = Floats.buffer(adjoint.output());
        FloatBuffer gradient = Floats.buffer(context.gradient("token"));
        RunnableSequence steps = new RunnableSequence().add(() -> sumTokens(dy, gradient));
        if (adjoint.wants(0)) {
            FloatBuffer dx = Floats.buffer(adjoint.input(0));
            steps.add(() -> dropTokens(dy, dx));
        }
        return steps;
    }

    private void sumTokens(FloatBuffer dy, FloatBuffer gradient) {
        Arrays.fill(sum, 0);
        for (int image = 0; image < context.batch(); image++) {
            for (int i = 0; i < width; i++) {
                sum[i] += dy.get(image * sequence + i);
            }
        }
        gradient.put(0, sum);
    }

    private void dropTokens(FloatBuffer dy, FloatBuffer dx) {
        int rest = sequence - width;
        for (int image = 0; image < context.batch(); image++) {
            dx.put(image * rest, dy, image * sequence + width, rest);
        }
    }
}
