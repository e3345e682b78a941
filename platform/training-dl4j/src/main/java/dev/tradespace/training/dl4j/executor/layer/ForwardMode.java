package dev.tradespace.training.dl4j.executor.layer;

/** What a forward pass is for. */
public enum ForwardMode {
    /** A step of training: statistics of the batch, dropout. */
    TRAINING,
    /** An answer: running statistics, nothing dropped. */
    EVALUATION
}
