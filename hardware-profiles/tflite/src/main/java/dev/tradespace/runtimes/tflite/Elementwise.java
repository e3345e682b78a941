package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.op.Activation;
import dev.tradespace.api.quantization.ActivationScale;
import org.jspecify.annotations.Nullable;

/** Sums, products and activations, element by element. */
final class Elementwise {
    private final TfliteGraph graph;
    private final String name;

    /**
     * The operators of a layer.
     *
     * @param name the layer's
     */
    Elementwise(TfliteGraph graph, String name) {
        this.graph = graph;
        this.name = name;
    }

    /** A sum, difference or product of floats with a constant, whose sizes may be 1 where they are not the tensor's. */
    FileTensor with(TfliteOperator operator, FileTensor x, int constant) {
        return with(operator, x, constant, FusedActivation.NONE);
    }

    private FileTensor with(TfliteOperator operator, FileTensor x, int constant, FusedActivation activation) {
        return graph.node(operator, x.index(), constant)
                .with(OptionsTable.elementwise(activation))
                .as(name, x.sizes());
    }

    FileTensor with(TfliteOperator operator, FileTensor x, double number) {
        return with(operator, x, number(number));
    }

    private int number(double value) {
        return graph.constant(name + "/number", new float[] {(float) value}, 1);
    }

    /**
     * A sum, difference or product of two tensors.
     *
     * @param scale of the result; null for floats, as are the two then
     */
    FileTensor join(
            TfliteOperator operator,
            FileTensor x,
            FileTensor y,
            FusedActivation activation,
            @Nullable ActivationScale scale) {
        return graph.node(operator, x.index(), y.index())
                .with(OptionsTable.elementwise(activation))
                .as(name, x.sizes(), scale);
    }

    /**
     * An activation.
     *
     * @param scale of the result, where it has one: those that can are computed in integers then
     */
    FileTensor activation(FileTensor x, Activation.Function function, @Nullable ActivationScale scale) {
        boolean integral = x.scale() != null && scale != null;
        FileTensor in = integral ? x : graph.floats(x);
        @Nullable ActivationScale out = integral ? scale : null;
        return switch (function) {
            case RELU -> unary(TfliteOperator.RELU, in, out);
            case RELU6 -> unary(TfliteOperator.RELU6, in, out);
            case SIGMOID -> unary(TfliteOperator.LOGISTIC, in, integral ? ActivationScale.SIGMOID : null);
            case SILU ->
                join(
                        TfliteOperator.MUL,
                        in,
                        unary(TfliteOperator.LOGISTIC, in, integral ? ActivationScale.SIGMOID : null),
                        FusedActivation.NONE,
                        out);
            case HARD_SWISH -> unary(TfliteOperator.HARD_SWISH, in, out);
            // Gates of few elements: floats cost nothing there and are exact.
            case HARD_SIGMOID ->
                with(
                        TfliteOperator.MUL,
                        with(TfliteOperator.ADD, graph.floats(x), number(3), FusedActivation.RELU6),
                        1.0 / 6);
            case GELU -> unary(TfliteOperator.GELU, in, out);
        };
    }

    FileTensor unary(TfliteOperator operator, FileTensor x, @Nullable ActivationScale scale) {
        return graph.node(operator, x.index()).as(name, x.sizes(), scale);
    }
}
