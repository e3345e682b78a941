package dev.tradespace.server.training;

import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.measure.ModelFile;
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
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parity gate, through the very runtimes that will measure. */
public final class RunnerParity implements ParityCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RunnerParity.class);

    private final Answerer answerer;
    private final List<Target> targets;

    /** The gate of a platform. */
    public RunnerParity(Answerer answerer, List<Target> targets) {
        this.answerer = answerer;
        this.targets = List.copyOf(targets);
    }

    @Override
    public Optional<String> disagreement(ModelFormat format, Path model, Path images, Path answers) throws IOException {
        // The trainer's own precision: what is quantised answers otherwise, and rightly.
        Optional<Target> target = targets.stream()
                .filter(each -> each.format().equals(format) && each.precision().equals(ModelFile.FULL_PRECISION))
                .findFirst();
        if (target.isEmpty()) {
            LOG.info("no target here runs {} files: {} is not compared with the trainer", format, model);
            return Optional.empty();
        }
        Logits trainer = Logits.read(
                answers.resolve(TrainingRequest.ANSWERS),
                PreparedDataset.open(images).classes().size());
        Answers given = answerer.answer(model, target.get(), images, Split.VALIDATION, TrainingRequest.PARITY_IMAGES);
        if (given instanceof Answers.Refused refused) {
            throw new IOException(
                    "the parity gate got no answers: " + refused.failure().reason());
        }
        Answers.Given found = (Answers.Given) given;
        Parity parity = Parity.of(found.runtime(), trainer, found.logits(), tolerance(trainer, answers));
        LOG.info("{}", parity.sentence());
        return parity.agreed() ? Optional.empty() : Optional.of(parity.sentence());
    }

    private static double tolerance(Logits trainer, Path answers) throws IOException {
        Path perturbed = answers.resolve(TrainingRequest.PERTURBED);
        return Files.exists(perturbed)
                ? RoundingError.tolerance(trainer, Logits.read(perturbed, trainer.classes()))
                : RoundingError.UNMEASURED;
    }
}
