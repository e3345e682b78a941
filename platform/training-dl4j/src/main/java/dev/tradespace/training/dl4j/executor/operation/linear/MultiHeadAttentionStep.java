package dev.tradespace.training.dl4j.executor.operation.linear;

import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.SmallProduct;
import dev.tradespace.training.dl4j.executor.kernel.SmallProduct.Matrix;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.executor.layer.RunnableSequence;
import dev.tradespace.training.dl4j.vector.ColumnSoftmax;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multi-head self-attention with its projections. The heads are read where the input projection left them, columns of
 * one matrix, and one head of one image is finished before the next is begun: its scores stay in the processor's cache.
 * A row of scores belongs to a key, a column to a query.
 *
 * @shape {@code [batch, T, D]} to the same; {@code in_weight [D, 3D]}, {@code out_weight [D, D]}
 */
public final class MultiHeadAttentionStep implements OperationStep {
    private final LayerContext context;
    private final int heads;
    private final int tokens;
    private final int width;
    private final int depth;
    private final int stride;
    private final float scale;
    private final ColumnSoftmax softmax;
    private final INDArray projected;
    private final INDArray shares;
    private final INDArray read;
    private final FloatBuffer shareBuffer;
    private final FloatBuffer scores;
    private final SmallProduct products;
    private final SmallProduct sums;
    private final LinearProjection in;
    private final LinearProjection out;
    private final Runnable forwardIn;
    private final Runnable forwardOut;

    public MultiHeadAttentionStep(LayerContext context, MultiHeadAttention op) {
        this.context = context;
        heads = op.heads();
        tokens = context.layer().shape().size(0);
        width = context.layer().shape().size(1);
        depth = width / heads;
        softmax = new ColumnSoftmax(tokens);
        stride = softmax.stride();
        scale = (float) (1 / Math.sqrt(depth));
        long rows = (long) context.batch() * tokens;
        projected = context.keep(rows, 3L * width);
        shares = context.keep((long) context.batch() * heads, tokens, stride);
        read = context.keep(rows, width);
        in = new LinearProjection(context, "in", op.bias());
        out = new LinearProjection(context, "out", op.bias());
        Matrix oneHead = Matrix.of(Floats.zeros(tokens, stride), stride);
        scores = Floats.buffer(oneHead.array());
        shareBuffer = Floats.buffer(shares);
        Matrix parts = Matrix.of(projected, 3 * width);
        products = new SmallProduct(tokens, tokens, depth, scale, parts, parts.turned(), oneHead);
        sums = new SmallProduct(
                tokens, depth, tokens, 1, Matrix.of(shares, stride).turned(), parts, Matrix.of(read, width));
        forwardIn = in.forward(Floats.rows(context.input(0)), projected);
        forwardOut = out.forward(read, Floats.rows(context.looseOutput()));
    }

    /** Where a head's queries begin; its keys and values follow, a width each. */
    private long queries(int image, int head) {
        return (long) image * tokens * 3 * width + (long) head * depth;
    }

    private long share(int image, int head) {
        return ((long) image * heads + head) * tokens * stride;
    }

    /** Where a head's answers begin. */
    private long answer(int image, int head) {
        return (long) image * tokens * width + (long) head * depth;
    }

    @Override
    public void forward(ForwardMode pass) {
        forwardIn.run();
        for (int image = 0; image < context.batch(); image++) {
            for (int head = 0; head < heads; head++) {
                long queries = queries(image, head);
                long share = share(image, head);
                products.run(queries + width, queries, 0);
                softmax.forward(scores, shareBuffer, (int) share);
                sums.run(share, queries + 2L * width, answer(image, head));
            }
        }
        forwardOut.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        INDArray dRead = adjoint.scratch(read.shape());
        INDArray dProjected = adjoint.scratch(projected.shape());
        Matrix dShares = Matrix.of(Floats.zeros(tokens, stride), stride);
        FloatBuffer dScores = Floats.buffer(dShares.array());
        Matrix parts = Matrix.of(projected, 3 * width);
        Matrix dParts = Matrix.of(dProjected, 3 * width);
        Matrix answers = Matrix.of(dRead, width);
        SmallProduct toShares = new SmallProduct(tokens, tokens, depth, 1, parts, answers.turned(), dShares);
        SmallProduct toValues = new SmallProduct(tokens, depth, tokens, 1, Matrix.of(shares, stride), answers, dParts);
        SmallProduct toQueries = new SmallProduct(tokens, depth, tokens, scale, dShares.turned(), parts, dParts);
        SmallProduct toKeys = new SmallProduct(tokens, depth, tokens, scale, dShares, parts, dParts);
        Runnable inner = () -> {
            for (int image = 0; image < context.batch(); image++) {
                for (int head = 0; head < heads; head++) {
                    long queries = queries(image, head);
                    long keys = queries + width;
                    long values = keys + width;
                    long share = share(image, head);
                    long answer = answer(image, head);
                    toShares.run(values, answer, 0);
                    toValues.run(share, answer, values);
                    softmax.backward(shareBuffer, (int) share, dScores);
                    toQueries.run(0, keys, queries);
                    toKeys.run(0, queries, keys);
                }
            }
        };
        RunnableSequence steps = new RunnableSequence()
                .add(out.backward(read, Floats.rows(adjoint.output()), dRead, adjoint.scratch(width, width)))
                .add(inner);
        INDArray x = Floats.rows(context.input(0));
        return adjoint.wants(0)
                ? steps.add(
                        in.backward(x, dProjected, Floats.rows(adjoint.input(0)), adjoint.scratch(3L * width, width)))
                : steps.add(in.backward(x, dProjected));
    }
}
