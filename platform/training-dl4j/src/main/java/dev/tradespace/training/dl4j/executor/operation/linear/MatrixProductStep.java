package dev.tradespace.training.dl4j.executor.operation.linear;

import dev.tradespace.api.op.MatrixProduct;
import dev.tradespace.training.dl4j.executor.kernel.SmallProduct;
import dev.tradespace.training.dl4j.executor.kernel.SmallProduct.Matrix;
import dev.tradespace.training.dl4j.executor.layer.ChannelsFirstStep;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.executor.layer.RunnableSequence;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Products of the last two axes, one for each matrix of the axes before them.
 *
 * @shape {@code [batch, ..., m, k]} and {@code [batch, ..., k, n]} (or {@code [batch, ..., n, k]}, transposed) to
 *     {@code [batch, ..., m, n]}
 */
public final class MatrixProductStep implements ChannelsFirstStep.Body {
    private final boolean transposes;
    private final float scale;
    private final int m;
    private final int n;
    private final int k;
    private final int count;
    private INDArray @Nullable [] factors;

    private MatrixProductStep(LayerContext context, MatrixProduct op) {
        transposes = op.transposeRight();
        scale = (float) op.scale();
        int rank = context.layer().shape().rank();
        m = context.layer().shape().size(rank - 2);
        n = context.layer().shape().size(rank - 1);
        k = context.layer().inputShapes().get(0).last();
        count = Math.toIntExact(context.batch() * context.layer().shape().elements() / ((long) m * n));
    }

    public static OperationStep at(LayerContext context, MatrixProduct op) {
        return new ChannelsFirstStep(context, new MatrixProductStep(context, op));
    }

    @Override
    public Runnable forward(INDArray[] inputs, INDArray output, Function<long[], INDArray> scratch) {
        factors = inputs;
        Matrix left = Matrix.of(inputs[0], k);
        SmallProduct product = new SmallProduct(m, n, k, scale, left, right(inputs[1]), Matrix.of(output, n));
        return repeated(product, m * k, k * n, m * n);
    }

    private Matrix right(INDArray array) {
        return new Matrix(array, transposes ? k : n, transposes);
    }

    private Runnable repeated(SmallProduct product, int left, int right, int result) {
        return () -> {
            for (int i = 0; i < count; i++) {
                product.run((long) i * left, (long) i * right, (long) i * result);
            }
        };
    }

    @Override
    public Runnable backward(INDArray gradient, @Nullable INDArray[] gradients, Function<long[], INDArray> scratch) {
        INDArray[] inputs = Objects.requireNonNull(factors, "the forward pass is laid out first");
        RunnableSequence steps = new RunnableSequence();
        Matrix given = Matrix.of(gradient, n);
        INDArray left = gradients[0];
        if (left != null) {
            SmallProduct product =
                    new SmallProduct(m, k, n, scale, given, right(inputs[1]).turned(), Matrix.of(left, k));
            steps.add(repeated(product, m * n, k * n, m * k));
        }
        INDArray right = gradients[1];
        if (right != null) {
            Matrix other = Matrix.of(inputs[0], k);
            steps.add(
                    transposes
                            ? repeated(
                                    new SmallProduct(n, k, m, scale, given.turned(), other, Matrix.of(right, k)),
                                    m * n,
                                    m * k,
                                    k * n)
                            : repeated(
                                    new SmallProduct(k, n, m, scale, other.turned(), given, Matrix.of(right, n)),
                                    m * k,
                                    m * n,
                                    k * n));
        }
        return steps;
    }
}
