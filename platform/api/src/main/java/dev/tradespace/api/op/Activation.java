package dev.tradespace.api.op;

import java.util.List;
import java.util.Objects;

/**
 * An element-wise activation.
 *
 * @param function which
 */
public record Activation(Function function) implements Op {
    /** The activations, by the field's names. */
    public enum Function {
        /** {@code max(0, x)}. */
        RELU("relu"),
        /** {@code min(6, max(0, x))}. */
        RELU6("relu6"),
        /** {@code x * sigmoid(x)}, also called swish. */
        SILU("silu"),
        /** {@code x * relu6(x + 3) / 6} (Howard et al. 2019, section 5.2). */
        HARD_SWISH("hard-swish"),
        /** {@code relu6(x + 3) / 6}. */
        HARD_SIGMOID("hard-sigmoid"),
        /** {@code x * Phi(x)}, exact (Hendrycks &amp; Gimpel 2016). */
        GELU("gelu"),
        /** {@code 1 / (1 + exp(-x))}. */
        SIGMOID("sigmoid");

        private final String id;

        Function(String id) {
            this.id = id;
        }

        /** The name in JSON and in layer names: kebab-case. */
        public String id() {
            return id;
        }

        /** The value of the function. */
        public double apply(double x) {
            return switch (this) {
                case RELU -> Math.max(0, x);
                case RELU6 -> Math.min(6, Math.max(0, x));
                case SILU -> x / (1 + StrictMath.exp(-x));
                case HARD_SWISH -> x * Math.min(6, Math.max(0, x + 3)) / 6;
                case HARD_SIGMOID -> Math.min(6, Math.max(0, x + 3)) / 6;
                case GELU -> 0.5 * x * (1 + erf(x / Math.sqrt(2)));
                case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
            };
        }

        /** The error function to 1.5e-7 (Abramowitz &amp; Stegun 7.1.26). */
        private static double erf(double x) {
            double t = 1 / (1 + 0.3275911 * Math.abs(x));
            double tail =
                    t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
            return Math.signum(x) * (1 - tail * StrictMath.exp(-x * x));
        }
    }

    public Activation {
        Objects.requireNonNull(function, "function");
    }

    @Override
    public String kind() {
        return "activation";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.activation(this);
    }

    @Override
    public String describe() {
        return function.id();
    }
}
