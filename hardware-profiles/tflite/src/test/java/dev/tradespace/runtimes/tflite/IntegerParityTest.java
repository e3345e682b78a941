package dev.tradespace.runtimes.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Pool;
import dev.tradespace.api.quantization.ActivationScale;
import dev.tradespace.api.quantization.ChannelScales;
import dev.tradespace.api.quantization.Quantization;
import dev.tradespace.onnx.OperationSamples;
import dev.tradespace.onnx.RestlessWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files in int8 give in a plain interpreter what the definition says, but for the steps of their scales. */
final class IntegerParityTest {
    /** In parts of the spread of a network's answers, which 256 steps hold: some 6 steps through all its layers. */
    private static final double NETWORK = 0.025;

    /** A step, half of which is the rounding of what comes out, and the rest that of the factors in between. */
    private static final double STEP = 1.01;

    @TempDir
    Path folder;

    static Stream<Arguments> samples() {
        return TfliteParityTest.samples();
    }

    static Stream<Arguments> members() {
        return FamilyParityTest.members();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"samples", "members"})
    void staysNearTheDefinition(String name, Architecture architecture) throws IOException {
        float[] image = image(architecture);
        Calibrated network = Calibrated.of(architecture, new RestlessWeights(3), image);
        double error = error(network, network.quantization(), image);
        List<Layer> layers = network.architecture().inferenceLayers();
        double allowed = NETWORK * PlainTflite.spread(network.expected());
        if (layers.size() == 2) {
            Layer layer = layers.get(1);
            boolean average = layer.op() instanceof Pool pool && pool.reduction() == Pool.Kind.AVERAGE;
            // An average keeps the steps of what it reads.
            allowed = STEP
                    * Math.max(
                            network.scale(layer.name()).scale(),
                            average ? network.scale(layers.get(0).name()).scale() / 2 : 0);
        }
        double limit = allowed;
        assertTrue(error <= limit, () -> name + ": off by " + error + ", allowed are " + limit);
    }

    /** The scales that a layer lacks leave it, and only it, to floats. */
    @Test
    void computesInFloatsWhereScalesAreLeftOut() throws IOException {
        for (String name : List.of("small residual network", "small vision transformer", "squeeze and excitation")) {
            Architecture sample = sample(name);
            float[] image = image(sample);
            Calibrated whole = Calibrated.of(sample, new RestlessWeights(3), image);
            SplittableRandom random = new SplittableRandom(7);
            for (int i = 0; i < 8; i++) {
                Calibrated some = whole.without(whole.architecture().inferenceLayers().stream()
                        .map(Layer::name)
                        .filter(layer -> random.nextBoolean())
                        .toList());
                double error = error(some, some.quantization(), image);
                assertTrue(
                        error < NETWORK * PlainTflite.spread(whole.expected()),
                        name + ", choice " + i + ": off by " + error);
            }
            Calibrated floats = whole.without(whole.architecture().inferenceLayers().stream()
                    .map(Layer::name)
                    .toList());
            double error = error(floats, floats.quantization(), image);
            assertTrue(
                    error < PlainTflite.TOLERANCE * PlainTflite.spread(whole.expected()), name + ": off by " + error);
        }
    }

    @Test
    void takesTheScaleOfTheActivationThatAConvolutionComputes() throws IOException {
        Architecture sample = sample("relu");
        float[] image = image(sample);
        Calibrated network = Calibrated.of(sample, new RestlessWeights(3), image);
        Layer convolution = network.architecture().inferenceLayers().get(1);
        Calibrated joined = network.without(List.of(convolution.name()));
        double step = joined.scale(joined.architecture().output()).scale();
        double error = error(joined, joined.quantization(), image);
        assertTrue(error <= STEP * step, "off by " + error / step + " steps");
        // Alone it would be floats, and between the steps.
        float[] answer = answer(joined, joined.quantization(), image);
        for (float value : answer) {
            assertEquals(Math.rint(value / step), value / step, 1e-3, "a step's multiple");
        }
    }

    /** Kernels and activations really are integers: too coarse ones show. */
    @Test
    void seesScalesThatAreTooCoarse() throws IOException {
        for (String name :
                List.of("convolution", "depthwise convolution", "convolution in groups", "dense", "dense of tokens")) {
            Architecture sample = sample(name);
            float[] image = image(sample);
            Calibrated network = Calibrated.of(sample, new RestlessWeights(3), image);
            double step = network.scale(network.architecture().output()).scale();
            double kernels = error(network, coarseKernels(network.quantization()), image);
            assertTrue(kernels > 10 * step, name + ", coarse kernels: off by " + kernels / step + " steps only");
            for (String layer : List.of(sample.inferenceLayers().get(0).name(), sample.output())) {
                double tensors = error(network, coarse(network.quantization(), layer), image);
                assertTrue(
                        tensors > 3 * step, name + ", coarse " + layer + ": off by " + tensors / step + " steps only");
            }
        }
    }

    private static Quantization coarseKernels(Quantization quantization) {
        Map<String, ChannelScales> kernels = new LinkedHashMap<>(quantization.kernels());
        kernels.replaceAll((name, scales) -> new ChannelScales(
                scales.scales().stream().map(scale -> 60 * scale).toList()));
        return new Quantization(quantization.activations(), kernels, 8);
    }

    private static Quantization coarse(Quantization quantization, String layer) {
        Map<String, ActivationScale> activations = new LinkedHashMap<>(quantization.activations());
        activations.computeIfPresent(
                layer, (name, scale) -> new ActivationScale(30 * scale.scale(), scale.zeroPoint()));
        return new Quantization(activations, quantization.kernels(), 8);
    }

    private static Architecture sample(String name) {
        return Objects.requireNonNull(OperationSamples.all().get(name));
    }

    private static float[] image(Architecture architecture) {
        return Calibrated.stepped(PlainTflite.noise(architecture.inputShape().elements(), 1));
    }

    private float[] answer(Calibrated network, Quantization quantization, float[] image) throws IOException {
        Path file = folder.resolve("integers.tflite");
        new TfliteWriter().writeQuantized(network.architecture(), network.weights(), quantization, file, Map.of());
        return PlainTflite.run(file, network.architecture().inputShape(), image);
    }

    /** The largest difference. */
    private double error(Calibrated network, Quantization quantization, float[] image) throws IOException {
        double[] expected = network.expected();
        float[] actual = answer(network, quantization, image);
        assertEquals(expected.length, actual.length);
        double worst = 0;
        for (int i = 0; i < actual.length; i++) {
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
        }
        return worst;
    }
}
