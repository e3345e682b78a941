package dev.tradespace.server.training;

import dev.tradespace.api.quantization.Quantization;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.Answerer;
import dev.tradespace.hardware.Answers;
import dev.tradespace.training.TrainingRequest;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.score.Logits;
import dev.tradespace.training.score.Parity;
import dev.tradespace.training.score.RoundingError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parity gate, through the very runtimes that will measure. */
public final class RunnerParity implements ParityCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RunnerParity.class);

    /**
     * The most that is tolerated of integers, as a part of the spread. In deep networks a value that is rounded otherwise moves as many others as any does, and what the scales
     * allow would then prove nothing.
     */
    private static final double MOST_OF_INTEGERS = 0.05;

    private final Answerer answerer;
    private final List<Target> targets;

    /** The gate of a platform. */
    public RunnerParity(Answerer answerer, List<Target> targets) {
        this.answerer = answerer;
        this.targets = List.copyOf(targets);
    }

    @Override
    public Optional<String> disagreement(ModelFormat format, String precision, Path model, Path images, Path answers)
            throws IOException {
        // Of each runtime one target: threads and batches change no answer that the gate looks at, and each run costs
        // the
        // start of a worker.
        Map<String, Target> byRuntime = new LinkedHashMap<>();
        targets.stream()
                .filter(each -> each.format().equals(format) && each.precision().equals(precision))
                .forEach(each -> byRuntime.putIfAbsent(each.runtime(), each));
        if (byRuntime.isEmpty()) {
            LOG.info("no target here runs {} files in {}: {} is not compared", format, precision, model);
            return Optional.empty();
        }
        Logits trainer = Logits.read(
                answers.resolve(TrainingRequest.ANSWERS),
                PreparedDataset.open(images).classes().size());
        double tolerance = tolerance(trainer, answers);
        if (precision.equals(Quantization.INT8)) {
            tolerance = Math.min(tolerance, MOST_OF_INTEGERS);
        }
        boolean compared = false;
        for (Target target : byRuntime.values()) {
            Answers given = answerer.answer(model, target, images, Split.VALIDATION, TrainingRequest.PARITY_IMAGES);
            if (given instanceof Answers.Refused refused) {
                String reason = "the parity gate got no answers from " + target.runtime() + ": "
                        + refused.failure().reason();
                if (!compared) {
                    throw new IOException(reason);
                }
                // A runtime that cannot run this network measures nothing of it either, and the file is right.
                LOG.warn("{}", reason);
                continue;
            }
            compared = true;
            Answers.Given found = (Answers.Given) given;
            Parity parity = Parity.of(found.runtime(), trainer, found.logits(), tolerance);
            LOG.info("{}", parity.sentence());
            if (!parity.agreed()) {
                return Optional.of(parity.sentence());
            }
        }
        return Optional.empty();
    }

    private static double tolerance(Logits trainer, Path answers) throws IOException {
        Path perturbed = answers.resolve(TrainingRequest.PERTURBED);
        return Files.exists(perturbed)
                ? RoundingError.tolerance(trainer, Logits.read(perturbed, trainer.classes()))
                : RoundingError.UNMEASURED;
    }
}
