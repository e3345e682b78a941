package dev.tradespace.training.dl4j.executor.operation.norm;

import dev.tradespace.api.op.LocalResponseNorm;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.NativeCall;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import java.nio.FloatBuffer;

/**
 * Local response normalisation across neighbouring channels. The library counts the neighbours on one side, and does
 * not divide by their number; its own backward pass gives other gradients than the differences of its forward pass, so
 * that one is ours.
 *
 * @shape {@code [batch, H, W, C]} to the same
 */
public final class LocalResponseNormStep implements OperationStep {
    private final LayerContext context;
    private final LocalResponseNorm op;
    private final int channels;
    private final float alpha;
    private final float[] x;
    private final float[] dy;
    private final float[] bases;
    private final float[] products;
    private final NativeCall forward;

    public LocalResponseNormStep(LayerContext context, LocalResponseNorm op) {
        this.context = context;
        this.op = op;
        this.channels = context.layer().shape().channels();
        this.alpha = (float) (op.alpha() / op.size());
        this.x = new float[channels];
        this.dy = new float[channels];
        this.bases = new float[channels];
        this.products = new float[channels];
        this.forward = NativeCall.of("lrn")
                .in(context.input(0))
                .out(context.looseOutput())
                .integers(op.size() / 2)
                .reals(op.bias(), alpha, op.beta())
                .ready();
    }

    @Override
    public void forward(ForwardMode pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        if (!adjoint.wants(0)) {
            return () -> {};
        }
        FloatBuffer input = Floats.buffer(context.input(0));
        FloatBuffer gradient = Floats.buffer(adjoint.output());
        FloatBuffer result = Floats.buffer(adjoint.inputInPlace(0));
        return () -> {
            for (int at = 0; at < input.capacity(); at += channels) {
                input.get(at, x);
                gradient.get(at, dy);
                derive();
                result.put(at, dy);
            }
        };
    }

    /**
     * {@code dx = dy b^-beta - 2 alpha beta x sum(dy x b^(-beta - 1))}, where b is what is raised to minus beta and the
     * sum goes over the neighbours.
     */
    private void derive() {
        for (int c = 0; c < channels; c++) {
            float squares = 0;
            for (int near = first(c); near < end(c); near++) {
                squares += x[near] * x[near];
            }
            bases[c] = (float) op.bias() + alpha * squares;
        }
        for (int c = 0; c < channels; c++) {
            dy[c] *= (float) Math.pow(bases[c], -op.beta());
            products[c] = dy[c] * x[c] / bases[c];
        }
        float factor = (float) (2 * alpha * op.beta());
        for (int c = 0; c < channels; c++) {
            float sum = 0;
            for (int near = first(c); near < end(c); near++) {
                sum += products[near];
            }
            dy[c] -= factor * x[c] * sum;
        }
    }

    private int first(int channel) {
        return Math.max(0, channel - op.size() / 2);
    }

    private int end(int channel) {
        return Math.min(channels, channel + op.size() / 2 + 1);
    }
}
