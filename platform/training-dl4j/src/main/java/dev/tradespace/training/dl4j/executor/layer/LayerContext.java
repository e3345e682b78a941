package dev.tradespace.training.dl4j.executor.layer;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Shape;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.MemoryPool;
import dev.tradespace.training.dl4j.executor.kernel.MemoryPool.Loan;
import dev.tradespace.training.dl4j.executor.parameter.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The context in which an operation is laid out: the arrays it reads, and those it allocates.
 *
 * <p>The output is made by exactly one of {@link #output}, {@link #looseOutput}, {@link #outputOver} and
 * {@link #outputIs}.
 */
public final class LayerContext {
    private final Layer layer;
    private final int batch;
    private final List<LayerOutput> inputs;
    private final int readers;
    private final Parameters parameters;
    private final MemoryPool pool;
    private final LayerRandom draws;
    private final List<Loan> kept = new ArrayList<>();
    private final List<Loan> scratch = new ArrayList<>();
    private @Nullable LayerOutput output;

    /**
     * A place for a layer.
     *
     * @param layer the layer
     * @param batch images at once, at least 1
     * @param inputs what it reads
     * @param readers how many read what it puts out, the loss and the caller included
     * @param parameters where the layer's tensors are
     * @param pool where memory comes from
     * @param draws the layer's random numbers
     */
    public LayerContext(
            Layer layer,
            int batch,
            List<LayerOutput> inputs,
            int readers,
            Parameters parameters,
            MemoryPool pool,
            LayerRandom draws) {
        this.layer = layer;
        this.batch = batch;
        this.inputs = List.copyOf(inputs);
        this.readers = readers;
        this.parameters = parameters;
        this.pool = pool;
        this.draws = draws;
    }

    /** The layer with its shapes in the API's order. */
    public Layer layer() {
        return layer;
    }

    /** Images at once. */
    public int batch() {
        return batch;
    }

    /** What stands at an input. */
    public INDArray input(int index) {
        return inputs.get(index).array();
    }

    /** How many inputs there are. */
    public int inputs() {
        return inputs.size();
    }

    LayerOutput inputValue(int index) {
        return inputs.get(index);
    }

    /** An array for the output that stays as it was written until the backward pass has come by. */
    public INDArray output() {
        return fresh(false);
    }

    /**
     * An array for the output that the next operation may write over: for operations that do not look at it in the
     * backward pass.
     */
    public INDArray looseOutput() {
        return fresh(true);
    }

    private INDArray fresh(boolean loose) {
        Loan memory = pool.take(elements(layer.shape()));
        return put(memory.as(nativeShape(layer.shape())), memory, loose);
    }

    /**
     * The array of an input of the same size where nobody else needs that any more, else a fresh one: for operations
     * that may work in place.
     *
     * @param index the input
     * @param loose whether the next operation may do the same with the result
     */
    public INDArray outputOver(int index, boolean loose) {
        LayerOutput input = inputs.get(index);
        return input.replaceable() ? outputIs(index, loose) : fresh(loose);
    }

    /** Says that the output is the memory of an input, in the output's shape. */
    public INDArray outputIs(int index) {
        LayerOutput input = inputs.get(index);
        return outputIs(index, input.replaceable());
    }

    private INDArray outputIs(int index, boolean loose) {
        LayerOutput input = inputs.get(index);
        Loan memory = input.memory();
        if (memory != null) {
            memory.share();
        }
        return put(Floats.view(input.array(), nativeShape(layer.shape())), memory, loose);
    }

    /** Says that the output is an array that the network's owner fills: the images. */
    public INDArray outputFromOutside() {
        return put(keep(nativeShape(layer.shape())), null, false);
    }

    private INDArray put(INDArray array, @Nullable Loan memory, boolean loose) {
        boolean learns =
                layer.weights().stream().anyMatch(weight -> weight.role().trainable());
        boolean differentiable = learns || inputs.stream().anyMatch(LayerOutput::differentiable);
        output = new LayerOutput(array, memory, loose, differentiable, readers);
        return array;
    }

    /** The layer's output, once its operation is made. */
    public LayerOutput value() {
        return Objects.requireNonNull(output, "the operation made no output");
    }

    /** An array that keeps what the forward pass leaves in it until the backward pass has come by. */
    public INDArray keep(long... shape) {
        Loan memory = pool.take(Floats.product(shape));
        kept.add(memory);
        return memory.as(shape);
    }

    /** An array that nobody else ever has, zero at first. */
    public INDArray own(long... shape) {
        return pool.keep(shape);
    }

    /**
     * Whether what stands at the first input is rectified by its maker from now on, which only its single reader may
     * ask for.
     */
    public boolean rectifyInput() {
        LayerOutput input = inputs.get(0);
        if (input.replaceable() && input.maker() instanceof ReluFusion maker) {
            maker.rectify();
            return true;
        }
        return false;
    }

    /** An array for the duration of one {@link OperationStep#forward}. */
    public INDArray scratch(long... shape) {
        Loan memory = pool.take(Floats.product(shape));
        scratch.add(memory);
        return memory.as(shape);
    }

    /** A tensor of the layer in its native layout, by its own name: {@code weight}. */
    public INDArray parameter(String name) {
        return parameters.value(layer.name() + "." + name);
    }

    /** The gradient of a tensor of the layer in its native layout. */
    public INDArray gradient(String name) {
        return parameters.gradient(layer.name() + "." + name);
    }

    /** The layer's random numbers. */
    public LayerRandom draws() {
        return draws;
    }

    /** The native sizes of a shape of the API: the batch first, the channels of a feature map last. */
    public long[] nativeShape(Shape shape) {
        if (shape.isFeatureMap()) {
            return new long[] {batch, shape.height(), shape.width(), shape.channels()};
        }
        long[] sizes = new long[shape.rank() + 1];
        sizes[0] = batch;
        for (int axis = 0; axis < shape.rank(); axis++) {
            sizes[axis + 1] = shape.size(axis);
        }
        return sizes;
    }

    private long elements(Shape shape) {
        return batch * shape.elements();
    }

    /** Ends the layout of the forward pass: what was asked for as scratch is free again. */
    public void forwardLaidOut() {
        scratch.forEach(pool::giveBack);
        scratch.clear();
    }

    /** Ends the layout of the backward pass: nothing of this layer is needed after it. */
    void backwardLaidOut() {
        kept.forEach(pool::giveBack);
        kept.clear();
        Loan memory = value().memory();
        if (memory != null) {
            pool.giveBack(memory);
        }
    }
}
