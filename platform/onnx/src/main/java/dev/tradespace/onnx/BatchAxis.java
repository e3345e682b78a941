package dev.tradespace.onnx;

/** The batch axis of an exported network: one image, or any number. */
public enum BatchAxis {
    /** One: every shape is known to whoever reads the file. */
    ONE,
    /**
     * Any number: the first axis is the symbolic dimension {@link dev.tradespace.api.runtime.ModelFormat#OPEN_BATCH}. A
     * runtime that is told its value before it optimises knows every shape as well.
     */
    ANY
}
