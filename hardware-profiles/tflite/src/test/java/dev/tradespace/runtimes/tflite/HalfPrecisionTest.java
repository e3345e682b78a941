package dev.tradespace.runtimes.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.op.Window;
import dev.tradespace.onnx.OperationSamples;
import dev.tradespace.onnx.Reference;
import dev.tradespace.onnx.RestlessWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files whose kernels have 16 bits. */
final class HalfPrecisionTest {
    @TempDir
    Path folder;

    /** A half's value by its definition. */
    private static double value(int half) {
        int exponent = half >> 10 & 31;
        int mantissa = half & 1023;
        double magnitude = exponent == 0 ? Math.scalb(mantissa, -24) : Math.scalb(1024 + mantissa, exponent - 25);
        return half >> 15 == 0 ? magnitude : -magnitude;
    }

    @Test
    void everyNumberIsItsOwnNearest() {
        for (int half = 0; half < 1 << 16; half++) {
            if ((half >> 10 & 31) < 31) {
                assertEquals((short) half, HalfFloats.nearest((float) value(half)), "half " + half);
            }
        }
    }

    @Test
    void roundsToTheNearestAndBetweenTwoToTheEven() {
        for (int half = 0; half < 0x7bff; half++) {
            double low = value(half);
            double high = value(half + 1);
            float middle = (float) ((low + high) / 2);
            int even = half % 2 == 0 ? half : half + 1;
            assertEquals((short) even, HalfFloats.nearest(middle), "between " + low + " and " + high);
            assertEquals((short) half, HalfFloats.nearest(Math.nextDown(middle)));
            assertEquals((short) (half + 1), HalfFloats.nearest(Math.nextUp(middle)));
        }
    }

    /** Batch norms are folded before rounding, so that a norm's convolution is not exact. */
    static Stream<Arguments> samples() {
        return OperationSamples.all().entrySet().stream()
                .filter(sample ->
                        sample.getValue().layers().stream().noneMatch(layer -> layer.op() instanceof BatchNorm))
                .filter(sample -> !sample.getValue().weights().isEmpty())
                .map(sample -> Arguments.of(sample.getKey(), sample.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void computesWhatTheDefinitionSaysFromWeightsThatNeedNoMoreBits(String name, Architecture architecture)
            throws IOException {
        Weights restless = new RestlessWeights(3);
        Weights coarse = new Weights() {
            @Override
            public String id() {
                return "coarse";
            }

            @Override
            public float[] values(WeightSpec tensor) {
                float[] values = restless.values(tensor);
                for (int i = 0; i < values.length; i++) {
                    // Steps of 1/64 have few enough bits for all numbers below 32.
                    values[i] = Math.round(values[i] * 64) / 64f;
                }
                return values;
            }
        };
        Path file = folder.resolve("sample.tflite");
        new TfliteWriter().write(architecture, coarse, "fp16", file, Map.of());
        float[] image = PlainTflite.noise(architecture.inputShape().elements(), 1);
        // An attention's queries are scaled before they are rounded, by what is no power of two.
        double allowed = name.contains("attention") || name.contains("transformer") ? 1e-3 : PlainTflite.TOLERANCE;
        double error = PlainTflite.error(
                Reference.run(architecture, coarse, image), PlainTflite.run(file, architecture.inputShape(), image));
        assertTrue(error < allowed, () -> name + ": off by " + error);
    }

    @Test
    void takesHalfTheRoomAndStillIsNoOtherNetwork() throws IOException {
        Architecture network = Flow.input(Shape.of(64, 8, 8))
                .conv(128, Window.kernel(3))
                .batchNorm()
                .relu()
                .flatten()
                .dense(10)
                .architecture();
        Path full = folder.resolve("full.tflite");
        Path half = folder.resolve("half.tflite");
        Weights weights = RandomWeights.of(network, 1);
        TfliteFiles.write(network, weights, full);
        new TfliteWriter().write(network, weights, "fp16", half, Map.of());
        double ratio = (double) Files.size(half) / Files.size(full);
        assertTrue(ratio > 0.5 && ratio < 0.52, "the file takes " + ratio + " of the one in fp32");
        float[] image = PlainTflite.noise(network.inputShape().elements(), 1);
        float[] expected = PlainTflite.run(full, network.inputShape(), image);
        double[] wide = new double[expected.length];
        Arrays.setAll(wide, i -> expected[i]);
        double error = PlainTflite.error(wide, PlainTflite.run(half, network.inputShape(), image));
        assertTrue(error > 0 && error < 2e-3, "off by " + error);
    }

    @Test
    void refusesAWeightThatIsTooLarge() {
        Architecture network = Flow.input(Shape.of(1, 2, 2)).flatten().dense(1).architecture();
        Weights large = new Weights() {
            @Override
            public String id() {
                return "large";
            }

            @Override
            public float[] values(WeightSpec tensor) {
                float[] values = new float[Math.toIntExact(tensor.elements())];
                Arrays.fill(values, 70_000);
                return values;
            }
        };
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> new TfliteWriter()
                .write(network, large, "fp16", folder.resolve("large.tflite"), Map.of()));
        assertEquals(
                "fp16 holds numbers up to 65504.0, tensor dense1.weight has 70000.0; export it in fp32",
                refused.getMessage());
    }
}
