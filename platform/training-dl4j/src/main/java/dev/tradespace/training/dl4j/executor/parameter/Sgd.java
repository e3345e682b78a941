package dev.tradespace.training.dl4j.executor.parameter;

import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.vector.ArrayUpdates;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Stochastic gradient descent with Nesterov's momentum; weight decay is added to the gradients of kernels.
 *
 * @source Sutskever et al. 2013, in the form that PyTorch's {@code SGD} has
 */
public final class Sgd implements Optimizer {
    private final Parameters parameters;
    private final ArrayUpdates updates = new ArrayUpdates();
    private final INDArray velocity;
    private final FloatBuffer values;
    private final FloatBuffer gradients;
    private final FloatBuffer velocities;
    private final float momentum;
    private final float weightDecay;
    private final int size;
    private long steps;

    /**
     * An optimizer at rest.
     *
     * @param momentum at least 0 and below 1
     * @param weightDecay at least 0
     */
    public Sgd(Parameters parameters, double momentum, double weightDecay) {
        this.parameters = parameters;
        this.momentum = (float) momentum;
        this.weightDecay = (float) weightDecay;
        this.size = Math.toIntExact(parameters.values().length());
        this.velocity = Floats.zeros(size);
        this.values = Floats.buffer(parameters.values());
        this.gradients = Floats.buffer(parameters.gradients());
        this.velocities = Floats.buffer(velocity);
    }

    @Override
    public void step(double learningRate) {
        float rate = (float) learningRate;
        int decayed = parameters.decayed();
        updates.nesterov(values, gradients, velocities, 0, decayed, rate, momentum, weightDecay);
        updates.nesterov(values, gradients, velocities, decayed, size, rate, momentum, 0);
        steps++;
    }

    @Override
    public List<FloatBuffer> state() {
        return List.of(Floats.buffer(velocity));
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public void steps(long made) {
        steps = made;
    }
}
