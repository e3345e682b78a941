package dev.tradespace.training.dl4j.executor.layer;

import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.MemoryPool;
import dev.tradespace.training.dl4j.executor.kernel.MemoryPool.Loan;
import dev.tradespace.training.dl4j.executor.kernel.NativeCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The context of an operation's backward pass: the gradient of its output, and arrays for those of its inputs.
 *
 * <p>For each input that it {@link #wants}, an operation asks once for one of {@link #input} (an array of its own),
 * {@link #inputInPlace} (the output's where nobody else needs that) or {@link #passOn} (the output's as it stands). It
 * overwrites; sums over several consumers are made here.
 */
public final class Adjoint {
    private final LayerContext context;
    private final MemoryPool pool;
    private final Loan output;
    private final @Nullable Loan[] delivered;
    private final List<Loan> scratch = new ArrayList<>();

    private Adjoint(LayerContext context, MemoryPool pool, Loan output) {
        this.context = context;
        this.pool = pool;
        this.output = output;
        this.delivered = new Loan[context.inputs()];
    }

    /** Lays an operation's backward pass out; what is returned runs it. */
    public static List<Runnable> layOut(OperationStep operation, LayerContext context, MemoryPool pool) {
        Loan arrived = context.value().gradient();
        if (arrived == null || !context.value().differentiable()) {
            return List.of();
        }
        Adjoint adjoint = new Adjoint(context, pool, arrived);
        List<Runnable> steps = new ArrayList<>();
        steps.add(operation.backward(adjoint));
        adjoint.scratch.forEach(pool::giveBack);
        pool.giveBack(arrived);
        context.value().gradient(null);
        for (int i = 0; i < context.inputs(); i++) {
            if (adjoint.wants(i)) {
                adjoint.sum(i, steps);
            }
        }
        context.backwardLaidOut();
        return steps;
    }

    private void sum(int index, List<Runnable> steps) {
        LayerOutput value = context.inputValue(index);
        Loan more = Objects.requireNonNull(
                delivered[index],
                () -> "no gradient for input " + index + " of "
                        + context.layer().name());
        Loan before = value.gradient();
        if (before == null) {
            value.gradient(more);
            return;
        }
        long[] shape = value.array().shape();
        Loan sum = more.exclusive()
                ? more.share()
                : before.exclusive() ? before.share() : pool.take(Floats.product(shape));
        steps.add(NativeCall.of("add")
                .in(before.as(shape), more.as(shape))
                .out(sum.as(shape))
                .ready());
        pool.giveBack(before);
        pool.giveBack(more);
        value.gradient(sum);
    }

    /** The gradient of the output. */
    public INDArray output() {
        return output.as(context.value().array().shape());
    }

    /** Whether the gradient of an input is needed: that of the images is not. */
    public boolean wants(int index) {
        return context.inputValue(index).differentiable();
    }

    /** An array for the gradient of an input. */
    public INDArray input(int index) {
        long[] shape = context.input(index).shape();
        return deliver(index, pool.take(Floats.product(shape)));
    }

    /**
     * An array for the gradient of an input of the output's size: the very array of the output's gradient where nobody
     * else needs that.
     */
    public INDArray inputInPlace(int index) {
        return output.exclusive() ? deliver(index, output.share()) : input(index);
    }

    /** Says that the gradient of an input is that of the output, element for element in order. */
    public void passOn(int index) {
        deliver(index, output.share());
    }

    private INDArray deliver(int index, Loan loan) {
        if (delivered[index] != null) {
            throw new IllegalStateException(
                    "input " + index + " of " + context.layer().name() + " has its gradient already");
        }
        delivered[index] = loan;
        return loan.as(context.input(index).shape());
    }

    /** An array for the duration of one backward pass of this operation. */
    public INDArray scratch(long... shape) {
        Loan memory = pool.take(Floats.product(shape));
        scratch.add(memory);
        return memory.as(shape);
    }
}
