package dev.tradespace.training.dl4j.executor.parameter;

import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.vector.ArrayUpdates;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An exponential moving average of the parameters and the running statistics of a network. */
public final class ExponentialMovingAverage {
    private final Parameters parameters;
    private final ArrayUpdates updates = new ArrayUpdates();
    private final INDArray values;
    private final INDArray statistics;
    private final List<Pair> pairs;

    private record Pair(FloatBuffer average, FloatBuffer current, int elements) {
        static Pair of(INDArray average, INDArray current) {
            return new Pair(Floats.buffer(average), Floats.buffer(current), Math.toIntExact(current.length()));
        }
    }

    /** An average that begins with the parameters as they are now. */
    public ExponentialMovingAverage(Parameters parameters) {
        this.parameters = parameters;
        this.values = Floats.copy(parameters.values());
        this.statistics = Floats.copy(parameters.statistics());
        this.pairs = List.of(Pair.of(values, parameters.values()), Pair.of(statistics, parameters.statistics()));
    }

    /**
     * Takes the parameters of a step in.
     *
     * @param decay how much of the average stays, at least 0 and at most 1
     */
    public void update(double decay) {
        for (int i = 0; i < pairs.size(); i++) {
            Pair pair = pairs.get(i);
            updates.average(pair.average(), pair.current(), (float) (1 - decay), pair.elements());
        }
    }

    /** Exchanges average and parameters: once to evaluate the average, once more to train on. */
    public void swap() {
        swap(values, parameters.values());
        swap(statistics, parameters.statistics());
    }

    private static void swap(INDArray one, INDArray other) {
        FloatBuffer first = Floats.buffer(one);
        FloatBuffer second = Floats.buffer(other);
        for (int i = 0; i < first.capacity(); i++) {
            float kept = first.get(i);
            first.put(i, second.get(i));
            second.put(i, kept);
        }
    }

    /** The averages of parameters and running statistics: views that may be written to. */
    public List<FloatBuffer> state() {
        return List.of(Floats.buffer(values), Floats.buffer(statistics));
    }
}
