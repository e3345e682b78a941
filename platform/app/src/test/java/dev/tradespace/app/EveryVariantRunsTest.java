package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.onnx.OnnxExporter;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every variant of every family, exported and run by ONNX Runtime; adding a variant adds its test. */
class EveryVariantRunsTest {
    private static final long MANY_PARAMETERS = 30_000_000;
    private static final long SLOW_MACS = 150_000_000;
    private static final long SEED = 7;

    private final Catalogue catalogue = Catalogue.load(getClass().getClassLoader(), List.of());

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> upToThirtyMillionParameters() {
        return tests(catalogue.variants().stream().filter(model -> !isLarge(model)));
    }

    @Tag("long")
    @TestFactory
    Stream<DynamicTest> aboveThirtyMillionParameters() {
        return tests(catalogue.variants().stream().filter(this::isLarge));
    }

    private boolean isLarge(Model model) {
        return catalogue.build(model).analysis().params() > MANY_PARAMETERS;
    }

    private Stream<DynamicTest> tests(Stream<Model> models) {
        return models.map(model -> DynamicTest.dynamicTest(model.id().toString(), () -> runs(quick(model))));
    }

    /** The model itself where it is quick, else at the smallest of some resolutions that its family allows. */
    private Built quick(Model model) {
        Built built = catalogue.build(model);
        if (built.analysis().macs().total() <= SLOW_MACS) {
            return built;
        }
        for (int resolution : new int[] {64, 96, 112, 128}) {
            try {
                return catalogue.build(model.with(Map.of("resolution", resolution)));
            } catch (BadConfiguration illegal) {
                // the next larger one then
            }
        }
        return built;
    }

    private void runs(Built built) throws IOException, OrtException {
        Architecture architecture = built.architecture();
        Path file = folder.resolve("model.onnx");
        OnnxExporter.write(architecture, RandomWeights.of(architecture, SEED), file);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.BASIC_OPT);
            try (OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString(), options)) {
                float[] first = run(session, architecture, 1);
                float[] second = run(session, architecture, 2);
                assertTrue(
                        IntStream.range(0, first.length)
                                .allMatch(i -> Float.isFinite(first[i]) && Float.isFinite(second[i])),
                        "all logits are finite");
                double spread = deviation(first);
                assertTrue(
                        spread > 1e-3 && spread < 1e3, "logits are in a normal range, their deviation was " + spread);
                assertTrue(difference(first, second) > 1e-4 * spread, "two images give different logits");
            }
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder.resolve("model.onnx.data"));
        }
    }

    private static float[] run(OrtSession session, Architecture architecture, long seed) throws OrtException {
        int[] sizes = architecture.inputShape().toArray();
        FloatBuffer image =
                FloatBuffer.allocate(Math.toIntExact(architecture.inputShape().elements()));
        Random random = new Random(seed);
        while (image.hasRemaining()) {
            image.put((float) random.nextGaussian());
        }
        image.flip();
        long[] shape = {1, sizes[0], sizes[1], sizes[2]};
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), image, shape);
                OrtSession.Result result = session.run(Map.of("image", tensor))) {
            assertFalse(result.get("logits").isEmpty(), "the output is called logits");
            OnnxTensor logits = (OnnxTensor) result.get(0);
            assertArrayEquals(
                    new long[] {1, architecture.outputShape().size(0)},
                    logits.getInfo().getShape());
            return logits.getFloatBuffer().array();
        }
    }

    private static double deviation(float[] values) {
        double mean = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
        return Math.sqrt(IntStream.range(0, values.length)
                .mapToDouble(i -> Math.pow(values[i] - mean, 2))
                .average()
                .orElseThrow());
    }

    private static double difference(float[] a, float[] b) {
        double[] differences = IntStream.range(0, a.length)
                .mapToDouble(i -> Math.abs(a[i] - b[i]))
                .toArray();
        return Arrays.stream(differences).max().orElseThrow();
    }
}
