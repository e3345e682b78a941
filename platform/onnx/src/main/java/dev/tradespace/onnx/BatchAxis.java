package dev.tradespace.onnx;

/** How many images an exported network takes at once. */
public enum BatchAxis {
    /** One: every shape is known to whoever reads the file. */
    ONE,
    /**
     * Any number: the first axis is the symbolic dimension {@link #SYMBOL}. A runtime that is told its value before it optimises knows every shape as well.
     */
    ANY;

    /** The symbolic dimension's name in the file. */
    public static final String SYMBOL = "N";
}
