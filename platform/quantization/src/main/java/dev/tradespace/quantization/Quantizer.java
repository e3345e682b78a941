package dev.tradespace.quantization;

import com.google.protobuf.MessageLite;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.training.TrainingRequest;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.score.Logits;
import dev.tradespace.training.score.RoundingError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Quantises a trained network after its training. Ranges are learned on training images; of the remedies those are taken whose answers are nearest to the trained network's on
 * other training images; if the validation images then lose more accuracy than they may, the layers that change the answers most stay in fp32. The test images are never
 * looked at.
 */
public final class Quantizer {
    /** Classes of the jars that a process needs to quantise, beside those that every worker has. */
    public static final List<Class<?>> CLASS_PATH = List.of(Quantizer.class, OnnxExporter.class, MessageLite.class);

    private static final int CALIBRATION_IMAGES = 256;
    private static final int PROBE_IMAGES = 512;
    private static final int LEAST_IMAGES = 32;
    private static final int VALIDATION_IMAGES = 10_000;
    private static final int NOISE_IMAGES = 16;
    private static final long NOISE_SEED = 20_170_612;

    private final ImageRuns runs;
    private final Path scratch;
    private final int weightBits;
    private final Consumer<String> progress;

    /**
     * A quantiser.
     *
     * @param runner the runtime that calibrates and scores
     * @param scratch a folder for temporary models, empty
     * @param weightBits of weights: 8, or 7 where this processor's sums of two products of 8 bits could saturate
     * @param progress told what is done, a line at a time
     */
    public Quantizer(ModelRunner runner, Path scratch, int weightBits, Consumer<String> progress) {
        this.runs = new ImageRuns(runner);
        this.scratch = scratch;
        this.weightBits = weightBits;
        this.progress = progress;
    }

    /**
     * Quantises a network with random weights by noise: for its latency, no answer of it means anything.
     *
     * @throws UnfitCalibration if a layer puts out what is not finite
     */
    public QuantizedModel ofRandom(Architecture architecture, Weights weights)
            throws IOException, UnfitModel, UnfitCalibration {
        FoldedNetwork network = FoldedNetwork.of(architecture, weights);
        InputImages noise = InputImages.noise(
                NOISE_IMAGES, Math.toIntExact(architecture.inputShape().elements()), NOISE_SEED);
        Placement placement = Placement.of(network.architecture(), Map.of());
        QuantizedCandidate plain = Remedies.plain(network, placement, calibrated(network, noise), weightBits);
        return model(plain, placement, noise.size(), null, 0);
    }

    /**
     * Quantises a trained network.
     *
     * @param maxDrop points of accuracy on the validation images that may be lost
     * @throws UnfitCalibration if the images or the network cannot be calibrated with
     */
    public QuantizedModel ofTrained(Architecture architecture, Weights weights, PreparedDataset dataset, double maxDrop)
            throws IOException, UnfitModel, UnfitCalibration {
        List<Integer> places = InputImages.balanced(dataset, CALIBRATION_IMAGES + PROBE_IMAGES);
        if (places.size() < LEAST_IMAGES) {
            throw new UnfitCalibration("quantising needs at least " + LEAST_IMAGES + " training images, "
                    + dataset.dataset() + " has " + places.size());
        }
        PreparedDataset.Images validation = dataset.split(Split.VALIDATION);
        if (validation.size() == 0) {
            throw new UnfitCalibration(dataset.dataset()
                    + " has no validation images: what quantising costs in accuracy could not be told");
        }
        int calibrationImages = Math.min(CALIBRATION_IMAGES, places.size() / 2);
        PreparedDataset.Images training = dataset.split(Split.TRAINING);
        InputImages calibration = InputImages.of(training, places.subList(0, calibrationImages));
        InputImages probe = InputImages.of(training, places.subList(calibrationImages, places.size()));
        progress.accept("calibrating on " + calibrationImages + " images");
        FoldedNetwork network = FoldedNetwork.of(architecture, weights);
        Map<String, TensorStatistics> tensors = calibrated(network, calibration);
        FoldedNetwork equalized = Equalization.of(network, tensors);
        Remedies remedies = new Remedies(network, tensors, equalized, calibrated(equalized, calibration), weightBits);
        RemedySearch.Found found =
                new RemedySearch(remedies, runs, scratch, progress, probe, validation, VALIDATION_IMAGES).run(maxDrop);
        return model(found.candidate(), found.placement(), calibrationImages, found, maxDrop);
    }

    /**
     * Writes what a quantised network answers to the images of the parity gate when its integers are simulated: {@link TrainingRequest#ANSWERS}, and, with
     * every bias off by up to a sixty-fourth of a step of its layer's scale, {@link TrainingRequest#PERTURBED}.
     *
     * @param folder where to
     */
    public void answer(QuantizedModel model, PreparedDataset dataset, Path folder) throws IOException, UnfitModel {
        InputImages images = InputImages.first(dataset.split(Split.VALIDATION), TrainingRequest.PARITY_IMAGES);
        Path file = scratch.resolve("simulated.onnx");
        OnnxExporter.writeSimulated(model.architecture(), model.weights(), model.quantization(), file);
        Logits answers = runs.logits(file, images);
        answers.write(folder.resolve(TrainingRequest.ANSWERS));
        float[] perturbed = new float[RoundingError.DRAWS * answers.images() * answers.classes()];
        int at = 0;
        for (int draw = 0; draw < RoundingError.DRAWS; draw++) {
            Weights off = StepError.perturbed(model, draw);
            OnnxExporter.writeSimulated(model.architecture(), off, model.quantization(), file);
            Logits drawn = runs.logits(file, images);
            for (int image = 0; image < drawn.images(); image++) {
                for (int clazz = 0; clazz < drawn.classes(); clazz++) {
                    perturbed[at++] = drawn.value(image, clazz);
                }
            }
        }
        Logits.of(answers.classes(), perturbed).write(folder.resolve(TrainingRequest.PERTURBED));
    }

    private Map<String, TensorStatistics> calibrated(FoldedNetwork network, InputImages images)
            throws IOException, UnfitModel, UnfitCalibration {
        return new Calibration(runs, scratch).of(network, images);
    }

    private static QuantizedModel model(
            QuantizedCandidate candidate,
            Placement placement,
            int images,
            RemedySearch.@Nullable Found found,
            double maxDrop) {
        Architecture architecture = candidate.network().architecture();
        long all = 0;
        long integers = 0;
        for (Analysis.LayerCost cost : Analysis.of(architecture).layers()) {
            all += cost.macs().total();
            integers += placement.kernels().contains(cost.layer().name())
                    ? cost.macs().total()
                    : 0;
        }
        List<QuantizationReport.FloatLayer> floats = new ArrayList<>();
        placement.reasons().forEach((layer, reason) -> floats.add(new QuantizationReport.FloatLayer(layer, reason)));
        QuantizationReport report = new QuantizationReport(
                candidate.remedies(),
                candidate.quantization().weightBits(),
                images,
                found == null ? null : found.divergence(),
                found == null ? null : found.plainDivergence(),
                found == null ? null : found.accuracy(),
                all,
                integers,
                floats,
                maxDrop);
        return new QuantizedModel(architecture, candidate.network().weights(), candidate.quantization(), report);
    }
}
