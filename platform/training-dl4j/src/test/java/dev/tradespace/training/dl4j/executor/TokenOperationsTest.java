package dev.tradespace.training.dl4j.executor;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.LayerNorm;
import dev.tradespace.api.op.LocalResponseNorm;
import dev.tradespace.api.op.MatrixProduct;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.Reshape;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Softmax;
import dev.tradespace.api.op.Transpose;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The operations on tokens, and those that ask for the API's order of elements, forwards and backwards. */
final class TokenOperationsTest {
    /** Between two layers that learn: what is before an operation needs its gradient. */
    private static void checkTokens(UnaryOperator<Flow> operation) {
        Flow tokens = Flow.input(Shape.of(5, 6)).dense(8);
        new ReferenceCheck(operation.apply(tokens).flatten().dense(4).architecture()).assertRight();
    }

    private static void checkMap(UnaryOperator<Flow> operation) {
        Flow map = Flow.input(Shape.of(3, 4, 5)).biasedConv(6, kernel(1));
        new ReferenceCheck(operation.apply(map).flatten().dense(4).architecture()).assertRight();
    }

    @Test
    void layerNorm() {
        checkTokens(x -> x.layerNorm());
        checkTokens(x -> x.dense(16).apply(new LayerNorm(1e-2)));
        checkTokens(x -> x.dense(37).layerNorm());
        checkMap(x -> x.apply(new LayerNorm(1e-2)));
    }

    @Test
    void localResponseNorm() {
        checkMap(x -> x.apply(new LocalResponseNorm(3, 1.5, 0.75, 2)));
        checkMap(x -> x.apply(new LocalResponseNorm(5, 0.5, 0.5, 1)));
    }

    @Test
    void matrixProduct() {
        checkTokens(x -> x.matrixProduct(x.apply(new Transpose(List.of(1, 0)))));
        checkTokens(x -> x.apply(new MatrixProduct(true, 0.3), x.dense(8)));
        checkTokens(x -> x.apply(new MatrixProduct(false, 0.5), x.learned(Shape.of(8, 3), 1)));
        checkMap(x -> x.apply(new MatrixProduct(true, 0.25), x.biasedConv(6, kernel(1))));
        checkMap(x -> x.apply(new MatrixProduct(false, 0.25), x.learned(Shape.of(6, 5, 2), 1)));
    }

    @Test
    void softmax() {
        checkTokens(x -> x.apply(new Softmax(1)));
        checkTokens(x -> x.apply(new Softmax(0)));
        checkMap(x -> x.apply(new Softmax(0)));
        checkMap(x -> x.apply(new Softmax(1)));
        checkMap(x -> x.apply(new Softmax(2)));
    }

    @Test
    void reshape() {
        checkMap(x -> x.apply(new Reshape(Shape.of(12, 10))).dense(3));
        checkMap(x -> x.apply(new Reshape(Shape.of(10, 4, 3))).biasedConv(2, kernel(2)));
        checkTokens(x -> x.apply(new Reshape(Shape.of(2, 5, 4))).biasedConv(3, kernel(2)));
        checkTokens(x -> x.apply(new Reshape(Shape.of(4, 10))).dense(3));
    }

    @Test
    void transpose() {
        checkTokens(x -> x.apply(new Transpose(List.of(1, 0))).dense(3));
        checkMap(x -> x.apply(new Transpose(List.of(2, 0, 1))).biasedConv(2, kernel(2)));
        checkMap(x -> x.apply(new Transpose(List.of(1, 0, 2))).biasedConv(2, kernel(2)));
    }

    @Test
    void learnedParameter() {
        checkTokens(x -> x.add(x.learned(Shape.of(5, 8), 1)));
        checkMap(x -> x.add(x.learned(Shape.of(6, 4, 5), 1)));
    }

    @Test
    void patchTokens() {
        checkMap(x -> x.patchTokens().dense(3));
    }

    @Test
    void classToken() {
        checkTokens(x -> x.classToken());
        checkMap(x -> x.patchTokens().classToken().dense(3));
    }

    @Test
    void positionEmbedding() {
        checkTokens(x -> x.positionEmbedding());
        checkTokens(x -> x.add(x.positionEmbedding()));
    }

    @Test
    void attention() {
        checkTokens(x -> x.attention(2));
        checkTokens(x -> x.apply(new MultiHeadAttention(1, false)));
        checkTokens(x -> x.add(x.layerNorm().attention(4)));
    }

    @Test
    void attentionOfMoreTokensThanAVectorHasLanes() {
        Flow tokens = Flow.input(Shape.of(35, 6)).dense(12).attention(3);
        new ReferenceCheck(tokens.flatten().dense(4).architecture()).assertRight();
    }
}
