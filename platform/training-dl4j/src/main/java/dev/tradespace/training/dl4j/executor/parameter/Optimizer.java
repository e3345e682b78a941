package dev.tradespace.training.dl4j.executor.parameter;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Moves parameters against their gradients. Its state is what a checkpoint must keep: the number of steps, and the
 * arrays, in this order.
 *
 * <p>To restore one, make it anew, fill its arrays and set its steps.
 */
public interface Optimizer {
    /**
     * Moves all parameters by one step; the gradients are left as they are.
     *
     * @param learningRate above 0
     */
    void step(double learningRate);

    /** Its arrays as they are now: views that may be written to. */
    List<FloatBuffer> state();

    /** How many steps it has made. */
    long steps();

    /** Says how many steps the arrays come from. */
    void steps(long made);
}
