package dev.tradespace.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes that an exporter makes must be seen by the comparison, or the comparison proves nothing. */
final class OnnxNegativeControlTest {
    @TempDir
    Path folder;

    /** A mistake: what the file gets in place of a tensor. */
    private interface Mistake extends BiFunction<Weights, WeightSpec, float[]> {}

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        "small residual network",
                        "rows and columns of kernels swapped",
                        OnnxNegativeControlTest::flipped),
                mistake("dense of tokens", "dense kernels not transposed", OnnxNegativeControlTest::flipped),
                mistake("small residual network", "mean and variance swapped", swapped("running_mean", "running_var")),
                mistake("small residual network", "scale and shift swapped", swapped("weight", "bias")),
                mistake(
                        "small vision transformer",
                        "queries, keys and values rotated",
                        OnnxNegativeControlTest::rotated),
                mistake("convolution in groups", "groups rotated", OnnxNegativeControlTest::rotated),
                mistake("small vision transformer", "biases lost", OnnxNegativeControlTest::withoutBias),
                mistake("position embedding", "positions rotated", OnnxNegativeControlTest::rotated));
    }

    private static Arguments mistake(String sample, String name, Mistake mistake) {
        return Arguments.of(sample, name, mistake);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mistakes")
    void theComparisonSees(String sample, String name, Mistake mistake) throws IOException, OrtException {
        Architecture architecture =
                Objects.requireNonNull(OperationSamples.all().get(sample));
        Weights right = new RestlessWeights(3);
        Weights wrong = new Weights() {
            @Override
            public String id() {
                return "wrong";
            }

            @Override
            public float[] values(WeightSpec tensor) {
                return mistake.apply(right, tensor);
            }
        };
        Path file = folder.resolve("wrong.onnx");
        OnnxExporter.write(architecture, wrong, file);
        float[] image = Session.noise(architecture.inputShape().elements(), 1);
        try (Session session = Session.open(file)) {
            double error = OnnxParity.error(Reference.run(architecture, right, image), session.run(image));
            assertTrue(error > 100 * OnnxParity.TOLERANCE, name + ": off by " + error + " only");
        }
    }

    /** Each kernel's last two axes swapped, where they differ or the kernel is a square. */
    private static float[] flipped(Weights weights, WeightSpec tensor) {
        float[] values = weights.values(tensor);
        Shape shape = tensor.shape();
        if (tensor.role() != WeightSpec.Role.KERNEL) {
            return values;
        }
        int rows = shape.size(shape.rank() - 2);
        int columns = shape.last();
        float[] flipped = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int matrix = i / (rows * columns);
            int at = i % (rows * columns);
            flipped[matrix * rows * columns + at % columns * rows + at / columns] = values[i];
        }
        return flipped;
    }

    private static Mistake swapped(String one, String other) {
        return (weights, tensor) -> {
            boolean batchNorm = tensor.name().contains(".bn") || tensor.name().startsWith("bn");
            String name = tensor.name();
            int dot = name.lastIndexOf('.');
            String own = name.substring(dot + 1);
            if (!batchNorm || !(own.equals(one) || own.equals(other))) {
                return weights.values(tensor);
            }
            String partner = name.substring(0, dot + 1) + (own.equals(one) ? other : one);
            float[] values = weights.values(new WeightSpec(partner, role(partner), tensor.shape(), 1));
            if (own.equals("running_var")) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Math.abs(values[i]) + 0.01f;
                }
            }
            return values;
        };
    }

    private static WeightSpec.Role role(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "weight" -> WeightSpec.Role.SCALE;
            case "bias" -> WeightSpec.Role.SHIFT;
            case "running_mean" -> WeightSpec.Role.RUNNING_MEAN;
            default -> WeightSpec.Role.RUNNING_VARIANCE;
        };
    }

    /** The values of kernels and embeddings moved on by a third of them. */
    private static float[] rotated(Weights weights, WeightSpec tensor) {
        float[] values = weights.values(tensor);
        if (tensor.role() != WeightSpec.Role.KERNEL && tensor.role() != WeightSpec.Role.EMBEDDING) {
            return values;
        }
        int third = values.length / 3;
        float[] rotated = Arrays.copyOfRange(values, third, third + values.length);
        System.arraycopy(values, 0, rotated, values.length - third, third);
        return rotated;
    }

    private static float[] withoutBias(Weights weights, WeightSpec tensor) {
        return tensor.role() == WeightSpec.Role.BIAS
                ? new float[Math.toIntExact(tensor.elements())]
                : weights.values(tensor);
    }
}
