package dev.tradespace.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.WeightSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Random weights keep every activation of a deep network in a range that does not change its timing. */
final class RandomWeightsRangeTest {
    @TempDir
    Path folder;

    static Stream<Arguments> networks() {
        return DeepNetworks.all().entrySet().stream().flatMap(network -> IntStream.of(7, 42)
                .mapToObj(seed -> Arguments.of(network.getKey(), seed, network.getValue())));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("networks")
    void keepActivationsInANormalRange(String name, int seed, Architecture architecture)
            throws IOException, OrtException {
        ExportTrial.assertStaysInRange(name, architecture, RandomWeights.of(architecture, seed), folder);
    }

    /** The guard must be able to fail: He's scheme as it stands, without regard to what a kernel reads. */
    @Test
    void theRangeCatchesWeightsThatForgetResidualSums() {
        Architecture deep = Objects.requireNonNull(DeepNetworks.all().get("residual without a norm"));
        Weights forgetful = new Weights() {
            @Override
            public String id() {
                return "forgetful";
            }

            @Override
            public float[] values(WeightSpec tensor) {
                float[] values = Session.noise(tensor.elements(), tensor.name().hashCode());
                double deviation = tensor.role() == WeightSpec.Role.KERNEL ? Math.sqrt(2.0 / tensor.fanIn()) : 0;
                for (int i = 0; i < values.length; i++) {
                    values[i] *= (float) deviation;
                }
                return values;
            }
        };
        AssertionError caught = assertThrows(
                AssertionError.class, () -> ExportTrial.assertStaysInRange("forgetful", deep, forgetful, folder));
        assertTrue(String.valueOf(caught.getMessage()).contains("rms"), caught.getMessage());
    }
}
