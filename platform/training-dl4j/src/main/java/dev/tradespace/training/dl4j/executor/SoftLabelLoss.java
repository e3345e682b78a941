package dev.tradespace.training.dl4j.executor;

import dev.tradespace.training.dl4j.executor.kernel.Floats;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean over the batch of the cross-entropy between soft labels and the softmax of logits, in double precision.
 *
 * @shape logits, labels and gradient {@code [batch, classes]}
 */
final class SoftLabelLoss {
    private final FloatBuffer logits;
    private final FloatBuffer labels;
    private final FloatBuffer gradient;
    private final int batch;
    private final int classes;
    private final double weight;

    /**
     * A loss on preallocated arrays.
     *
     * @param weight what the loss is multiplied by
     */
    SoftLabelLoss(INDArray logits, INDArray labels, INDArray gradient, int batch, double weight) {
        this.logits = Floats.buffer(logits);
        this.labels = Floats.buffer(labels);
        this.gradient = Floats.buffer(gradient);
        this.batch = batch;
        this.classes = Math.toIntExact(labels.length() / batch);
        this.weight = weight;
    }

    /** The loss; its gradient by the logits is left in the gradient's array. */
    double evaluate() {
        double total = 0;
        for (int image = 0; image < batch; image++) {
            int from = image * classes;
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = from; i < from + classes; i++) {
                largest = Math.max(largest, logits.get(i));
            }
            double sum = 0;
            double mass = 0;
            for (int i = from; i < from + classes; i++) {
                sum += Math.exp(logits.get(i) - largest);
                mass += labels.get(i);
            }
            double logSum = Math.log(sum) + largest;
            for (int i = from; i < from + classes; i++) {
                double logProbability = logits.get(i) - logSum;
                total -= labels.get(i) * logProbability;
                gradient.put(i, (float) (weight / batch * (mass * Math.exp(logProbability) - labels.get(i))));
            }
        }
        return weight * total / batch;
    }
}
