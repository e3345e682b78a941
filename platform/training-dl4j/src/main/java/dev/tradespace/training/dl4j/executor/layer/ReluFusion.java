package dev.tradespace.training.dl4j.executor.layer;

/** An operation that can fuse the ReLU behind it into its own pass over memory. */
public interface ReluFusion {
    /**
     * From now on nothing below zero comes out, and gradients are those through the rectifier. Called while the network
     * is laid out.
     */
    void rectify();
}
