package dev.tradespace.api.arch;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.op.WeightSpec.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RandomWeightsTest {
    private static Architecture network() {
        return Flow.input(Shape.of(3, 16, 16))
                .biasedConv(8, kernel(3).centred())
                .batchNorm()
                .relu()
                .depthwise(kernel(3).centred())
                .pointwise(32)
                .patchTokens()
                .classToken()
                .positionEmbedding()
                .attention(4)
                .layerNorm()
                .flatten()
                .dense(10)
                .architecture();
    }

    private static Architecture denseOnInput() {
        return Flow.input(Shape.of(16)).dense(4).architecture();
    }

    private static WeightSpec tensor(Architecture architecture, String name) {
        return Objects.requireNonNull(architecture.weights().get(name), name);
    }

    @Test
    void areTheSameForTheSameSeedWhateverOrderTheyAreAskedIn() {
        Architecture network = network();
        List<WeightSpec> order = new ArrayList<>(network.weights().values());
        RandomWeights one = RandomWeights.of(network, 7);
        Map<WeightSpec, float[]> first = new HashMap<>();
        order.forEach(weight -> first.put(weight, one.values(weight)));
        Collections.reverse(order);
        RandomWeights other = RandomWeights.of(network(), 7);
        for (WeightSpec weight : order) {
            assertArrayEquals(first.get(weight), other.values(weight), weight.name());
            assertArrayEquals(first.get(weight), one.values(weight), "asked again: " + weight.name());
        }
    }

    @Test
    void areOthersForAnotherSeedAndAnotherTensor() {
        Architecture network = network();
        WeightSpec in = tensor(network, "attention1.in_weight");
        WeightSpec out = tensor(network, "attention1.out_weight");
        float[] values = RandomWeights.of(network, 7).values(in);
        assertFalse(Arrays.equals(values, RandomWeights.of(network, 8).values(in)));
        assertFalse(Arrays.equals(
                Arrays.copyOf(values, 32 * 32), RandomWeights.of(network, 7).values(out)));
    }

    /** Results name their weights by the seed alone, so these values must not change. */
    @Test
    void areWhatTheyWereWhenResultsWereStored() {
        Architecture network = denseOnInput();
        float[] values = RandomWeights.of(network, 7).values(tensor(network, "dense1.weight"));
        assertArrayEquals(new float[] {0.3180665f, -0.1812688f, -0.52062315f}, Arrays.copyOf(values, 3), 0f);
    }

    @Test
    void haveTheVarianceThatKeepsActivationsAtOne() {
        Architecture network = Flow.input(Shape.of(400)).dense(500).architecture();
        float[] values = RandomWeights.of(network, 3).values(tensor(network, "dense1.weight"));
        double squares = 0;
        double sum = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        // 200,000 normal values: the relative standard error of their variance is sqrt(2 / n) = 0.3%; five of them
        assertEquals(1.0 / 400, squares / values.length, 0.016 / 400);
        assertEquals(0, sum / values.length, 5 * 0.05 / Math.sqrt(values.length));
    }

    @Test
    void leaveNormalisationsAndBiasesNeutral() {
        Architecture network = network();
        RandomWeights weights = RandomWeights.of(network, 7);
        for (WeightSpec weight : network.weights().values()) {
            float[] values = weights.values(weight);
            assertEquals(weight.elements(), values.length, weight.name());
            if (weight.role() == Role.SCALE || weight.role() == Role.RUNNING_VARIANCE) {
                assertArrayEquals(filled(values.length, 1), values, weight.name());
            } else if (weight.role() != Role.KERNEL && weight.role() != Role.EMBEDDING) {
                assertArrayEquals(filled(values.length, 0), values, weight.name());
            } else {
                assertFalse(Arrays.equals(filled(values.length, 0), values), weight.name());
            }
        }
    }

    @Test
    void areNamedByTheirSeed() {
        assertEquals("random:7", RandomWeights.of(denseOnInput(), 7).id());
    }

    @Test
    void refuseATensorThatIsNotThere() {
        Architecture network = denseOnInput();
        WeightSpec stranger = new WeightSpec("other.weight", Role.KERNEL, Shape.of(1), 1);
        assertEquals(
                "there is no tensor other.weight",
                assertThrows(IllegalArgumentException.class, () -> RandomWeights.of(network, 7)
                                .values(stranger))
                        .getMessage());
    }

    private static float[] filled(int size, float value) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        return values;
    }
}
