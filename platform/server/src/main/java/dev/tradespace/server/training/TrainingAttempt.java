package dev.tradespace.server.training;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.server.model.ModelFolders;
import dev.tradespace.server.model.ModelSource;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainingEnd;
import dev.tradespace.training.TrainingRequest;
import dev.tradespace.training.data.prepared.PreparedDataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at a training: until it is done, exported and through the parity gate, or until something stops it. */
final class TrainingAttempt {
    /** What the reasons of jobs begin with that lack their model. */
    static final String NOT_TRAINED = "the model could not be trained: ";

    /** What is said of a model's file that does not give the trainer's answers. */
    static final String NOT_THROUGH = "the trained model did not pass the parity gate: ";

    /** The network of a model, beside its files. */
    static final String ARCHITECTURE = "architecture.json";

    private static final String FINISHED = "finished";
    /** The file that marks a model as refused, and says why. */
    private static final String REFUSED = "refused.txt";

    private static final Logger LOG = LoggerFactory.getLogger(TrainingAttempt.class);

    private final Path place;
    private final Architecture architecture;
    private final Path prepared;
    private final TrainingState training;
    private final List<ModelFormat> formats;
    private final ModelStore models;
    private final Trainer trainer;
    private final ParityCheck parity;

    /**
     * An attempt.
     *
     * @param place the training's own folder, which is there
     * @param formats of the files that the model is to have
     */
    TrainingAttempt(
            Path place,
            Architecture architecture,
            Path prepared,
            TrainingState training,
            List<ModelFormat> formats,
            ModelStore models,
            Trainer trainer,
            ParityCheck parity) {
        this.place = place;
        this.architecture = architecture;
        this.prepared = prepared;
        this.training = training;
        this.formats = formats;
        this.models = models;
        this.trainer = trainer;
        this.parity = parity;
    }

    /**
     * How an attempt ended.
     *
     * @param failure why there is no model; empty if there is one
     * @param goesOn whether another attempt may take up where this one ended
     * @param peakBytes of the trainer, 0 where it is not known
     */
    record End(Optional<Outcome.Failure> failure, boolean goesOn, long peakBytes) {}

    /** What the system refused, a process that was killed or a file, another attempt may find otherwise; what our code or a plugin's refused stays refused. */
    static End failed(String reason, Throwable thrown) {
        return new End(
                Optional.of(
                        new Outcome.Failure(NOT_TRAINED + reason, thrown.toString(), thrown instanceof IOException)),
                true,
                0);
    }

    End run(TrainingNews news) throws IOException {
        Path graph = place.resolve(ARCHITECTURE);
        byte[] json = new ArchitectureJson().write(architecture).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(graph, out -> out.write(json));
        TrainingEnd end = trainer.train(new TrainingRequest(graph, prepared, training.spec(), place), news);
        if (end instanceof TrainingEnd.Stopped) {
            return new End(Optional.of(new Outcome.Failure(NOT_TRAINED + "it was stopped", "", true)), true, 0);
        }
        if (end instanceof TrainingEnd.Failed failed) {
            return new End(
                    Optional.of(new Outcome.Failure(
                            NOT_TRAINED + failed.reason(), failed.detail(), failed.worthRetrying())),
                    failed.worthRetrying(),
                    0);
        }
        return finished(((TrainingEnd.Completed) end).peakBytes(), news.state());
    }

    /** The same file under a second name, where the file system has such: weights are large. */
    private static void link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.copy(from, to);
        }
    }

    /** Puts the model together and takes it in, if every file of it gives the trainer's answers. */
    private End finished(long peakBytes, TrainingState trained) throws IOException {
        Path finished = place.resolve(FINISHED);
        ModelFolders.delete(finished);
        Files.createDirectories(finished);
        Path weights = finished.resolve(TrainingRequest.WEIGHTS);
        link(place.resolve(TrainingRequest.WEIGHTS), weights);
        Files.copy(place.resolve(ARCHITECTURE), finished.resolve(ARCHITECTURE));
        Files.copy(place.resolve(TrainingRequest.ANSWERS), finished.resolve(TrainingRequest.ANSWERS));
        Files.copy(place.resolve(TrainingRequest.PERTURBED), finished.resolve(TrainingRequest.PERTURBED));
        ModelCard card = ModelCard.of(training.model(), PreparedDataset.open(prepared), peakBytes);
        card.write(finished, trained);
        ModelSource source = new ModelSource(
                training.model(), training.architecture(), training.weights(), weights, architecture, card.metadata());
        for (ModelFormat format : formats) {
            ModelFile model = source.file(format, ModelFile.FULL_PRECISION);
            Path file = finished.resolve(model.name());
            try {
                models.export(source, model, file);
            } catch (IOException | IllegalArgumentException cannotHold) {
                if (format.equals(ModelFormat.ONNX)) {
                    throw cannotHold;
                }
                // Whoever needs this file is told why there is none.
                LOG.warn("{} has no {} file: {}", training.model(), format, cannotHold.getMessage());
                continue;
            }
            Optional<String> wrong = parity.disagreement(format, ModelFile.FULL_PRECISION, file, prepared, finished);
            if (wrong.isPresent()) {
                return new End(Optional.of(new Outcome.Failure(refused(finished, wrong.get()), "", false)), false, 0);
            }
        }
        models.adopt(finished, training.architecture(), training.weights());
        return new End(Optional.empty(), false, peakBytes);
    }

    /** Minutes or hours of training are in the weights: they are kept beside the models, marked as refused, where no job takes them for a model. */
    private String refused(Path finished, String why) throws IOException {
        byte[] sentence = (NOT_THROUGH + why + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(finished.resolve(REFUSED), out -> out.write(sentence));
        Path kept = models.refuse(finished, training.architecture(), training.weights());
        return NOT_THROUGH + why + "; its weights are kept in " + kept.resolve(TrainingRequest.WEIGHTS);
    }
}
