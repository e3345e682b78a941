package dev.tradespace.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.profile.LayerProfile;
import dev.tradespace.core.profile.RuntimeProfile;
import dev.tradespace.onnx.OnnxExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Profiles of ONNX Runtime, from real worker processes. */
@Timeout(300)
class NodeProfileTest {
    private static final Profiles PROFILES = Profiles.builtIn(TestRuntimes.ONNX);
    private static final Target TARGET = PROFILES.find("local-cpu/ort-fp32-1t").orElseThrow();

    @TempDir
    Path directory;

    @Test
    void tellsTheTimeOfEveryNodeAndGivesEveryLayersWorkToOne() throws IOException {
        Architecture network = Flow.input(Shape.of(3, 32, 32))
                .conv(8, Window.kernel(3).padding(1))
                .batchNorm()
                .relu()
                .conv(8, Window.kernel(1))
                .flatten()
                .dense(10)
                .architecture();
        Path model = directory.resolve("network.onnx");
        OnnxExporter.write(network, RandomWeights.of(network, 7), model).path();

        RuntimeProfile profile = assertInstanceOf(ProfileOutcome.Profiled.class, runner().profile(model, TARGET))
                .profile();

        assertEquals(50, profile.queries());
        assertTrue(profile.runtime().startsWith("onnxruntime "), profile.runtime());
        assertTrue(profile.queryNanos() > 0 && profile.tracedNanos() > 0 && profile.restNanos() >= 0);
        Analysis analysis = Analysis.of(network);
        LayerProfile layers = LayerProfile.of(profile, analysis, TARGET);
        assertEquals(analysis.macs().total(), layers.macs());
        assertEquals(0, layers.int8Macs());
        List<LayerProfile.Node> computing =
                layers.nodes().stream().filter(node -> node.macs() > 0).toList();
        assertEquals(
                List.of("Conv", "Conv", "Gemm"),
                computing.stream().map(node -> node.time().operation()).toList());
        // The first convolution is fused with what follows it, and its work is found there.
        assertEquals(8L * 32 * 32 * 3 * 3 * 3, computing.get(0).macs());
        assertEquals(8L * 32 * 32 * 8, computing.get(1).macs());
        // Channels may be padded to a whole number of vectors.
        assertEquals(List.of(32, 32), computing.get(0).time().output().subList(2, 4));
        assertTrue(computing.stream()
                .allMatch(node ->
                        node.time().precision().equals("fp32") && !node.layer().equals(Optional.empty())));
        assertTrue(layers.nodes().stream()
                .allMatch(node -> node.time().startNanos() + node.time().tracedNanos() <= profile.tracedNanos()));
    }

    @Test
    void marksWhatRanInEightBits() throws IOException {
        Architecture network = Flow.input(Shape.of(3, 32, 32))
                .conv(QuantizedConvolution.CHANNELS, Window.kernel(3).padding(1))
                .relu()
                .architecture();
        Path model = QuantizedConvolution.write(directory.resolve("quantised.onnx"));

        RuntimeProfile profile = assertInstanceOf(ProfileOutcome.Profiled.class, runner().profile(model, TARGET))
                .profile();

        LayerProfile layers = LayerProfile.of(profile, Analysis.of(network), TARGET);
        assertEquals(
                List.of("QLinearConv"),
                layers.nodes().stream()
                        .filter(node -> node.macs() > 0)
                        .map(node -> node.time().operation())
                        .toList());
        assertEquals(Analysis.of(network).macs().total(), layers.int8Macs());
    }

    @Test
    void saysWhyThereIsNoProfile() throws IOException {
        Path corrupt = Files.writeString(directory.resolve("corrupt.onnx"), "this is no model");

        String reason = refused(runner().profile(corrupt, TARGET));

        assertTrue(reason.startsWith("the model cannot be profiled: ONNX Runtime refused it: "), reason);
    }

    @Test
    void anInterruptEndsTheWorkerWithASentence() throws IOException {
        Path model = TinyOnnx.write(directory.resolve("tiny.onnx"), "Tanh", TinyOnnx.FLOAT, List.of(1, 3, 32, 32));
        Thread.currentThread().interrupt();
        try {
            assertEquals("the worker was interrupted", refused(runner().profile(model, TARGET)));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    private static String refused(ProfileOutcome outcome) {
        return assertInstanceOf(ProfileOutcome.Refused.class, outcome).failure().reason();
    }

    private static ForkedRunner runner() {
        return new ForkedRunner(PROFILES, Map.of(), InstantSource.system());
    }
}
