package dev.tradespace.api.arch;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.LearnedParameter;
import dev.tradespace.api.op.Shape;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The sizes of random weights; that they keep deep networks in range is tested where networks run. */
final class RandomWeightsScaleTest {
    private static final Shape IMAGE = Shape.of(64, 16, 16);

    private static float[] values(Architecture architecture, String tensor) {
        return RandomWeights.of(architecture, 7)
                .values(Objects.requireNonNull(architecture.weights().get(tensor), tensor));
    }

    private static double deviation(Architecture architecture, String tensor) {
        double squares = 0;
        float[] values = values(architecture, tensor);
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares / values.length);
    }

    @Test
    void theSameSeedGivesTheSameValuesAndAnotherSeedOthers() {
        Architecture network = Flow.input(IMAGE).conv(64, kernel(3)).architecture();
        float[] values = values(network, "conv1.weight");
        assertArrayEquals(values, values(network, "conv1.weight"));
        assertFalse(Arrays.equals(
                values,
                RandomWeights.of(network, 8)
                        .values(Objects.requireNonNull(network.weights().get("conv1.weight")))));
    }

    /** A ReLU of a standard normal variable has the second moment one half (He et al. 2015). */
    @Test
    void aKernelAfterAReluIsAsHeInitialises() {
        Architecture network =
                Flow.input(IMAGE).conv(64, kernel(3)).relu().conv(64, kernel(3)).architecture();
        assertEquals(Math.sqrt(1.0 / (64 * 9)), deviation(network, "conv1.weight"), 1e-3);
        assertEquals(Math.sqrt(2.0 / (64 * 9)), deviation(network, "conv2.weight"), 1e-3);
    }

    /** Of 16 rows, 14 see three rows of the input and 2 see two. */
    @Test
    void aPaddedKernelMakesUpForTheZerosItReads() {
        Architecture network = Flow.input(IMAGE).conv(64, kernel(3).padding(1)).architecture();
        assertEquals(Math.sqrt(1.0 / (64 * 9)) * 48 / 46, deviation(network, "conv1.weight"), 5e-4);
    }

    @Test
    void aKernelBeforeASwishIsWideAndTheLastOfABranchSmall() {
        Architecture network = Flow.input(IMAGE)
                .in(
                        "a",
                        x -> x.add(x.pointwise(64)
                                .batchNorm()
                                .activation(Activation.Function.SILU)
                                .pointwise(64)
                                .batchNorm()))
                .in("b", x -> x.add(x.pointwise(64)))
                .in("c", x -> x.add(x.pointwise(64)))
                .in("d", x -> x.add(x.pointwise(64)))
                .architecture();
        assertEquals(10 / Math.sqrt(64), deviation(network, "a.conv1.weight"), 0.03);
        // It reads a signal of deviation 7 (a ReLU of ten) and is one of four branches.
        assertEquals(0.5 / 7.07 / Math.sqrt(64), deviation(network, "a.conv2.weight"), 3e-4);
        assertEquals(0.5 / Math.sqrt(1.25 * 64), deviation(network, "b.conv1.weight"), 2e-3);
    }

    @Test
    void everyChannelOfADepthwiseKernelPassesOnTheSamePower() {
        Architecture network = Flow.input(IMAGE).depthwise(kernel(3)).architecture();
        float[] values = values(network, "conv1.weight");
        for (int channel = 0; channel < 64; channel++) {
            double sum = 0;
            double squares = 0;
            for (int i = 9 * channel; i < 9 * channel + 9; i++) {
                sum += values[i];
                squares += (double) values[i] * values[i];
            }
            assertEquals(2, sum * sum + squares, 1e-4, "channel " + channel);
        }
    }

    @Test
    void aLearnedParameterBeginsAsItSays() {
        Flow image = Flow.input(IMAGE);
        Flow scaled = image.multiply(image.learned(LearnedParameter.constant(Shape.of(64, 1, 1), 1e-6)));
        Flow given = image.learned(LearnedParameter.of(Shape.of(3), 1, -2, 0.5));
        Flow about = image.learned(LearnedParameter.normal(IMAGE, 3, 0.5));
        Architecture network = scaled.add(about).architecture(given);
        for (float value : values(network, "parameter1.value")) {
            assertEquals(1e-6f, value);
        }
        assertArrayEquals(new float[] {1, -2, 0.5f}, values(network, "parameter2.value"));
        float[] normal = values(network, "parameter3.value");
        double sum = 0;
        for (float value : normal) {
            sum += value;
        }
        assertEquals(3, sum / normal.length, 0.02, "four standard errors are 0.5 * 4 / sqrt(65,536) = 0.008");
    }

    /** Networks that differ in what they begin with are two; a mean that is not given leaves a digest as it was. */
    @Test
    void initialValuesAreAPartOfTheNetwork() {
        assertEquals(network(new LearnedParameter(IMAGE, 0.5)), network(new LearnedParameter(IMAGE, 0.5)));
        assertNotEquals(network(new LearnedParameter(IMAGE, 0.5)), network(LearnedParameter.normal(IMAGE, 1, 0.5)));
    }

    private static String network(LearnedParameter parameter) {
        Flow image = Flow.input(IMAGE);
        return image.add(image.learned(parameter)).architecture().digest();
    }

    @Test
    void aLearnedParameterHasTheDeviationItNames() {
        Flow image = Flow.input(IMAGE);
        Architecture network = image.add(image.learned(IMAGE, 0.5)).architecture();
        assertEquals(0.5, deviation(network, "parameter1.value"), 0.02);
    }
}
