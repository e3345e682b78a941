package dev.tradespace.runtimes.deeplearning4j;

import dev.tradespace.api.op.Activation;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Activations, element by element. Deeplearning4j's own hard sigmoid has another slope, it has no hard swish, and its GELU is approximate. */
final class ActivationOps {
    private ActivationOps() {}

    /** Adds the operations of a function. */
    static SDVariable add(SameDiff sd, SDVariable x, Activation.Function function) {
        return switch (function) {
            case RELU -> sd.nn.relu(x, 0);
            case RELU6 -> sd.nn.relu6(x, 0);
            case SILU -> sd.nn.swish(x);
            case HARD_SWISH -> shiftedRelu6(sd, x).mul(x).mul(1.0 / 6);
            case HARD_SIGMOID -> shiftedRelu6(sd, x).mul(1.0 / 6);
            case GELU -> gelu(sd, x);
            case SIGMOID -> sd.nn.sigmoid(x);
        };
    }

    private static SDVariable shiftedRelu6(SameDiff sd, SDVariable x) {
        return sd.nn.relu6(x.add(3), 0);
    }

    /** {@code x (1 + erf(x / sqrt 2)) / 2}. */
    private static SDVariable gelu(SameDiff sd, SDVariable x) {
        SDVariable half = x.mul(0.5);
        return sd.math.erf(x.mul(Math.sqrt(0.5))).mul(half).add(half);
    }
}
