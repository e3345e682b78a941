package dev.tradespace.onnx;

/** How many images an exported network takes at once. */
public enum Batch {
    /** One: what a single stream sends, and what runtimes optimise best because every shape is known. */
    ONE,
    /** Any number: the first axis is the symbol {@code N}. */
    ANY
}
