package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.training.dl4j.executor.kernel.Call;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation over the channels: by the batch's own mean and variance while training, by the running ones afterwards.
 *
 * <p>Composed, since the library's own backward pass is five times slower: sums over rows are products with a row of ones, and its inference-time batch norm
 * serves as the affine map per channel that both directions need.
 *
 * @shape {@code [batch, H, W, C]} to the same
 * @source Ioffe &amp; Szegedy 2015, algorithm 1 and section 3; the running variance is the unbiased one, as PyTorch has it
 */
final class BatchNormalization implements Operation {
    private static final float MOMENTUM = 0.1f;

    private final Site site;
    private final double epsilon;
    private final int channels;
    private final long count;
    private final INDArray mean;
    private final INDArray variance;
    private final Call sumMean;
    private final Call squares;
    private final Call sumVariance;
    private final Call normalize;
    private final Call normalizeByRunning;
    private final FloatBuffer means;
    private final FloatBuffer variances;
    private final FloatBuffer runningMeans;
    private final FloatBuffer runningVariances;

    BatchNormalization(Site site, BatchNorm op) {
        this.site = site;
        this.epsilon = op.epsilon();
        INDArray x = site.input(0);
        INDArray rows = Floats.rows(x);
        channels = Math.toIntExact(rows.size(1));
        count = rows.size(0);
        mean = site.keep(channels);
        variance = site.keep(channels);
        INDArray square = site.scratch(rows.shape());
        sumMean = ColumnSums.of(rows, 1.0 / count, mean);
        squares = Call.of("squaredsubtract").in(rows, mean).out(square).ready();
        sumVariance = ColumnSums.of(square, 1.0 / count, variance);
        INDArray y = site.looseOutput();
        INDArray runningMean = site.parameter("running_mean");
        INDArray runningVariance = site.parameter("running_var");
        normalize = affine(x, mean, variance, site.parameter("weight"), site.parameter("bias"), y);
        normalizeByRunning =
                affine(x, runningMean, runningVariance, site.parameter("weight"), site.parameter("bias"), y);
        means = Floats.buffer(mean);
        variances = Floats.buffer(variance);
        runningMeans = Floats.buffer(runningMean);
        runningVariances = Floats.buffer(runningVariance);
    }

    private Call affine(INDArray x, INDArray mean, INDArray variance, INDArray scale, INDArray shift, INDArray y) {
        return Call.of("batchnorm")
                .in(x, mean, variance, scale, shift)
                .out(y)
                .integers(1, 1, 3)
                .reals(epsilon)
                .ready();
    }

    @Override
    public void forward(Pass pass) {
        if (pass == Pass.EVALUATION) {
            normalizeByRunning.run();
            return;
        }
        sumMean.run();
        squares.run();
        sumVariance.run();
        updateRunning();
        normalize.run();
    }

    private void updateRunning() {
        float unbiased = count > 1 ? (float) count / (count - 1) : 1;
        for (int c = 0; c < channels; c++) {
            runningMeans.put(c, (1 - MOMENTUM) * runningMeans.get(c) + MOMENTUM * means.get(c));
            runningVariances.put(c, (1 - MOMENTUM) * runningVariances.get(c) + MOMENTUM * unbiased * variances.get(c));
        }
    }

    /**
     * With {@code s1 = sum dy}, {@code s2 = sum dy x}, {@code inv = 1 / sqrt(variance + epsilon)} and {@code a = scale inv}: {@code dshift = s1}, {@code dscale
     * = inv (s2 - mean s1)}, {@code dx = a dy - a (dscale (x - mean) inv + s1) / count}.
     */
    @Override
    public Runnable backward(Adjoint adjoint) {
        INDArray x = Floats.rows(site.input(0));
        INDArray dy = Floats.rows(adjoint.output());
        INDArray product = adjoint.scratch(x.shape());
        INDArray s1 = adjoint.scratch(channels);
        INDArray s2 = adjoint.scratch(channels);
        INDArray a = adjoint.scratch(channels);
        INDArray scaleForX = adjoint.scratch(channels);
        INDArray shiftForX = adjoint.scratch(channels);
        Steps steps = new Steps()
                .add(Call.of("multiply").in(dy, x).out(product).ready())
                .add(ColumnSums.of(dy, 1, s1))
                .add(ColumnSums.of(product, 1, s2))
                .add(coefficients(s1, s2, a, scaleForX, shiftForX));
        if (adjoint.wants(0)) {
            INDArray scaled = adjoint.scratch(x.shape());
            INDArray fromX = Floats.view(product, site.input(0).shape());
            steps.add(affine(site.input(0), mean, variance, scaleForX, shiftForX, fromX))
                    .add(Call.of("multiply").in(dy, a).out(scaled).ready())
                    .add(Call.of("add")
                            .in(product, scaled)
                            .out(Floats.rows(adjoint.input(0)))
                            .ready());
        }
        return steps;
    }

    private Runnable coefficients(INDArray s1, INDArray s2, INDArray a, INDArray scaleForX, INDArray shiftForX) {
        FloatBuffer sums = Floats.buffer(s1);
        FloatBuffer products = Floats.buffer(s2);
        FloatBuffer factors = Floats.buffer(a);
        FloatBuffer scalesForX = Floats.buffer(scaleForX);
        FloatBuffer shiftsForX = Floats.buffer(shiftForX);
        FloatBuffer scales = Floats.buffer(site.parameter("weight"));
        FloatBuffer scaleGradients = Floats.buffer(site.gradient("weight"));
        FloatBuffer shiftGradients = Floats.buffer(site.gradient("bias"));
        return () -> {
            for (int c = 0; c < channels; c++) {
                double inverse = 1 / Math.sqrt(variances.get(c) + epsilon);
                double sum = sums.get(c);
                double gradient = inverse * (products.get(c) - means.get(c) * sum);
                double factor = scales.get(c) * inverse;
                scaleGradients.put(c, (float) gradient);
                shiftGradients.put(c, (float) sum);
                factors.put(c, (float) factor);
                scalesForX.put(c, (float) (-factor * gradient / count));
                shiftsForX.put(c, (float) (-factor * sum / count));
            }
        };
    }
}
