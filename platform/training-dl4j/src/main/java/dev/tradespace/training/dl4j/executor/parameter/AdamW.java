package dev.tradespace.training.dl4j.executor.parameter;

import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.vector.Updates;
import java.nio.ByteBuffer;
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
    private final INDArray mean;
    private final INDArray square;
    private final ByteBuffer values;
    private final ByteBuffer gradients;
    private final ByteBuffer means;
    private final ByteBuffer squares;
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
        this.values = Floats.bytes(parameters.values());
        this.gradients = Floats.bytes(parameters.gradients());
        this.means = Floats.bytes(mean);
        this.squares = Floats.bytes(square);
    }

    @Override
    public void step(double learningRate) {
        steps++;
        float rate = (float) (learningRate / (1 - Math.pow(first, steps)));
        float root = (float) (1 / Math.sqrt(1 - Math.pow(second, steps)));
        int decayed = parameters.decayed();
        move(0, decayed, rate, root, (float) (1 - learningRate * weightDecay));
        move(decayed, size, rate, root, 1);
    }

    private void move(int from, int end, float rate, float root, float shrink) {
        Updates.adam(
                values,
                gradients,
                means,
                squares,
                from,
                end,
                (float) first,
                (float) second,
                (float) epsilon,
                rate,
                root,
                shrink);
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
