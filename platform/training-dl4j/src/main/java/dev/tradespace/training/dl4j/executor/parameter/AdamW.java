package dev.tradespace.training.dl4j.executor.parameter;

import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.vector.ArrayUpdates;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adam with decoupled weight decay, which shrinks kernels alone.
 *
 * @source Kingma &amp; Ba 2015, algorithm 1; Loshchilov &amp; Hutter 2019, algorithm 2
 */
public final class AdamW implements Optimizer {
    private final Parameters parameters;
    private final ArrayUpdates updates = new ArrayUpdates();
    private final INDArray mean;
    private final INDArray square;
    private final FloatBuffer values;
    private final FloatBuffer gradients;
    private final FloatBuffer means;
    private final FloatBuffer squares;
    private final double first;
    private final double second;
    private final double epsilon;
    private final double weightDecay;
    private final int size;
    private long steps;

    /**
     * An optimizer at rest.
     *
     * @param first decay of the mean of gradients, 0.9 in the paper
     * @param second decay of the mean of their squares, 0.999 in the paper
     * @param epsilon added to the denominator, 1e-8 in the paper
     * @param weightDecay at least 0
     */
    public AdamW(Parameters parameters, double first, double second, double epsilon, double weightDecay) {
        this.parameters = parameters;
        this.first = first;
        this.second = second;
        this.epsilon = epsilon;
        this.weightDecay = weightDecay;
        this.size = Math.toIntExact(parameters.values().length());
        this.mean = Floats.zeros(size);
        this.square = Floats.zeros(size);
        this.values = Floats.buffer(parameters.values());
        this.gradients = Floats.buffer(parameters.gradients());
        this.means = Floats.buffer(mean);
        this.squares = Floats.buffer(square);
    }

    @Override
    public void step(double learningRate) {
        steps++;
        double rate = learningRate / (1 - Math.pow(first, steps));
        double root = 1 / Math.sqrt(1 - Math.pow(second, steps));
        ArrayUpdates.Adam adam = new ArrayUpdates.Adam(first, second, epsilon, rate, root);
        int decayed = parameters.decayed();
        float shrink = (float) (1 - learningRate * weightDecay);
        updates.adam(values, gradients, means, squares, 0, decayed, adam, shrink);
        updates.adam(values, gradients, means, squares, decayed, size, adam, 1);
    }

    @Override
    public List<FloatBuffer> state() {
        return List.of(Floats.buffer(mean), Floats.buffer(square));
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
