package dev.tradespace.training.dl4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.LearnedParameter;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.op.Window;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {
    private static final Architecture CONVOLUTIONAL = Flow.input(Shape.of(64, 8, 8))
            .conv(128, Window.kernel(3).padding(1))
            .batchNorm()
            .relu()
            .depthwise(Window.kernel(5).padding(2))
            .globalAveragePool()
            .flatten()
            .dense(100)
            .architecture();
    private static final Architecture ATTENTIVE = Flow.input(Shape.of(3, 32, 32))
            .biasedConv(96, Window.kernel(4).stride(4))
            .patchTokens()
            .classToken()
            .positionEmbedding()
            .layerNorm()
            .attention(4)
            .dense(64)
            .architecture();

    private static double deviation(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / values.length);
    }

    private static WeightSpec kernel(Architecture architecture, int number) {
        return architecture.weights().values().stream()
                .filter(spec -> spec.role() == WeightSpec.Role.KERNEL)
                .toList()
                .get(number);
    }

    private static double deviationOf(Architecture architecture, int number) {
        return deviation(new InitialWeights(architecture, 3).values(kernel(architecture, number)));
    }

    @Test
    void convolutionsHaveTheVarianceThatKeepsGradients() {
        // 2% is four standard errors of the deviation of the least of them, 3,200 normal numbers.
        assertEquals(Math.sqrt(2.0 / (9 * 128)), deviationOf(CONVOLUTIONAL, 0), 0.02 * deviationOf(CONVOLUTIONAL, 0));
        assertEquals(Math.sqrt(2.0 / 25), deviationOf(CONVOLUTIONAL, 1), 0.05 * deviationOf(CONVOLUTIONAL, 1));
        assertEquals(Math.sqrt(1.0 / 3 / 128), deviationOf(CONVOLUTIONAL, 2), 0.02 * deviationOf(CONVOLUTIONAL, 2));
    }

    @Test
    void attentionBeginsSmallAndCutOff() {
        InitialWeights weights = new InitialWeights(ATTENTIVE, 3);
        assertEquals(Math.sqrt(1.0 / 48), deviationOf(ATTENTIVE, 0), 0.05 * deviationOf(ATTENTIVE, 0));
        float[] projection = weights.values(kernel(ATTENTIVE, 1));
        // A normal number that is cut off at two deviations has 0.88 of the deviation.
        assertEquals(0.02 * 0.8796, deviation(projection), 0.0004);
        for (float value : projection) {
            assertTrue(Math.abs(value) <= 0.04001, "cut off, was " + value);
        }
    }

    @Test
    void aLearnedParameterBeginsAsItSays() {
        Flow image = Flow.input(Shape.of(3, 8, 8));
        Architecture network = image.multiply(image.learned(LearnedParameter.of(Shape.of(3, 1, 1), 1, -2, 0.5)))
                .add(image.learned(LearnedParameter.normal(Shape.of(3, 8, 8), 10, 0.1)))
                .architecture();
        InitialWeights weights = new InitialWeights(network, 3);
        assertArrayEquals(
                new float[] {1, -2, 0.5f},
                weights.values(Objects.requireNonNull(network.weights().get("parameter1.value"))));
        for (float value :
                weights.values(Objects.requireNonNull(network.weights().get("parameter2.value")))) {
            assertTrue(Math.abs(value - 10) <= 0.2001, "cut off at two deviations, was " + value);
        }
    }

    @Test
    void normsBeginAsTheyDoNothingAndBiasesAtZero() {
        for (Architecture architecture : new Architecture[] {CONVOLUTIONAL, ATTENTIVE}) {
            InitialWeights weights = new InitialWeights(architecture, 3);
            for (WeightSpec spec : architecture.weights().values()) {
                float[] values = weights.values(spec);
                switch (spec.role()) {
                    case SCALE, RUNNING_VARIANCE -> assertEquals(values.length, sum(values));
                    case BIAS, SHIFT, RUNNING_MEAN -> assertEquals(0, deviation(values));
                    case KERNEL, EMBEDDING -> assertTrue(deviation(values) > 0, spec::name);
                }
            }
        }
    }

    @Test
    void anInvertedResidualBeginsAsItsShortcut() {
        Flow x = Flow.input(Shape.of(8, 8, 8));
        Flow inverted = x.pointwise(16)
                .batchNorm()
                .depthwise(Window.kernel(3).padding(1))
                .batchNorm()
                .pointwise(8)
                .batchNorm()
                .add(x);
        Architecture architecture = inverted.conv(8, Window.kernel(3).padding(1))
                .batchNorm()
                .add(inverted)
                .globalAveragePool()
                .flatten()
                .dense(4)
                .architecture();
        InitialWeights weights = new InitialWeights(architecture, 3);
        double[] scales = architecture.weights().values().stream()
                .filter(spec -> spec.role() == WeightSpec.Role.SCALE)
                .mapToDouble(spec -> sum(weights.values(spec)))
                .toArray();
        assertArrayEquals(new double[] {16, 16, 0, 8}, scales);
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    @Test
    void isAFunctionOfSeedAndName() {
        WeightSpec spec = kernel(CONVOLUTIONAL, 0);
        float[] once = new InitialWeights(CONVOLUTIONAL, 3).values(spec);
        assertArrayEquals(once, new InitialWeights(CONVOLUTIONAL, 3).values(spec));
        assertFalse(Arrays.equals(once, new InitialWeights(CONVOLUTIONAL, 4).values(spec)));
    }
}
