package dev.tradespace.training.dl4j.executor.operation.elementwise;

import dev.tradespace.api.op.Activation.Function;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.NativeCall;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.vector.Gelu;
import dev.tradespace.training.dl4j.vector.PiecewiseActivations;
import dev.tradespace.training.dl4j.vector.ReluGradient;
import dev.tradespace.training.dl4j.vector.Silu;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An element-wise activation: in place where its slope can be told from what it puts out and nobody else needs what it
 * reads.
 *
 * <p>A ReLU behind an operation that can rectify by itself leaves the work to that.
 */
public final class ActivationStep implements OperationStep {
    private final Function function;
    private final FloatBuffer kept;
    private final int count;
    private final Runnable forward;
    private final boolean left;

    public ActivationStep(LayerContext context, Function function) {
        this.function = function;
        INDArray input = context.input(0);
        count = Floats.count(input);
        left = function == Function.RELU && context.rectifyInput();
        if (left) {
            kept = Floats.buffer(context.outputIs(0));
            forward = () -> {};
            return;
        }
        boolean inPlace = slopeIsToldByOutput(function);
        INDArray output = inPlace ? context.outputOver(0, false) : context.looseOutput();
        kept = Floats.buffer(inPlace ? output : input);
        forward = forward(input, output);
    }

    private static boolean slopeIsToldByOutput(Function function) {
        return switch (function) {
            case RELU, RELU6, HARD_SIGMOID, SIGMOID -> true;
            case SILU, HARD_SWISH, GELU -> false;
        };
    }

    private Runnable forward(INDArray input, INDArray output) {
        FloatBuffer x = Floats.buffer(input);
        FloatBuffer y = Floats.buffer(output);
        PiecewiseActivations curves = new PiecewiseActivations();
        return switch (function) {
            case RELU -> NativeCall.of("relu").in(input).out(output).reals(0).ready();
            case RELU6 -> () -> curves.relu6(x, y, count);
            case HARD_SIGMOID -> () -> curves.hardSigmoid(x, y, count);
            case HARD_SWISH -> () -> curves.hardSwish(x, y, count);
            case SIGMOID -> () -> curves.sigmoid(x, y, count);
            case SILU -> {
                Silu silu = new Silu();
                yield () -> silu.forward(x, y, count);
            }
            case GELU -> {
                Gelu gelu = new Gelu();
                yield () -> gelu.forward(x, y, count);
            }
        };
    }

    @Override
    public void forward(ForwardMode pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        if (left) {
            adjoint.passOn(0);
            return () -> {};
        }
        FloatBuffer dy = Floats.buffer(adjoint.output());
        FloatBuffer dx = Floats.buffer(adjoint.inputInPlace(0));
        PiecewiseActivations curves = new PiecewiseActivations();
        return switch (function) {
            case RELU -> rectifier(Float.POSITIVE_INFINITY, dy, dx);
            case RELU6 -> rectifier(6, dy, dx);
            case HARD_SIGMOID -> () -> curves.hardSigmoidSlope(kept, dy, dx, count);
            case HARD_SWISH -> () -> curves.hardSwishSlope(kept, dy, dx, count);
            case SIGMOID -> () -> curves.sigmoidSlope(kept, dy, dx, count);
            case SILU -> {
                Silu silu = new Silu();
                yield () -> silu.backward(kept, dy, dx, count);
            }
            case GELU -> {
                Gelu gelu = new Gelu();
                yield () -> gelu.backward(kept, dy, dx, count);
            }
        };
    }

    private Runnable rectifier(float ceiling, FloatBuffer dy, FloatBuffer dx) {
        ReluGradient rectifier = new ReluGradient(ceiling);
        return () -> rectifier.backward(kept, dy, dx, count);
    }
}
