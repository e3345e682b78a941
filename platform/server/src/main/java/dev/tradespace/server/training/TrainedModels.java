package dev.tradespace.server.training;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.quantization.Quantization;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.analysis.Footprint;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.file.Room;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.ScoredOn;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.run.Lane;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.quantization.QuantizationReport;
import dev.tradespace.quantization.QuantizedModel;
import dev.tradespace.results.database.StorableText;
import dev.tradespace.results.training.Trainings;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.model.ModelFolders;
import dev.tradespace.server.model.ModelSource;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models with trained weights: there already, or trained now, by whoever needs them first; others wait. What a sitting has reached lies in
 * {@code trainings/<digest>-<weights>/} under the home until the model is whole, so that a kill costs the epoch in progress at most. A file that the
 * training left for later, or that was let go since, is made when somebody needs it, and compared with the trainer's answers unless that very file has been.
 */
public final class TrainedModels {
    private static final Logger LOG = LoggerFactory.getLogger(TrainedModels.class);

    private final Path folder;
    private final Catalogue catalogue;
    private final Trainings trainings;
    private final ModelStore models;
    private final DatasetProvider datasets;
    private final Trainer trainer;
    private final ParityCheck parity;
    private final Bus bus;
    private final InstantSource clock;
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();

    /** The trained models of a home, which this process owns. */
    public TrainedModels(
            Path home,
            Catalogue catalogue,
            Trainings trainings,
            ModelStore models,
            DatasetProvider datasets,
            Trainer trainer,
            ParityCheck parity,
            Bus bus,
            InstantSource clock) {
        this.folder = home.resolve("trainings");
        this.catalogue = catalogue;
        this.trainings = trainings;
        this.models = models;
        this.datasets = datasets;
        this.trainer = trainer;
        this.parity = parity;
        this.bus = bus;
        this.clock = clock;
    }

    /**
     * Sees to it that a job's trained model is there.
     *
     * @param formats of the files that it gets at once if it is trained now, ONNX among them; {@link #file} makes the others
     * @param owner the id of the home
     * @return why it is not; empty if it is
     * @throws InterruptedException if the thread was interrupted while another trained the model
     * @throws IOException if the home cannot be read or written
     */
    public Optional<Outcome.Failure> ready(Lease lease, List<ModelFormat> formats, String owner)
            throws IOException, InterruptedException {
        RowKey key = lease.subject().key();
        TrainingState training = training(key);
        TrainingNews news = new TrainingNews(lease.sweep(), training, trainings, bus, clock);
        Lock lock = locks.computeIfAbsent(
                ModelFolders.name(key.architecture(), key.weights()), first -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            Path model = models.folder(key.architecture(), key.weights());
            if (Files.isDirectory(model)) {
                return found(model, training, news);
            }
            if (training.status() == TrainingState.Status.FAILED) {
                return Optional.of(new Outcome.Failure(TrainingAttempt.NOT_TRAINED + training.failure(), "", false));
            }
            return trained(lease, training, formats, owner, news);
        } finally {
            lock.unlock();
        }
    }

    private TrainingState training(RowKey key) {
        return trainings
                .find(key.architecture(), key.weights())
                .orElseThrow(() -> new IllegalStateException("nobody asked for the training of " + key.weights()));
    }

    /** A kill between the last two steps of a training leaves a model that is whole and a training that does not know it. */
    private Optional<Outcome.Failure> found(Path model, TrainingState training, TrainingNews news) throws IOException {
        if (training.status() != TrainingState.Status.DONE) {
            done(training, ModelCard.read(model).peakBytes(), news);
        }
        ModelFolders.delete(place(training));
        return Optional.empty();
    }

    /** Where what a training has reached lies until its model is whole. */
    private Path place(TrainingState training) {
        return folder.resolve(ModelFolders.name(training.architecture(), training.weights()));
    }

    private Optional<Outcome.Failure> trained(
            Lease lease, TrainingState training, List<ModelFormat> formats, String owner, TrainingNews news) {
        trainings.begin(training.id(), owner);
        news.changed(TrainingState.Status.RUNNING, null, 0);
        TrainingAttempt.End end = sitting(lease, training, formats, news);
        if (end.failure().isEmpty()) {
            done(training, end.peakBytes(), news);
        } else if (end.goesOn() && goesOn(lease, end.failure().get())) {
            trainings.rest(training.id());
            news.changed(TrainingState.Status.WAITING, null, 0);
        } else {
            Outcome.Failure failure = end.failure().get();
            String reason = StorableText.reason(failure.reason().replace(TrainingAttempt.NOT_TRAINED, ""));
            trainings.fail(training.id(), reason, failure.worthRetrying());
            news.changed(TrainingState.Status.FAILED, reason, 0);
        }
        return end.failure();
    }

    private void done(TrainingState training, long peakBytes, TrainingNews news) {
        trainings.complete(training.id(), peakBytes);
        news.changed(TrainingState.Status.DONE, null, peakBytes);
    }

    /** Neither an interrupt nor a full disk ends a training; the death of a worker does when it has had all its tries, until somebody asks again. */
    private static boolean goesOn(Lease lease, Outcome.Failure failure) {
        return Thread.currentThread().isInterrupted()
                || Room.isLacking(failure.reason())
                || (failure.worthRetrying() && lease.attempt() < Lane.ATTEMPTS);
    }

    private TrainingAttempt.End sitting(
            Lease lease, TrainingState training, List<ModelFormat> formats, TrainingNews news) {
        Path place = place(training);
        try {
            Architecture architecture = network(lease.subject(), place);
            Optional<String> lack = Footprint.of(Analysis.of(architecture)).withoutDisk(Room.at(folder), true);
            if (lack.isPresent()) {
                throw new IOException(lack.get());
            }
            Path prepared = datasets.prepared(
                    training.spec().dataset(),
                    training.data(),
                    architecture.inputShape().height());
            Files.createDirectories(place);
            TrainingAttempt.End end = new TrainingAttempt(
                            place, architecture, prepared, training, formats, models, trainer, parity)
                    .run(news);
            if (end.failure().isEmpty()) {
                ModelFolders.delete(place);
            }
            return end;
        } catch (DatasetUnavailable unavailable) {
            return TrainingAttempt.failed(String.valueOf(unavailable.getMessage()), unavailable);
        } catch (IOException | RuntimeException broken) {
            LOG.warn("training {} broke off", training.id(), broken);
            return TrainingAttempt.failed(
                    broken.getMessage() == null ? broken.toString() : broken.getMessage(), broken);
        }
    }

    /** The network of a subject. A training that goes on has it in its folder, and needs no plugin any more. */
    private Architecture network(Subject subject, Path place) throws IOException {
        Path kept = place.resolve(TrainingAttempt.ARCHITECTURE);
        Architecture network = Files.exists(kept)
                ? new ArchitectureJson().read(Files.readString(kept))
                : catalogue.build(subject.model()).architecture();
        if (!network.digest().equals(subject.key().architecture())) {
            throw new IllegalStateException(subject.model()
                    + " builds another network than when the sweep was asked for; its plugin has changed");
        }
        return network;
    }

    /**
     * The file that a target runs of a job's model, which is {@link #ready}.
     *
     * @throws IOException if there is none, with the reason for a person
     */
    public Path file(Subject subject, Target target) throws IOException {
        return file(training(subject.key()), target.format(), target.precision());
    }

    /**
     * A file of the model of a training that is done. One that was left for later is made now, and nobody sees it before it is through the parity gate.
     *
     * @throws IOException if there is none, with the reason for a person
     */
    public Path file(TrainingState training, ModelFormat format, String precision) throws IOException {
        return file(training, format, precision, ModelSource.Calibration.MAX_DROP);
    }

    /**
     * How a trained model was quantised: before, or now.
     *
     * @param maxDrop points of accuracy on the validation images that may be lost, where it is quantised now
     * @throws IOException if it cannot be, with the reason for a person
     */
    public QuantizationReport quantized(TrainingState training, double maxDrop) throws IOException {
        Path unusedFile = file(training, ModelFormat.ONNX, Quantization.INT8, maxDrop);
        return QuantizedModel.report(ModelStore.quantized(models.folder(training.architecture(), training.weights())));
    }

    private Path file(TrainingState training, ModelFormat format, String precision, double maxDrop) throws IOException {
        Path model = models.folder(training.architecture(), training.weights());
        ModelCard card = ModelCard.read(model);
        ModelFile file = new ModelFile(training.architecture(), training.weights(), format, precision);
        boolean integers = precision.equals(Quantization.INT8);
        boolean quantizes = integers && !Files.exists(ModelStore.quantized(model));
        // Nothing is made that could not be compared, unless it has been before.
        boolean compares = !Files.exists(model.resolve(file.name())) && !models.hasPassed(file);
        Path images = quantizes || compares ? parityImages(training, card, file) : null;
        ModelSource source = new ModelSource(
                training.model(),
                training.architecture(),
                training.weights(),
                model.resolve(TrainingRequest.WEIGHTS),
                null,
                card.metadata(),
                quantizes && images != null ? new ModelSource.Calibration(images, maxDrop) : null);
        Path answers = integers ? ModelStore.quantized(model) : model;
        return models.file(source, file, written -> {
            if (!models.hasPassed(file, written)) {
                pass(file, written, images == null ? parityImages(training, card, file) : images, answers);
            }
        });
    }

    private Path parityImages(TrainingState training, ModelCard card, ModelFile file) throws IOException {
        try {
            return datasets.prepared(training.spec().dataset(), training.data(), card.resolution());
        } catch (DatasetUnavailable unavailable) {
            throw new IOException(
                    "the " + file.name() + " of training " + training.id()
                            + " is not made yet and could not be compared with the trainer: "
                            + unavailable.getMessage(),
                    unavailable);
        }
    }

    private void pass(ModelFile file, Path written, Path images, Path answers) throws IOException {
        Optional<String> wrong = parity.disagreement(file.format(), file.precision(), written, images, answers);
        if (wrong.isPresent()) {
            throw new IOException(TrainingAttempt.NOT_THROUGH + wrong.get());
        }
    }

    /**
     * The file of a job's prepared dataset, for scoring: the one that its model was trained with.
     *
     * @throws DatasetUnavailable if there is no such dataset any more
     */
    public Path images(Subject subject) throws DatasetUnavailable, IOException {
        RowKey key = subject.key();
        return datasets.prepared(
                ScoredOn.parse(key.dataset()).dataset(),
                training(key).data(),
                ModelCard.read(models.folder(key.architecture(), key.weights())).resolution());
    }
}
