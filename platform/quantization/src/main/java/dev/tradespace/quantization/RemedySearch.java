package dev.tradespace.quantization;

import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.score.Logits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the remedies with which a quantised network answers most as the trained one does, and for the layers that must stay in fp32. Every candidate is written as an int8 file and run by
 * the runtime's integer kernels.
 */
final class RemedySearch {
    private static final int SENSITIVITY_IMAGES = 64;

    private final Remedies remedies;
    private final ImageRuns runs;
    private final Path scratch;
    private final Consumer<String> progress;
    private final InputImages probe;
    private final Logits right;
    private final PreparedDataset.Images validation;
    private final InputImages validationImages;
    private final Logits validationRight;

    /** A search's end. */
    record Found(
            QuantizedCandidate candidate,
            Placement placement,
            double divergence,
            double plainDivergence,
            QuantizationReport.Accuracy accuracy) {}

    /**
     * A search.
     *
     * @param scratch a folder for temporary models
     * @param probe training images that were not calibrated with
     * @param validation the validation images
     * @param most how many of them are looked at
     */
    RemedySearch(
            Remedies remedies,
            ImageRuns runs,
            Path scratch,
            Consumer<String> progress,
            InputImages probe,
            PreparedDataset.Images validation,
            int most)
            throws IOException, UnfitModel {
        this.remedies = remedies;
        this.runs = runs;
        this.scratch = scratch;
        this.progress = progress;
        this.probe = probe;
        this.validation = validation;
        this.validationImages = InputImages.first(validation, most);
        Path fp32 = scratch.resolve("fp32.onnx");
        OnnxExporter.write(remedies.network().architecture(), remedies.network().weights(), fp32, Map.of());
        this.right = runs.logits(fp32, probe);
        this.validationRight = runs.logits(fp32, validationImages);
    }

    /**
     * Searches.
     *
     * @param maxDrop points of accuracy that may be lost
     */
    Found run(double maxDrop) throws IOException, UnfitModel {
        Placement placement = Placement.of(remedies.network().architecture(), Map.of());
        QuantizedCandidate plain = remedies.plain(placement);
        double plainDivergence = divergence(plain, probe, right);
        double plainAccuracy = percent(runs.logits(integers(plain), validationImages));
        Remedies.@Nullable Choice best = null;
        double least = plainDivergence;
        for (RangeRule rule : RangeRule.values()) {
            for (boolean equal : new boolean[] {false, true}) {
                Remedies.Choice choice = new Remedies.Choice(rule, equal);
                double divergence = divergence(remedies.candidate(choice, placement), probe, right);
                if (divergence < least) {
                    best = choice;
                    least = divergence;
                }
            }
        }
        QuantizedCandidate chosen = candidate(best, placement);
        QuantizationReport.Accuracy accuracy = accuracy(chosen, plainAccuracy);
        if (accuracy.drop() > maxDrop) {
            progress.accept(String.format(
                    Locale.ROOT,
                    "%.2f points lost, more than %.2f: looking for the layers that cost them",
                    accuracy.drop(),
                    maxDrop));
            Remedies.Choice choice = best;
            Optional<Placement> mixed = new MixedPrecision(
                            remedies.network().architecture(), sensitivities(choice, placement))
                    .placement(maxDrop, tried -> accuracy(candidate(choice, tried), plainAccuracy)
                            .drop());
            if (mixed.isPresent()) {
                placement = mixed.get();
                chosen = candidate(choice, placement);
                accuracy = accuracy(chosen, plainAccuracy);
                least = divergence(chosen, probe, right);
            }
        }
        return new Found(chosen, placement, least, plainDivergence, accuracy);
    }

    private QuantizedCandidate candidate(Remedies.@Nullable Choice choice, Placement placement) {
        return choice == null ? remedies.plain(placement) : remedies.candidate(choice, placement);
    }

    private Path integers(QuantizedCandidate candidate) throws IOException {
        Path file = scratch.resolve("int8.onnx");
        OnnxExporter.writeQuantized(
                candidate.network().architecture(),
                candidate.network().weights(),
                candidate.quantization(),
                file,
                Map.of());
        return file;
    }

    private double divergence(QuantizedCandidate candidate, InputImages images, Logits answers)
            throws IOException, UnfitModel {
        double found = Divergence.of(answers, runs.logits(integers(candidate), images));
        progress.accept(String.format(Locale.ROOT, "%s: divergence %.5f", candidate.remedies(), found));
        return found;
    }

    private double percent(Logits logits) {
        int hits = 0;
        for (int i = 0; i < validationImages.size(); i++) {
            hits += logits.answer(i) == validation.label(i) ? 1 : 0;
        }
        return 100.0 * hits / validationImages.size();
    }

    private QuantizationReport.Accuracy accuracy(QuantizedCandidate candidate, double plain)
            throws IOException, UnfitModel {
        Logits integers = runs.logits(integers(candidate), validationImages);
        return new QuantizationReport.Accuracy(
                validationImages.size(),
                percent(validationRight),
                percent(integers),
                plain,
                Divergence.changed(validationRight, integers));
    }

    /** The divergence that each layer's integers make by themselves, the largest first. */
    private List<Map.Entry<String, Double>> sensitivities(Remedies.@Nullable Choice choice, Placement all)
            throws IOException, UnfitModel {
        InputImages few = InputImages.part(probe, SENSITIVITY_IMAGES);
        Logits answers = runs.logits(scratch.resolve("fp32.onnx"), few);
        Map<String, Double> found = new LinkedHashMap<>();
        for (String layer : all.kernels()) {
            Map<String, String> others = new LinkedHashMap<>();
            all.kernels().stream().filter(other -> !other.equals(layer)).forEach(other -> others.put(other, ""));
            Placement alone = Placement.of(remedies.network().architecture(), others);
            QuantizedCandidate candidate = candidate(choice, alone);
            found.put(layer, Divergence.of(answers, runs.logits(integers(candidate), few)));
        }
        return found.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .toList();
    }
}
