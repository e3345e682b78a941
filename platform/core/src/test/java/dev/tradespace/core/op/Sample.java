package dev.tradespace.core.op;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Architecture.Draft;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Add;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.ChannelPad;
import dev.tradespace.api.op.ClassToken;
import dev.tradespace.api.op.Concat;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.Dropout;
import dev.tradespace.api.op.Flatten;
import dev.tradespace.api.op.GlobalPool;
import dev.tradespace.api.op.Identity;
import dev.tradespace.api.op.Input;
import dev.tradespace.api.op.LayerNorm;
import dev.tradespace.api.op.LearnedParameter;
import dev.tradespace.api.op.LocalResponseNorm;
import dev.tradespace.api.op.MatrixProduct;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.Multiply;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.Padding;
import dev.tradespace.api.op.PatchTokens;
import dev.tradespace.api.op.Pool;
import dev.tradespace.api.op.PositionEmbedding;
import dev.tradespace.api.op.Reshape;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Softmax;
import dev.tradespace.api.op.StochasticDepth;
import dev.tradespace.api.op.StridedSlice;
import dev.tradespace.api.op.Transpose;
import dev.tradespace.api.op.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * An operation with inputs that fit it.
 *
 * @param op the operation
 * @param inputs the shapes of its inputs
 */
record Sample(Op op, List<Shape> inputs) {
    private static final Shape MAP = Shape.of(12, 24, 24);
    private static final Shape TOKENS = Shape.of(10, 24);
    private static final Window WINDOW = new Window(3, 5, 2, 1, 1, 2, new Padding.Explicit(1, 0, 2, 1));

    Sample {
        inputs = List.copyOf(inputs);
    }

    private static Sample of(Op op, Shape... inputs) {
        return new Sample(op, List.of(inputs));
    }

    /** One of each kind at least. */
    static List<Sample> all() {
        return List.of(
                of(new Input(MAP)),
                of(new Convolution(24, WINDOW, 2, true), MAP),
                of(new Convolution(24, kernel(3).same(), 1, false), MAP),
                of(new Dense(7, true), TOKENS),
                of(new BatchNorm(1e-3), MAP),
                of(new LayerNorm(1e-6), TOKENS),
                of(new LocalResponseNorm(5, 1e-4, 0.75, 2), MAP),
                of(new Activation(Activation.Function.SILU), MAP),
                of(new Pool(Pool.Kind.AVERAGE, WINDOW, true, true), MAP),
                of(new Pool(Pool.Kind.MAX, kernel(2).stride(2), false, false), MAP),
                of(new GlobalPool(Pool.Kind.AVERAGE), MAP),
                of(new Add(), MAP, MAP, MAP),
                of(new Multiply(), MAP, Shape.of(12, 1, 1)),
                of(new Concat(1), MAP, MAP),
                of(new ChannelPad(3, 4), MAP),
                of(
                        new StridedSlice(List.of(
                                StridedSlice.Range.ALL, StridedSlice.Range.every(2), StridedSlice.Range.of(2, 9))),
                        MAP),
                of(new Dropout(0.25), MAP),
                of(new StochasticDepth(0.25), MAP),
                of(new MatrixProduct(false, 0.5), Shape.of(3, 8, 8), Shape.of(3, 8, 8)),
                of(new Softmax(0), TOKENS),
                of(new Reshape(Shape.of(24, 288)), MAP),
                of(new Transpose(List.of(2, 0, 1)), Shape.of(8, 8, 8)),
                of(new LearnedParameter(Shape.of(2, 3), 0.02)),
                of(LearnedParameter.of(Shape.of(2, 2), 0.5, -1, 2e-7, 0)),
                of(new PatchTokens(), MAP),
                of(new ClassToken(), TOKENS),
                of(new PositionEmbedding(), TOKENS),
                of(new MultiHeadAttention(4, true), TOKENS),
                of(new Flatten(), MAP),
                of(new Identity(), MAP));
    }

    Sample with(Op other) {
        return new Sample(other, inputs);
    }

    /** A network that ends in the operation; what it reads are learned tensors. */
    Architecture architecture() {
        List<Draft> drafts = new ArrayList<>();
        if (!(op instanceof Input)) {
            drafts.add(new Draft("image", new Input(MAP), List.of()));
        }
        List<String> names = new ArrayList<>();
        for (Shape input : inputs) {
            names.add("in" + names.size());
            drafts.add(new Draft(names.get(names.size() - 1), new LearnedParameter(input, 1), List.of()));
        }
        drafts.add(new Draft("op", op, names));
        return Architecture.assemble(drafts, "op", List.of());
    }
}
