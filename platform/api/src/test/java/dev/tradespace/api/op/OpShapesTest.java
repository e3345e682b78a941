package dev.tradespace.api.op;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tradespace.api.op.StridedSlice.Range;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each operation makes of its inputs' shapes, and which it refuses. */
class OpShapesTest {
    private static final Pool CEIL = new Pool(Pool.Kind.MAX, kernel(3).stride(2), true, false);

    private static List<Shape> of(Shape... shapes) {
        return List.of(shapes);
    }

    private static Shape map(int channels, int height, int width) {
        return Shape.of(channels, height, width);
    }

    static Stream<Arguments> fitting() {
        return Stream.of(
                arguments(new Input(map(3, 8, 9)), of(), map(3, 8, 9)),
                arguments(new Convolution(6, kernel(3), 1, true), of(map(4, 8, 9)), map(6, 6, 7)),
                arguments(new Convolution(6, kernel(3).centred(), 2, false), of(map(4, 8, 9)), map(6, 8, 9)),
                arguments(new Convolution(8, kernel(3).stride(2).same(), 4, false), of(map(4, 7, 9)), map(8, 4, 5)),
                arguments(new Dense(5, true), of(Shape.of(7)), Shape.of(5)),
                arguments(new Dense(5, true), of(Shape.of(11, 7)), Shape.of(11, 5)),
                arguments(new Dense(5, true), of(Shape.of(2, 3, 11, 7)), Shape.of(2, 3, 11, 5)),
                arguments(new BatchNorm(1e-5), of(map(4, 8, 9)), map(4, 8, 9)),
                arguments(new LayerNorm(1e-6), of(Shape.of(11, 7)), Shape.of(11, 7)),
                arguments(new LocalResponseNorm(5, 1e-4, 0.75, 1), of(map(4, 8, 9)), map(4, 8, 9)),
                arguments(new Activation(Activation.Function.GELU), of(Shape.of(11, 7)), Shape.of(11, 7)),
                arguments(CEIL, of(map(4, 112, 112)), map(4, 56, 56)),
                arguments(CEIL, of(map(4, 7, 8)), map(4, 3, 4)),
                arguments(new Pool(Pool.Kind.MAX, kernel(2).stride(2), true, false), of(map(4, 15, 14)), map(4, 8, 7)),
                arguments(
                        new Pool(Pool.Kind.AVERAGE, kernel(2).stride(2).padding(1), true, true),
                        of(map(4, 3, 3)),
                        map(4, 2, 2)),
                arguments(new Pool(Pool.Kind.MAX, kernel(1).stride(2), true, false), of(map(4, 4, 4)), map(4, 2, 2)),
                arguments(
                        new Pool(Pool.Kind.MAX, kernel(3).stride(2), false, false), of(map(4, 112, 8)), map(4, 55, 3)),
                arguments(new GlobalPool(Pool.Kind.AVERAGE), of(map(4, 8, 9)), map(4, 1, 1)),
                arguments(new GlobalPool(Pool.Kind.MAX), of(Shape.of(11, 7)), Shape.of(1, 7)),
                arguments(new Add(), of(map(4, 8, 9), map(4, 8, 9), map(4, 8, 9)), map(4, 8, 9)),
                arguments(new Multiply(), of(map(4, 8, 9), map(4, 1, 1)), map(4, 8, 9)),
                arguments(new Multiply(), of(Shape.of(5), Shape.of(5)), Shape.of(5)),
                arguments(new Concat(0), of(map(4, 8, 9), map(2, 8, 9), map(1, 8, 9)), map(7, 8, 9)),
                arguments(new Concat(1), of(Shape.of(4, 8), Shape.of(4, 3)), Shape.of(4, 11)),
                arguments(new ChannelPad(8, 9), of(map(16, 8, 8)), map(33, 8, 8)),
                arguments(
                        new StridedSlice(List.of(Range.ALL, Range.every(2), Range.of(1, 4))),
                        of(map(4, 7, 9)),
                        map(4, 4, 3)),
                arguments(new StridedSlice(List.of(new Range(1, 100, 3))), of(Shape.of(8)), Shape.of(3)),
                arguments(new Dropout(0.2), of(Shape.of(7)), Shape.of(7)),
                arguments(new StochasticDepth(0.1), of(map(4, 8, 9)), map(4, 8, 9)),
                arguments(new MatrixProduct(false, 1), of(Shape.of(2, 3, 4), Shape.of(2, 4, 5)), Shape.of(2, 3, 5)),
                arguments(new MatrixProduct(true, 0.5), of(Shape.of(2, 3, 4), Shape.of(2, 5, 4)), Shape.of(2, 3, 5)),
                arguments(new Softmax(1), of(Shape.of(3, 4)), Shape.of(3, 4)),
                arguments(new Reshape(Shape.of(2, 36)), of(map(1, 8, 9)), Shape.of(2, 36)),
                arguments(new Transpose(List.of(2, 0, 1)), of(map(4, 8, 9)), map(9, 4, 8)),
                arguments(new LearnedParameter(Shape.of(5, 6), 0.02), of(), Shape.of(5, 6)),
                arguments(new PatchTokens(), of(map(192, 14, 15)), Shape.of(210, 192)),
                arguments(new ClassToken(), of(Shape.of(196, 192)), Shape.of(197, 192)),
                arguments(new PositionEmbedding(), of(Shape.of(197, 192)), Shape.of(197, 192)),
                arguments(new MultiHeadAttention(3, true), of(Shape.of(197, 192)), Shape.of(197, 192)),
                arguments(new Flatten(), of(map(4, 8, 9)), Shape.of(288)),
                arguments(new Identity(), of(map(4, 8, 9)), map(4, 8, 9)));
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @MethodSource("fitting")
    void infersItsShape(Op op, List<Shape> inputs, Shape expected) {
        assertEquals(expected, op.infer(inputs));
    }

    static Stream<Arguments> misfits() {
        String needsMap = "needs a feature map [channels, height, width], was given 4x8";
        return Stream.of(
                arguments(new Convolution(6, kernel(3), 1, true), of(Shape.of(4, 8)), needsMap),
                arguments(
                        new Convolution(6, kernel(1), 3, true),
                        of(map(4, 8, 9)),
                        "its 3 groups do not divide the 4 channels of its input 4x8x9"),
                arguments(
                        new Dense(5, true),
                        of(map(4, 8, 9)),
                        "needs a vector or tokens, was given the feature map 4x8x9; flatten it first"),
                arguments(new BatchNorm(1e-5), of(Shape.of(4, 8)), needsMap),
                arguments(new LocalResponseNorm(5, 1e-4, 0.75, 1), of(Shape.of(4, 8)), needsMap),
                arguments(CEIL, of(Shape.of(4, 8)), needsMap),
                arguments(CEIL, of(map(4, 2, 9)), "kernel 3x3 is wider than its input 4x2x9 (with padding 2x9)"),
                arguments(new GlobalPool(Pool.Kind.MAX), of(Shape.of(9)), "needs a feature map or tokens, was given 9"),
                arguments(new Add(), of(map(4, 8, 9), map(4, 9, 8)), "cannot add 4x9x8 to 4x8x9"),
                arguments(new Multiply(), of(map(4, 8, 9), map(3, 1, 1)), "cannot multiply 4x8x9 by 3x1x1"),
                arguments(
                        new Concat(0),
                        of(map(4, 8, 9), map(4, 8, 7)),
                        "cannot concatenate 4x8x7 with 4x8x9 along axis 0"),
                arguments(new Concat(0), of(Shape.of(4), Shape.of(4, 1)), "cannot concatenate 4x1 with 4 along axis 0"),
                arguments(new Concat(3), of(map(4, 8, 9), map(4, 8, 9)), "has no axis 3 in its input 4x8x9"),
                arguments(new ChannelPad(1, 1), of(Shape.of(4, 8)), needsMap),
                arguments(
                        new StridedSlice(List.of(Range.ALL)),
                        of(Shape.of(4, 8)),
                        "slices 1 axes, but its input is 4x8"),
                arguments(
                        new StridedSlice(List.of(Range.ALL, new Range(8, 9, 1))),
                        of(Shape.of(4, 8)),
                        "takes nothing of axis 1 of its input 4x8: it starts at 8"),
                arguments(
                        new MatrixProduct(false, 1),
                        of(Shape.of(3, 4), Shape.of(5, 4)),
                        "cannot multiply the matrices 3x4 and 5x4"),
                arguments(
                        new MatrixProduct(true, 1),
                        of(Shape.of(3, 4), Shape.of(4, 5)),
                        "cannot multiply the matrices 3x4 and 4x5 transposed"),
                arguments(
                        new MatrixProduct(false, 1),
                        of(Shape.of(2, 3, 4), Shape.of(3, 4, 5)),
                        "cannot multiply the matrices 2x3x4 and 3x4x5"),
                arguments(
                        new MatrixProduct(false, 1),
                        of(Shape.of(4), Shape.of(4)),
                        "cannot multiply the matrices 4 and 4"),
                arguments(new Softmax(2), of(Shape.of(4, 8)), "has no axis 2 in its input 4x8"),
                arguments(new Reshape(Shape.of(5)), of(Shape.of(4)), "cannot reshape 4 to 5"),
                arguments(new Transpose(List.of(1, 0)), of(map(4, 8, 9)), "transposes 2 axes, but its input is 4x8x9"),
                arguments(new PatchTokens(), of(Shape.of(4, 8)), needsMap),
                arguments(new ClassToken(), of(map(4, 8, 9)), "needs tokens [tokens, width], was given 4x8x9"),
                arguments(new PositionEmbedding(), of(Shape.of(9)), "needs tokens [tokens, width], was given 9"),
                arguments(
                        new MultiHeadAttention(3, true),
                        of(Shape.of(4, 8)),
                        "its 3 heads do not divide the width of its input 4x8"),
                arguments(
                        new MultiHeadAttention(3, true),
                        of(map(4, 8, 9)),
                        "needs tokens [tokens, width], was given 4x8x9"));
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @MethodSource("misfits")
    void refusesInputsThatDoNotFit(Op op, List<Shape> inputs, String message) {
        assertEquals(
                message,
                assertThrows(BadOperation.class, () -> op.infer(inputs)).getMessage());
    }

    @Test
    void doesNotLetASizeOverflow() {
        Shape wide = map(Integer.MAX_VALUE, 1, 1);
        assertThrows(ArithmeticException.class, () -> new Concat(0).infer(of(wide, wide)));
        assertThrows(ArithmeticException.class, () -> new ChannelPad(1, 0).infer(of(wide)));
        assertThrows(ArithmeticException.class, () -> new Flatten().infer(of(map(2, 1 << 30, 1))));
        assertThrows(ArithmeticException.class, () -> new PatchTokens().infer(of(map(2, 1 << 30, 2))));
        assertThrows(
                ArithmeticException.class,
                () -> new Convolution(1, kernel(1 << 20).dilation(1 << 20), 1, false).infer(of(map(1, 9, 9))));
    }
}
