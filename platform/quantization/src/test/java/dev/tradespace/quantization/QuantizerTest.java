package dev.tradespace.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.quantization.ActivationScale;
import dev.tradespace.api.quantization.Quantization;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.onnx.proto.ModelProto;
import dev.tradespace.onnx.proto.NodeProto;
import dev.tradespace.runtimes.onnxruntime.OnnxRuntime;
import dev.tradespace.training.TrainingRequest;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.score.Logits;
import dev.tradespace.training.score.Parity;
import dev.tradespace.training.score.RoundingError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizerTest {
    private static final ModelRunner RUNNER = (model, batch) -> new OnnxRuntime().open(model, 1, batch);

    @TempDir
    Path folder;

    private PreparedDataset dataset(int training, int classesShown, int noise) throws Exception {
        Path file = folder.resolve("tinted-" + training + classesShown + noise);
        PreparedDataset.prepare(
                new TintedImages(training, classesShown, noise), TintedImages.SIDE, file, ProgressListener.SILENT);
        return PreparedDataset.open(file);
    }

    private Quantizer quantizer() throws Exception {
        return new Quantizer(RUNNER, Files.createTempDirectory(folder, "scratch"), 8, line -> {});
    }

    private Logits answers(Path file, PreparedDataset dataset) throws Exception {
        return new ImageRuns(RUNNER)
                .logits(file, InputImages.first(dataset.split(Split.VALIDATION), TrainingRequest.PARITY_IMAGES));
    }

    @Test
    void aFoldedNetworkAnswersTheSameWithoutItsNormalisations() throws Exception {
        Architecture network = Networks.convolutional();
        Weights weights = Networks.settled(network);
        FoldedNetwork folded = FoldedNetwork.of(network, weights);
        assertTrue(folded.layers().stream().noneMatch(layer -> layer.op() instanceof BatchNorm));
        PreparedDataset images = dataset(40, 3, 256);
        Path before = folder.resolve("before.onnx");
        Path after = folder.resolve("after.onnx");
        OnnxExporter.write(network, weights, before, Map.of());
        OnnxExporter.write(folded.architecture(), folded.weights(), after, Map.of());
        assertTrue(Parity.of("folded", answers(before, images), answers(after, images), 1e-4)
                .agreed());
    }

    @Test
    void anEqualisedNetworkAnswersTheSame() throws Exception {
        Architecture network = Flow.input(Shape.of(3, TintedImages.SIDE, TintedImages.SIDE))
                .in("a", flow -> flow.pointwise(8).batchNorm().relu())
                .in("b", flow -> flow.pointwise(8).batchNorm())
                .globalAveragePool()
                .flatten()
                .dense(3)
                .architecture();
        FoldedNetwork folded = FoldedNetwork.of(network, Networks.settled(network));
        PreparedDataset images = dataset(40, 3, 256);
        Map<String, TensorStatistics> tensors = new Calibration(new ImageRuns(RUNNER), folder)
                .of(folded, InputImages.first(images.split(Split.TRAINING), 20));
        FoldedNetwork equalized = Equalization.of(folded, tensors);
        String kernel = folded.architecture().weights().keySet().iterator().next();
        assertFalse(List.of(folded.weights().get(kernel))
                .equals(List.of(equalized.weights().get(kernel))));
        Path before = folder.resolve("before.onnx");
        Path after = folder.resolve("after.onnx");
        OnnxExporter.write(folded.architecture(), folded.weights(), before, Map.of());
        OnnxExporter.write(equalized.architecture(), equalized.weights(), after, Map.of());
        assertTrue(Parity.of("equalised", answers(before, images), answers(after, images), 1e-4)
                .agreed());
    }

    /** The runtime's integer kernels give what the simulation gives; those of a wrong scale do not. */
    @Test
    void integersAnswerAsTheirSimulationAndAWrongScaleIsSeen() throws Exception {
        Architecture network = Networks.convolutional();
        PreparedDataset images = dataset(80, 3, 256);
        Quantizer quantizer = quantizer();
        QuantizedModel model = quantizer.ofTrained(network, Networks.settled(network), images, 100);
        quantizer.answer(model, images, folder);
        Logits simulated = Logits.read(folder.resolve(TrainingRequest.ANSWERS), 3);
        double tolerance =
                RoundingError.tolerance(simulated, Logits.read(folder.resolve(TrainingRequest.PERTURBED), 3));
        double off = off(simulated, answers(written(model), images));
        assertTrue(off <= tolerance, () -> "off by " + off + ", allowed is " + tolerance);
        Map<String, ActivationScale> wrong =
                new LinkedHashMap<>(model.quantization().activations());
        String first = new ArrayList<>(wrong.keySet()).get(1);
        ActivationScale right = Objects.requireNonNull(wrong.get(first));
        wrong.put(first, new ActivationScale(right.scale() / 2, right.zeroPoint()));
        Path clipped = folder.resolve("clipped.onnx");
        OnnxExporter.writeQuantized(
                model.architecture(),
                model.weights(),
                new Quantization(wrong, model.quantization().kernels(), 8),
                clipped,
                Map.of());
        assertFalse(Parity.of("clipped", simulated, answers(clipped, images), tolerance)
                .agreed());
        assertEquals(
                network.weights().values().stream()
                        .filter(QuantizerTest::isKernel)
                        .count(),
                model.quantization().kernels().size(),
                "every kernel is in integers");
        assertEquals(model.report().macs(), model.report().integerMacs());
    }

    /** The form of the file is worth what the runtime makes of it: a kernel in floats between others would cost more than it saves. */
    @Test
    void onnxRuntimeComputesEveryKernelOfTheFileInIntegers() throws Exception {
        Architecture network = Networks.convolutional();
        Path file = written(quantizer().ofRandom(network, Networks.settled(network)));
        Path optimized = folder.resolve("optimized.onnx");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setSymbolicDimensionValue(ModelFormat.OPEN_BATCH, 1);
            options.setOptimizedModelFilePath(optimized.toString());
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            OrtEnvironment.getEnvironment()
                    .createSession(file.toString(), options)
                    .close();
        }
        Set<String> floats =
                new TreeSet<>(Set.of("Conv", "FusedConv", "Gemm", "MatMul", "Add", "Mul", "Sigmoid", "Concat"));
        Set<String> found = ModelProto.parseFrom(Files.readAllBytes(optimized)).getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .collect(Collectors.toCollection(TreeSet::new));
        floats.retainAll(found);
        assertEquals(Set.of(), floats, () -> "of " + found);
    }

    /** The largest difference, as a part of the spread. */
    private static double off(Logits right, Logits other) {
        double largest = 0;
        for (int image = 0; image < right.images(); image++) {
            for (int clazz = 0; clazz < right.classes(); clazz++) {
                largest = Math.max(largest, Math.abs(right.value(image, clazz) - other.value(image, clazz)));
            }
        }
        return largest / right.spread();
    }

    private static boolean isKernel(WeightSpec spec) {
        return spec.role() == WeightSpec.Role.KERNEL;
    }

    private Path written(QuantizedModel model) throws Exception {
        Path file = folder.resolve("int8.onnx");
        OnnxExporter.writeQuantized(model.architecture(), model.weights(), model.quantization(), file, Map.of());
        return file;
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        Architecture network = Networks.convolutional();
        QuantizedModel model = quantizer().ofRandom(network, RandomWeights.of(network, 3));
        model.write(folder);
        QuantizedModel read = QuantizedModel.read(folder, "random:3");
        assertEquals(model.quantization(), read.quantization());
        assertEquals(model.report(), read.report());
        assertEquals(model.architecture(), read.architecture());
    }

    @Test
    void refusesWhatItCannotLearnRangesFrom() throws Exception {
        Architecture network = Networks.convolutional();
        Weights weights = RandomWeights.of(network, 3);
        assertEquals(
                "quantising needs at least 32 training images, tinted has 20",
                refusal(network, weights, dataset(20, 3, 256)));
        assertEquals(
                "the training images of tinted have none of the class three: ranges learned without it may clip what it"
                        + " needs",
                refusal(network, weights, dataset(40, 2, 256)));
        assertTrue(refusal(network, weights, dataset(40, 3, 1))
                .startsWith("the calibration images are all the same number"));
        Weights endless = new Weights() {
            @Override
            public String id() {
                return "endless";
            }

            @Override
            public float[] values(WeightSpec tensor) {
                float[] values = weights.values(tensor);
                if (tensor.role() == WeightSpec.Role.SCALE) {
                    values[0] = Float.POSITIVE_INFINITY;
                }
                return values;
            }
        };
        String refusal = refusal(network, endless, dataset(40, 3, 256));
        assertTrue(refusal.contains("puts out numbers that are not finite"), refusal);
    }

    private String refusal(Architecture network, Weights weights, PreparedDataset dataset) {
        return String.valueOf(
                assertThrows(UnfitCalibration.class, () -> quantizer().ofTrained(network, weights, dataset, 1))
                        .getMessage());
    }
}
