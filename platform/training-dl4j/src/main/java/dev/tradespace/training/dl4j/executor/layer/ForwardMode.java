package dev.tradespace.training.dl4j.executor.layer;

/** The purpose of a forward pass. */
public enum ForwardMode {
    /** A step of training: statistics of the batch, dropout. */
    TRAINING,
    /** An answer: running statistics, nothing dropped. */
    EVALUATION
}
