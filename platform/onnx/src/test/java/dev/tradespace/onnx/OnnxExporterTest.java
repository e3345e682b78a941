package dev.tradespace.onnx;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Input;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Softmax;
import dev.tradespace.api.op.StridedSlice.Range;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.onnx.proto.ModelProto;
import dev.tradespace.onnx.proto.NodeProto;
import dev.tradespace.onnx.proto.StringStringEntryProto;
import dev.tradespace.onnx.proto.TensorProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file: whole or not there, one or two, the same each time. */
final class OnnxExporterTest {
    private static final Weights WEIGHTS = new RestlessWeights(1);

    @TempDir
    Path folder;

    private static Architecture transformer() {
        return Objects.requireNonNull(OperationSamples.all().get("small vision transformer"));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theSecondFileOfALargeModelGoesWithIt() throws IOException {
        Path file = folder.resolve("model.onnx");
        OnnxExporter.write(transformer(), WEIGHTS, file, BatchAxis.ONE, 1000);
        assertEquals(List.of("model.onnx", "model.onnx.data"), names());
        OnnxExporter.write(transformer(), WEIGHTS, file, BatchAxis.ONE);
        assertEquals(List.of("model.onnx"), names());
    }

    @Test
    void largeWeightsGoToASecondFileAndTheNetworkStaysTheSame() throws IOException, OrtException {
        Architecture architecture = transformer();
        Path whole = folder.resolve("whole.onnx");
        Path split = folder.resolve("split.onnx");
        OnnxExporter.write(architecture, WEIGHTS, whole);
        OnnxFile file = OnnxExporter.write(architecture, WEIGHTS, split, BatchAxis.ONE, 1000);
        assertEquals(List.of("split.onnx", "split.onnx.data", "whole.onnx"), names());
        assertEquals(List.of(folder.resolve("split.onnx.data")), file.externalData());
        assertEquals(Files.size(split) + Files.size(folder.resolve("split.onnx.data")), file.bytes());
        float[] image = Session.noise(architecture.inputShape().elements(), 1);
        try (Session one = Session.open(whole);
                Session two = Session.open(split)) {
            assertArrayEquals(one.run(image), two.run(image));
        }
    }

    @Test
    void tensorsInTheSecondFileStartAtPages() throws IOException {
        Path file = folder.resolve("split.onnx");
        OnnxExporter.write(transformer(), WEIGHTS, file, BatchAxis.ONE, 0);
        long end = 0;
        int external = 0;
        for (TensorProto tensor : read(file).getGraph().getInitializerList()) {
            if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                Map<String, String> entries = tensor.getExternalDataList().stream()
                        .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
                long offset = Long.parseLong(entries.get("offset"));
                assertEquals(0, offset % 4096, tensor.getName());
                assertTrue(offset >= end, tensor.getName() + " overlaps the one before");
                assertEquals("split.onnx.data", entries.get("location"));
                end = offset + Long.parseLong(entries.get("length"));
                external++;
            }
        }
        assertTrue(external > 20, external + " external tensors");
        assertEquals(end, Files.size(folder.resolve("split.onnx.data")));
    }

    @Test
    void theStreamedFileIsTheOneThatProtocolBuffersWouldWrite() throws IOException {
        Path file = folder.resolve("network.onnx");
        OnnxFile written = OnnxExporter.write(transformer(), WEIGHTS, file);
        assertEquals(Files.size(file), written.bytes());
        assertEquals(List.of(), written.externalData());
        ModelProto model = read(file);
        assertEquals(Files.size(file), model.getSerializedSize());
        TensorProto position = model.getGraph().getInitializerList().stream()
                .filter(tensor -> tensor.getName().endsWith("embedding"))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(1L, 17L, 24L), position.getDimsList());
        assertEquals(17 * 24 * 4, position.getRawData().size());
    }

    @Test
    void theSameNetworkGivesTheSameBytes() throws IOException {
        Path one = folder.resolve("one.onnx");
        Path two = folder.resolve("two.onnx");
        OnnxExporter.write(transformer(), WEIGHTS, one);
        OnnxExporter.write(transformer(), WEIGHTS, two);
        assertEquals(-1, Files.mismatch(one, two));
    }

    @Test
    void theFileNamesItsNetwork() throws IOException, OrtException {
        Path file = folder.resolve("network.onnx");
        Architecture architecture = transformer();
        OnnxExporter.write(architecture, WEIGHTS, file);
        try (Session session = Session.open(file)) {
            assertEquals(Map.of("architecture", architecture.digest(), "weights", "restless:1"), session.metadata());
        }
        assertEquals("Tradespace", read(file).getProducerName());
    }

    @Test
    void aFailureLeavesNothing() throws IOException {
        for (long externalAbove : new long[] {0, Long.MAX_VALUE}) {
            assertThrows(
                    UncheckedIOException.class,
                    () -> OnnxExporter.write(
                            transformer(), breaking(), folder.resolve("network.onnx"), BatchAxis.ONE, externalAbove));
            assertEquals(List.of(), names());
        }
    }

    @Test
    void aFailureLeavesTheOlderFileAsItWas() throws IOException {
        Path file = folder.resolve("network.onnx");
        Files.writeString(file, "older");
        assertThrows(UncheckedIOException.class, () -> OnnxExporter.write(transformer(), breaking(), file));
        assertEquals("older", Files.readString(file));
        OnnxExporter.write(transformer(), WEIGHTS, file);
        assertEquals(List.of("network.onnx"), names());
        assertTrue(Files.size(file) > 5);
    }

    /** Weights that break off in the middle, as a file on a bad disk does. */
    private static Weights breaking() {
        return new Weights() {
            private int left = 5;

            @Override
            public String id() {
                return "breaking";
            }

            @Override
            public float[] values(WeightSpec tensor) {
                if (left-- == 0) {
                    throw new UncheckedIOException(new IOException("the disk is broken"));
                }
                return WEIGHTS.values(tensor);
            }
        };
    }

    @Test
    void refusesWeightsOfAnotherSizeByName() {
        Weights shortOnes = new Weights() {
            @Override
            public String id() {
                return "short";
            }

            @Override
            public float[] values(WeightSpec tensor) {
                return new float[3];
            }
        };
        Architecture network = Flow.input(Shape.of(3, 8, 8)).conv(4, kernel(3)).architecture();
        assertEquals(
                "tensor conv1.weight must have 108 values (4x3x3x3), was given 3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> OnnxExporter.write(network, shortOnes, folder.resolve("network.onnx")))
                        .getMessage());
    }

    @Test
    void saysThatTheFolderIsMissing() {
        Path file = folder.resolve("nowhere").resolve("network.onnx");
        NoSuchFileException missing =
                assertThrows(NoSuchFileException.class, () -> OnnxExporter.write(transformer(), WEIGHTS, file));
        assertEquals("the folder to write it into does not exist", missing.getReason());
        assertEquals(file.toAbsolutePath().toString(), missing.getFile());
    }

    @Test
    void auxiliaryHeadsAndTrainingLayersAreLeftOut() throws IOException {
        Flow trunk = Flow.input(Shape.of(3, 8, 8)).conv(4, kernel(3)).dropout(0.5);
        Flow auxiliary = trunk.in("auxiliary", x -> x.flatten().dense(10));
        Architecture network =
                trunk.globalAveragePool().flatten().dropout(0.5).dense(10).architecture(auxiliary);
        Path file = folder.resolve("network.onnx");
        OnnxExporter.write(network, WEIGHTS, file);
        assertEquals(
                List.of("Conv", "GlobalAveragePool", "Flatten", "Gemm"),
                read(file).getGraph().getNodeList().stream()
                        .map(NodeProto::getOpType)
                        .toList());
        assertEquals(
                Set.of("conv1.weight", "dense1.weight", "dense1.bias"),
                read(file).getGraph().getInitializerList().stream()
                        .map(TensorProto::getName)
                        .collect(Collectors.toSet()));
    }

    /**
     * Files and mutations name layers as they like: as the graph's own input and output, or as another layer's tensor.
     */
    @Test
    void layersMayHaveAnyNames() throws IOException, OrtException {
        Activation relu = new Activation(Activation.Function.RELU);
        Activation gelu = new Activation(Activation.Function.GELU);
        Architecture network = Architecture.assemble(
                List.of(
                        new Architecture.Draft("x", new Input(Shape.of(3, 8, 8)), List.of()),
                        new Architecture.Draft("logits", relu, List.of("x")),
                        new Architecture.Draft("a", new dev.tradespace.api.op.BatchNorm(1e-5), List.of("logits")),
                        new Architecture.Draft("a.weight", gelu, List.of("a")),
                        new Architecture.Draft("a.weight/erf", gelu, List.of("a.weight")),
                        new Architecture.Draft("image", relu, List.of("a.weight/erf"))),
                "image",
                List.of());
        Path file = folder.resolve("network.onnx");
        OnnxExporter.write(network, WEIGHTS, file);
        float[] image = Session.noise(network.inputShape().elements(), 1);
        try (Session session = Session.open(file)) {
            OnnxParity.assertClose(Reference.run(network, WEIGHTS, image), session.run(image), "names");
        }
    }

    /** What ONNX Runtime makes of the file: the forms we write are the ones it knows. */
    @Test
    void onnxRuntimeFusesWhatCostsTime() throws IOException, OrtException {
        Path file = folder.resolve("network.onnx");
        OnnxExporter.write(transformer(), WEIGHTS, file);
        Set<String> transformer = Session.optimised(file, folder.resolve("optimised.onnx"));
        assertTrue(transformer.containsAll(Set.of("LayerNormalization", "Gelu", "FusedMatMul")), "" + transformer);
        assertFalse(transformer.contains("Erf"), "" + transformer);

        Architecture gated = Objects.requireNonNull(DeepNetworks.all().get("inverted bottlenecks with gates"));
        OnnxExporter.write(gated, WEIGHTS, file);
        Set<String> convolutional = Session.optimised(file, folder.resolve("optimised.onnx"));
        assertTrue(convolutional.contains("QuickGelu"), "" + convolutional);
        assertFalse(convolutional.contains("BatchNormalization"), "" + convolutional);
    }

    @Test
    void aTrialRunsTheNetworkAndLeavesNothing() throws IOException, OrtException {
        Architecture network = Objects.requireNonNull(OperationSamples.all().get("small residual network"));
        ExportTrial.assertRuns("small residual network", network, folder);
        assertEquals(List.of(), names());
        Architecture blind = Flow.input(Shape.of(3, 8, 8))
                .slice(Range.of(0, 1), Range.of(0, 1), Range.of(0, 1))
                .apply(new Softmax(0))
                .architecture();
        assertThrows(AssertionError.class, () -> ExportTrial.assertRuns("blind", blind, folder));
        assertEquals(List.of(), names());
    }

    private static ModelProto read(Path file) throws IOException {
        return ModelProto.parseFrom(Files.readAllBytes(file));
    }

    @Test
    void tellsWhatItIsForWhoeverUsesItElsewhere() throws IOException, OrtException {
        Architecture architecture = transformer();
        Path file = folder.resolve("trained.onnx");
        OnnxExporter.write(architecture, WEIGHTS, file, Map.of("classes", "[\"Grün\",\"b\"]", "mean", "0.5,0.5,0.5"));
        try (Session session = Session.open(file)) {
            assertEquals(
                    Map.of(
                            "architecture",
                            architecture.digest(),
                            "weights",
                            "restless:1",
                            "classes",
                            "[\"Grün\",\"b\"]",
                            "mean",
                            "0.5,0.5,0.5"),
                    session.metadata());
        }
    }
}
