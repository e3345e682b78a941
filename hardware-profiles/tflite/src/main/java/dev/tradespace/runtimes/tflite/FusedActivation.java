package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.op.Activation;
import org.jspecify.annotations.Nullable;

/** The activations that an operator computes on its way out: {@code ActivationFunctionType} of the schema. */
enum FusedActivation {
    NONE(0),
    RELU(1),
    RELU6(3);

    private final int code;

    FusedActivation(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** That of a function; null where no operator computes it on its way. */
    static @Nullable FusedActivation of(Activation.Function function) {
        return switch (function) {
            case RELU -> RELU;
            case RELU6 -> RELU6;
            case SILU, HARD_SWISH, HARD_SIGMOID, GELU, SIGMOID -> null;
        };
    }
}
