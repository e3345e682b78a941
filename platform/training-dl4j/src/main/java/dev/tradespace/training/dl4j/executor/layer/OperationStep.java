package dev.tradespace.training.dl4j.executor.layer;

/**
 * One layer of a network in its place, with every array it will ever need.
 *
 * <p>A constructor takes a {@link LayerContext}, asks it for its arrays, and prepares its native calls; the layers are
 * made in their order. Then {@link #backward} is asked once of each in reverse order, and prepares the calls of the
 * backward pass. Nothing is allocated after that.
 */
public interface OperationStep {
    /** Computes the output from the inputs. */
    void forward(ForwardMode pass);

    /**
     * What a backward pass runs: from the gradient of the output the gradients of the inputs and of this layer's
     * parameters, each overwritten as a whole. Where an input has several consumers the network sums what they give; an
     * operation never does.
     *
     * @param adjoint the arrays of gradients; only an input that it {@link Adjoint#wants} needs a gradient
     */
    Runnable backward(Adjoint adjoint);
}
