package dev.tradespace.training.dl4j.executor.operation.norm;

import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.executor.layer.ReluFusion;
import dev.tradespace.training.dl4j.vector.BatchNormPasses;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation over the channels: by the batch's own mean and variance while training, by the running ones
 * afterwards; and the rectifier behind it.
 *
 * @shape {@code [batch, H, W, C]} to the same
 * @source Ioffe &amp; Szegedy 2015, algorithm 1 and section 3; the running variance is the unbiased one, as PyTorch has
 *     it
 */
public final class BatchNormStep implements OperationStep, ReluFusion {
    private static final float MOMENTUM = 0.1f;

    private final LayerContext context;
    private final double epsilon;
    private final int channels;
    private final int rows;
    private final BatchNormPasses arithmetic;
    private final ByteBuffer x;
    private final ByteBuffer y;
    private final FloatBuffer scales;
    private final FloatBuffer shifts;
    private final FloatBuffer runningMeans;
    private final FloatBuffer runningVariances;
    private final FloatBuffer means;
    private final FloatBuffer variances;
    private final FloatBuffer factors;
    private final FloatBuffer constants;

    public BatchNormStep(LayerContext context, BatchNorm op) {
        this.context = context;
        this.epsilon = op.epsilon();
        INDArray matrix = Floats.rows(context.input(0));
        rows = Math.toIntExact(matrix.size(0));
        channels = Math.toIntExact(matrix.size(1));
        arithmetic = new BatchNormPasses(rows, channels);
        x = Floats.bytes(context.input(0));
        y = Floats.bytes(context.looseOutput());
        scales = Floats.buffer(context.parameter("weight"));
        shifts = Floats.buffer(context.parameter("bias"));
        runningMeans = Floats.buffer(context.parameter("running_mean"));
        runningVariances = Floats.buffer(context.parameter("running_var"));
        means = Floats.buffer(context.keep(channels));
        variances = Floats.buffer(context.keep(channels));
        factors = Floats.buffer(context.scratch(channels));
        constants = Floats.buffer(context.scratch(channels));
    }

    /**
     * What it puts out is looked at again only as far as it can be told from what it read: the next operation may write
     * over it all the same.
     */
    @Override
    public void rectify() {
        arithmetic.rectify();
    }

    @Override
    public void forward(ForwardMode pass) {
        if (pass == ForwardMode.EVALUATION) {
            map(runningMeans, runningVariances);
            return;
        }
        arithmetic.moments(x, means, variances);
        updateRunning();
        map(means, variances);
    }

    /** {@code y = scale (x - mean) / sqrt(variance + epsilon) + shift}. */
    private void map(FloatBuffer mean, FloatBuffer variance) {
        for (int c = 0; c < channels; c++) {
            double factor = scales.get(c) / Math.sqrt(variance.get(c) + epsilon);
            factors.put(c, (float) factor);
            constants.put(c, (float) (shifts.get(c) - mean.get(c) * factor));
        }
        arithmetic.affine(x, factors, constants, y);
    }

    private void updateRunning() {
        float unbiased = rows > 1 ? (float) rows / (rows - 1) : 1;
        for (int c = 0; c < channels; c++) {
            runningMeans.put(c, (1 - MOMENTUM) * runningMeans.get(c) + MOMENTUM * means.get(c));
            runningVariances.put(c, (1 - MOMENTUM) * runningVariances.get(c) + MOMENTUM * unbiased * variances.get(c));
        }
    }

    /**
     * With {@code s1 = sum dy}, {@code s2 = sum dy (x - mean)}, {@code inv = 1 / sqrt(variance + epsilon)} and
     * {@code a = scale inv}: {@code dshift = s1}, {@code dscale = inv s2},
     * {@code dx = a dy - a (dscale (x - mean) inv + s1) / rows}.
     */
    @Override
    public Runnable backward(Adjoint adjoint) {
        ByteBuffer dy = Floats.bytes(adjoint.output());
        FloatBuffer sums = Floats.buffer(adjoint.scratch(channels));
        FloatBuffer products = Floats.buffer(adjoint.scratch(channels));
        FloatBuffer ofInput = Floats.buffer(adjoint.scratch(channels));
        FloatBuffer constant = Floats.buffer(adjoint.scratch(channels));
        FloatBuffer scaleGradients = Floats.buffer(context.gradient("weight"));
        FloatBuffer shiftGradients = Floats.buffer(context.gradient("bias"));
        ByteBuffer dx = Floats.bytes(adjoint.wants(0) ? adjoint.inputInPlace(0) : adjoint.scratch(1));
        boolean wanted = adjoint.wants(0);
        return () -> {
            arithmetic.gradientSums(x, dy, means, sums, products);
            for (int c = 0; c < channels; c++) {
                double inverse = 1 / Math.sqrt(variances.get(c) + epsilon);
                double gradient = inverse * products.get(c);
                double factor = scales.get(c) * inverse;
                double ofX = -factor * gradient * inverse / rows;
                scaleGradients.put(c, (float) gradient);
                shiftGradients.put(c, sums.get(c));
                products.put(c, (float) factor);
                ofInput.put(c, (float) ofX);
                constant.put(c, (float) (-factor * sums.get(c) / rows - ofX * means.get(c)));
            }
            if (wanted) {
                arithmetic.inputGradient(x, dy, products, ofInput, constant, dx);
            }
        };
    }
}
