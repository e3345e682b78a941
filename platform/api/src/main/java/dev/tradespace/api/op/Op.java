package dev.tradespace.api.op;

import java.util.List;

/**
 * An operation of an architecture: an immutable value that knows its shapes and its weights and nothing of any backend.
 *
 * <p>The family is closed so that every backend handles every operation: a new one extends {@link Cases} and breaks the
 * compilers of all who must learn it. Authors who need something else compose it from these.
 */
public sealed interface Op
        permits Input,
                Convolution,
                Dense,
                BatchNorm,
                LayerNorm,
                LocalResponseNorm,
                Activation,
                Pool,
                GlobalPool,
                Add,
                Multiply,
                Concat,
                ChannelPad,
                StridedSlice,
                Dropout,
                StochasticDepth,
                MatrixProduct,
                Softmax,
                Reshape,
                Transpose,
                LearnedParameter,
                PatchTokens,
                ClassToken,
                PositionEmbedding,
                MultiHeadAttention,
                Flatten,
                Identity {

    /** What the operation is called in JSON and in layer names: kebab-case, {@code batch-norm}. */
    String kind();

    /** The fewest inputs it takes. */
    default int minInputs() {
        return 1;
    }

    /** The most inputs it takes. */
    default int maxInputs() {
        return 1;
    }

    /**
     * The shape of the output.
     *
     * @param inputs the shapes of the inputs, between {@link #minInputs()} and {@link #maxInputs()} of them
     * @throws BadOperation if they do not fit; the message gives the shapes
     * @throws ArithmeticException if a size does not fit an {@code int}
     */
    Shape infer(List<Shape> inputs);

    /** The tensors it learns or keeps, given the shapes of its inputs; empty for most. */
    default List<WeightSpec> weights(List<Shape> inputs) {
        return List.of();
    }

    /** Calls the case of this operation. */
    <R> R match(Cases<R> cases);

    /** For people: kind and settings, {@code conv 64 3x3/2 pad 1}. */
    String describe();

    /**
     * One method per operation: the way to be sure that none was forgotten.
     *
     * @param <R> what a case returns
     */
    interface Cases<R> {
        R input(Input op);

        R convolution(Convolution op);

        R dense(Dense op);

        R batchNorm(BatchNorm op);

        R layerNorm(LayerNorm op);

        R localResponseNorm(LocalResponseNorm op);

        R activation(Activation op);

        R pool(Pool op);

        R globalPool(GlobalPool op);

        R add(Add op);

        R multiply(Multiply op);

        R concat(Concat op);

        R channelPad(ChannelPad op);

        R stridedSlice(StridedSlice op);

        R dropout(Dropout op);

        R stochasticDepth(StochasticDepth op);

        R matrixProduct(MatrixProduct op);

        R softmax(Softmax op);

        R reshape(Reshape op);

        R transpose(Transpose op);

        R learnedParameter(LearnedParameter op);

        R patchTokens(PatchTokens op);

        R classToken(ClassToken op);

        R positionEmbedding(PositionEmbedding op);

        R multiHeadAttention(MultiHeadAttention op);

        R flatten(Flatten op);

        R identity(Identity op);
    }
}
