package dev.tradespace.api.op;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tradespace.api.op.WeightSpec.Role;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which settings an operation refuses, which weights it has, and what activations compute. */
class OpSettingsTest {
    private static Arguments refused(String message, Executable making) {
        return arguments(message, making);
    }

    static Stream<Arguments> badSettings() {
        return Stream.of(
                refused("channels must be at least 1, was 0", () -> new Convolution(0, kernel(1), 1, false)),
                refused(
                        "groups must divide the 6 output channels, was 4",
                        () -> new Convolution(6, kernel(1), 4, false)),
                refused(
                        "groups must divide the 6 output channels, was 0",
                        () -> new Convolution(6, kernel(1), 0, false)),
                refused("features must be at least 1, was 0", () -> new Dense(0, true)),
                refused("epsilon must be above 0 and finite, was 0.0", () -> new BatchNorm(0)),
                refused("epsilon must be above 0 and finite, was NaN", () -> new LayerNorm(Double.NaN)),
                refused(
                        "epsilon must be above 0 and finite, was Infinity",
                        () -> new BatchNorm(Double.POSITIVE_INFINITY)),
                refused("size must be odd and at least 1, was 4", () -> new LocalResponseNorm(4, 1, 1, 1)),
                refused(
                        "alpha and beta must be at least 0 and bias above 0, all finite, was NaN, 1.0 and 1.0",
                        () -> new LocalResponseNorm(5, Double.NaN, 1, 1)),
                refused("countPadding is for averages only", () -> new Pool(Pool.Kind.MAX, kernel(3), false, true)),
                refused(
                        "a pooling's padding must be smaller than its window, or a window holds nothing,"
                                + " was 2x2/2 pad 2",
                        () -> new Pool(Pool.Kind.MAX, kernel(2).stride(2).padding(2), false, false)),
                refused("axis must be at least 0, was -1", () -> new Concat(-1)),
                refused("axis must be at least 0, was -1", () -> new Softmax(-1)),
                refused("padding must be at least 0, was -1 and 0", () -> new ChannelPad(-1, 0)),
                refused("a range needs 0 <= start < end and step >= 1, was 3:3:1", () -> StridedSlice.Range.of(3, 3)),
                refused("rate must be at least 0 and below 1, was 1.0", () -> new Dropout(1)),
                refused("rate must be at least 0 and below 1, was NaN", () -> new StochasticDepth(Double.NaN)),
                refused("scale must be finite, was Infinity", () -> new MatrixProduct(false, Double.POSITIVE_INFINITY)),
                refused("order must name each of 2 axes once, was [1, 1]", () -> new Transpose(List.of(1, 1))),
                refused(
                        "deviation must be at least 0 and finite, was -1.0",
                        () -> new LearnedParameter(Shape.of(1), -1)),
                refused(
                        "initial values must be one, or 6 for 2x3, were 4",
                        () -> LearnedParameter.of(Shape.of(2, 3), 1, 2, 3, 4)),
                refused("initial values must be finite", () -> LearnedParameter.constant(Shape.of(1), Double.NaN)),
                refused("heads must be at least 1, was 0", () -> new MultiHeadAttention(0, true)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badSettings")
    void refusesBadSettingsByNameRuleAndValue(String message, Executable making) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, making).getMessage());
    }

    private static String weights(Op op, Shape... inputs) {
        StringBuilder text = new StringBuilder();
        for (WeightSpec weight : op.weights(List.of(inputs))) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(weight.name())
                    .append(' ')
                    .append(weight.shape())
                    .append(" fan-in ")
                    .append(weight.fanIn());
        }
        return text.toString();
    }

    @Test
    void hasTheWeightsThatFrameworksHave() {
        Shape map = Shape.of(8, 5, 5);
        assertEquals(
                "weight 12x8x3x1 fan-in 24, bias 12 fan-in 1",
                weights(new Convolution(12, kernel(3, 1), 1, true), map));
        assertEquals("weight 8x1x3x3 fan-in 9", weights(new Convolution(8, kernel(3), 8, false), map), "depthwise");
        assertEquals("weight 12x2x1x1 fan-in 2", weights(new Convolution(12, kernel(1), 4, false), map));
        assertEquals("weight 10x7 fan-in 7, bias 10 fan-in 1", weights(new Dense(10, true), Shape.of(3, 7)));
        assertEquals(
                "weight 8 fan-in 1, bias 8 fan-in 1, running_mean 8 fan-in 1, running_var 8 fan-in 1",
                weights(new BatchNorm(1e-5), map));
        assertEquals("weight 7 fan-in 1, bias 7 fan-in 1", weights(new LayerNorm(1e-6), Shape.of(3, 7)));
        assertEquals(
                "in_weight 18x6 fan-in 6, in_bias 18 fan-in 1, out_weight 6x6 fan-in 6, out_bias 6 fan-in 1",
                weights(new MultiHeadAttention(2, true), Shape.of(3, 6)));
        assertEquals(
                "in_weight 18x6 fan-in 6, out_weight 6x6 fan-in 6",
                weights(new MultiHeadAttention(2, false), Shape.of(3, 6)));
        assertEquals("token 6 fan-in 1", weights(new ClassToken(), Shape.of(3, 6)));
        assertEquals("embedding 3x6 fan-in 1", weights(new PositionEmbedding(), Shape.of(3, 6)));
        assertEquals("value 4x5 fan-in 1", weights(new LearnedParameter(Shape.of(4, 5), 0.1)));
    }

    @Test
    void trainsEverythingButRunningStatistics() {
        for (Role role : Role.values()) {
            assertEquals(role != Role.RUNNING_MEAN && role != Role.RUNNING_VARIANCE, role.trainable(), role.name());
        }
    }

    static Stream<Arguments> values() {
        return Stream.of(
                arguments(Activation.Function.RELU, new double[] {-2, 0, 7}, new double[] {0, 0, 7}),
                arguments(Activation.Function.RELU6, new double[] {-2, 3, 7}, new double[] {0, 3, 6}),
                arguments(Activation.Function.SIGMOID, new double[] {-2, 0, 2}, new double[] {
                    0.11920292202211755, 0.5, 0.8807970779778825
                }),
                arguments(Activation.Function.SILU, new double[] {-2, 0, 2}, new double[] {
                    -0.2384058440442351, 0, 1.761594155955765
                }),
                arguments(Activation.Function.HARD_SWISH, new double[] {-4, -1, 1, 4}, new double[] {
                    0, -1 / 3.0, 2 / 3.0, 4
                }),
                arguments(Activation.Function.HARD_SIGMOID, new double[] {-4, 0, 1, 4}, new double[] {0, 0.5, 2 / 3.0, 1
                }),
                // PyTorch: torch.nn.functional.gelu of the same values
                arguments(Activation.Function.GELU, new double[] {-2, -1, 0, 1, 2}, new double[] {
                    -0.04550026, -0.15865526, 0, 0.84134474, 1.95449974
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void computesTheActivationsDefinition(Activation.Function function, double[] at, double[] expected) {
        for (int i = 0; i < at.length; i++) {
            // 3e-7: the error function is an approximation to 1.5e-7, and gelu multiplies it by x / 2
            assertEquals(expected[i], function.apply(at[i]), 3e-7, function.id() + "(" + at[i] + ")");
        }
    }
}
