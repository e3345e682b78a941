package dev.tradespace.runtimes.opencv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.onnx.BatchAxis;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.onnx.OperationSamples;
import dev.tradespace.onnx.Reference;
import dev.tradespace.onnx.RestlessWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What OpenCV does not refuse, it computes as its definition says: each operation in each form, and the smallest members of all families. */
final class OpenCvParityTest {
    /** Outputs are of the order of one; fp32 sums of some thousand terms stay below. */
    private static final double TOLERANCE = 1e-4;

    private static final int BATCH = 2;

    /** Whose files leave their batch open, as the platform writes them, and repeat a tensor for each image. */
    private static final List<String> REPEATING = List.of(
            "class token",
            "learned channels",
            "learned gate",
            "learned parameter",
            "matrix product with a parameter",
            "small vision transformer",
            "vit/mini");

    @TempDir
    Path folder;

    private final OpenCvRuntime runtime = new OpenCvRuntime();

    @BeforeAll
    static void load() {
        new OpenCvRuntime().load();
    }

    private static List<Arguments> networks() {
        Stream<Arguments> samples = OperationSamples.all().entrySet().stream()
                .map(sample -> Arguments.of(sample.getKey(), sample.getValue()));
        Stream<Arguments> members = ServiceLoader.load(ArchitecturePlugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(family -> family.variants().stream()
                        .filter(variant -> variant.name().startsWith("mini"))
                        .map(variant -> Arguments.of(
                                family.id() + "/" + variant.name(), family.build(variant.configuration()))));
        return Stream.concat(samples, members).toList();
    }

    static Stream<Arguments> computed() {
        return networks().stream().filter(network -> !isRefused(name(network)));
    }

    static Stream<Arguments> refused() {
        return networks().stream().filter(network -> isRefused(name(network)));
    }

    private static String name(Arguments network) {
        return String.valueOf(network.get()[0]);
    }

    private static boolean isRefused(String name) {
        return REPEATING.contains(name)
                || name.equals("squeeze and excitation")
                || name.equals("mobilenet/mini-v3")
                || (name.startsWith("max pool") && name.contains("dilation"))
                || (name.contains("counting padding")
                        && !name.contains("dilation")
                        && (name.contains(" pad ") || name.contains("same"))
                        && !name.startsWith("average pool 3x3/3 pad 0,1,2,0 ceil"));
    }

    @Test
    void everyFamilyIsHere() {
        List<String> names = networks().stream().map(OpenCvParityTest::name).toList();
        for (String family : List.of("inception", "resnet", "mobilenet", "efficientnet", "vit")) {
            assertTrue(names.stream().anyMatch(name -> name.startsWith(family + "/mini")), family);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("computed")
    void computesWhatTheDefinitionSays(String name, Architecture architecture) throws IOException, UnfitModel {
        Path file = folder.resolve("network.onnx");
        RestlessWeights weights = new RestlessWeights(3);
        OnnxExporter.write(architecture, weights, file, BatchAxis.ANY);
        float[] images = noise(BATCH * architecture.inputShape().elements());
        try (LoadedModel model = runtime.open(file, 1, BATCH)) {
            model.input().put(images);
            float[] answer = model.answer();
            for (int i = 0; i < BATCH; i++) {
                int image = images.length / BATCH;
                double[] expected =
                        Reference.run(architecture, weights, Arrays.copyOfRange(images, i * image, (i + 1) * image));
                assertEquals(BATCH * expected.length, answer.length, "number of values");
                for (int at = 0; at < expected.length; at++) {
                    double off = Math.abs(expected[at] - answer[i * expected.length + at]);
                    assertTrue(off < TOLERANCE * Math.max(1, Math.abs(expected[at])), name + ": off by " + off);
                }
            }
            model.query();
            assertArrayEquals(answer, model.answer(), "the second query gives another answer");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesWhatItWouldComputeWrongly(String name, Architecture architecture) throws IOException {
        Path file = folder.resolve("network.onnx");
        OnnxExporter.write(architecture, new RestlessWeights(3), file, BatchAxis.ANY);
        String reason = String.valueOf(assertThrows(UnfitModel.class, () -> runtime.open(file, 1, BATCH))
                .getMessage());
        String expected = REPEATING.contains(name)
                ? "OpenCV cannot repeat a tensor for each image of an open batch, as "
                : name.startsWith("max pool")
                        ? "OpenCV leaves out the dilations of the max pool "
                        : name.startsWith("average pool")
                                ? "OpenCV does not count the padding that the average pool "
                                : "OpenCV takes ";
        assertTrue(reason.startsWith(expected), reason);
    }

    private static float[] noise(long elements) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[Math.toIntExact(elements)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
