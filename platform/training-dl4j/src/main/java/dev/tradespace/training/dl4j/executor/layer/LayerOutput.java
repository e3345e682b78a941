package dev.tradespace.training.dl4j.executor.layer;

import dev.tradespace.training.dl4j.executor.kernel.MemoryPool.Loan;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The output tensor of a layer, with its gradient while the backward pass is laid out.
 *
 * @shape {@code [batch, H, W, C]}, {@code [batch, T, D]} or {@code [batch, features]}
 */
public final class LayerOutput {
    private final INDArray array;
    private final @Nullable Loan memory;
    private final boolean loose;
    private final boolean differentiable;
    private final int readers;
    private @Nullable OperationStep maker;
    private @Nullable Loan gradient;

    /**
     * A value.
     *
     * @param array its elements
     * @param memory the memory they are in, unless it stays for good
     * @param loose whether its maker can do without it in the backward pass
     * @param differentiable whether it depends on anything that is learned
     * @param readers how many read it
     */
    LayerOutput(INDArray array, @Nullable Loan memory, boolean loose, boolean differentiable, int readers) {
        this.array = array;
        this.memory = memory;
        this.loose = loose;
        this.differentiable = differentiable;
        this.readers = readers;
    }

    /** Its elements. */
    public INDArray array() {
        return array;
    }

    /** Whether it depends on anything that is learned, so that its gradient is needed. */
    public boolean differentiable() {
        return differentiable;
    }

    /** Keeps its elements to the end of a step: what the caller reads must not be given to others. */
    public void hold() {
        if (memory != null) {
            memory.share();
        }
    }

    /** The operation that puts it out. */
    @Nullable
    OperationStep maker() {
        return maker;
    }

    /** Says which operation puts it out. */
    public void madeBy(OperationStep operation) {
        maker = operation;
    }

    @Nullable
    Loan memory() {
        return memory;
    }

    /** Whether its only reader may write over it. */
    boolean replaceable() {
        return loose && readers == 1;
    }

    /** The gradient that has arrived so far, if any has. */
    @Nullable
    Loan gradient() {
        return gradient;
    }

    /** Sets what has arrived so far: by the loss for an output, by {@link Adjoint} otherwise. */
    public void gradient(@Nullable Loan sum) {
        gradient = sum;
    }
}
