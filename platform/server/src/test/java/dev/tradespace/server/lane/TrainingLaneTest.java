package dev.tradespace.server.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.core.training.TrainingState.Status;
import dev.tradespace.hardware.Exam;
import dev.tradespace.hardware.Runner;
import dev.tradespace.results.Results;
import dev.tradespace.results.training.TrainingQuery;
import dev.tradespace.server.Soon;
import dev.tradespace.server.ToyImages;
import dev.tradespace.server.ToyTrainer;
import dev.tradespace.server.Toys;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.bus.Topics;
import dev.tradespace.server.bus.Topics.SweepChanged;
import dev.tradespace.server.bus.Topics.WorkArrived;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.server.training.ModelCard;
import dev.tradespace.server.training.RunnerParity;
import dev.tradespace.server.training.TrainedModels;
import dev.tradespace.training.TrainingEnd;
import dev.tradespace.training.TrainingRequest;
import dev.tradespace.training.data.Split;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lane whose models must be trained before they are measured. */
class TrainingLaneTest {
    private static final String HOME = "this home";
    private static final Duration NEVER = Duration.ofHours(1);
    private static final TrainingEnd DIED = new TrainingEnd.Failed("the worker died", "its last words", true);
    private static final TrainingEnd NAN = new TrainingEnd.Failed("the loss became NaN in epoch 3", "", false);

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final CompletableFuture<SweepState> ended = new CompletableFuture<>();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger killedExports = new AtomicInteger();
    private final List<Exam> exams = Collections.synchronizedList(new ArrayList<>());
    private final List<String> measured = Collections.synchronizedList(new ArrayList<>());
    private final Runner runner = (model, target, protocol, exam) -> {
        exams.add(Objects.requireNonNull(exam, "what was trained is scored"));
        measured.add(text(model));
        return Toys.measured(5);
    };

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Results results;

    @SuppressWarnings("NullAway.Init") // Laid out before each test.
    private ToyImages images;

    @BeforeEach
    void open() throws InterruptedException {
        results = Toys.store(folder);
        images = new ToyImages(folder);
        CompletableFuture<Integer> listening = new CompletableFuture<>();
        vertx.runOnContext(now -> listening.complete(listen().size()));
        assertEquals(4, Soon.get(listening));
    }

    private List<Bus.Subscription> listen() {
        return List.of(
                bus.listen(
                        Topics.TRAINING_CHANGED,
                        change -> told.add(change.training().status() + " after "
                                + change.training().curve().size())),
                bus.listen(
                        Topics.EPOCH_ENDED,
                        epoch -> told.add("epoch " + epoch.point().epoch())),
                bus.listen(Topics.TRAINING_WENT, went -> told.add("progress")),
                bus.listen(Topics.SWEEP_CHANGED, change -> {
                    if (change.sweep().status() != SweepState.Status.ACTIVE
                            && change.sweep().running() == 0) {
                        ended.complete(change.sweep());
                    }
                }));
    }

    @AfterEach
    void close() throws InterruptedException {
        Soon.get(vertx.close());
        results.close();
    }

    private SweepState sweep(String... targets) {
        return Toys.trainingSweep(results, folder, List.of("toy/small"), List.of(targets));
    }

    private String deploy(ToyTrainer trainer) throws InterruptedException {
        ModelStore models = models();
        TrainedModels trained = new TrainedModels(
                folder,
                Toys.catalogue(),
                results.trainings(),
                models,
                images,
                trainer,
                new RunnerParity(trainer, Toys.TARGETS),
                bus,
                InstantSource.system());
        return Soon.get(vertx.deployVerticle(new LaneVerticle(
                Toys.DEVICE,
                Toys.TARGETS,
                results.jobs(),
                runner,
                models,
                trained,
                new LaneSettings(HOME, NEVER, NEVER),
                bus,
                InstantSource.system(),
                new DeviceTurns())));
    }

    private ModelStore models() {
        return new ModelStore(folder, (source, format, file) -> {
            if (killedExports.getAndDecrement() > 0) {
                throw new IOException("the export to SameDiff was killed by SIGKILL");
            }
            Files.writeString(file, source.model() + " from " + source.trained() + source.metadata());
        });
    }

    private TrainingState training() {
        return results.trainings()
                .page(new TrainingQuery(List.of(), null, null, 0, 10))
                .items()
                .get(0);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Path model() {
        TrainingState training = training();
        return models().folder(training.architecture(), training.weights());
    }

    private List<JobState> jobs(SweepState sweep) {
        return results.sweeps().jobs(sweep.id(), 0, 10).items();
    }

    @Test
    void trainsOnceAndScoresTheTestSplitOnEveryTarget() throws Exception {
        sweep("toy-cpu/*");
        ToyTrainer trainer = new ToyTrainer(false);
        deploy(trainer);

        assertEquals(2, Soon.get(ended).done());
        assertEquals(1, trainer.requests.size());
        assertEquals(List.of("RUNNING after 0", "progress", "epoch 1", "epoch 2", "DONE after 2"), told);
        assertEquals(
                List.of(Split.TEST, Split.TEST), exams.stream().map(Exam::split).toList());
        assertEquals(Status.DONE, training().status());
        assertEquals(123_456, training().peakBytes());
        // The files themselves are let go when the lane rests.
        assertEquals(2, measured.size());
        for (String file : measured) {
            assertTrue(file.contains("classes=[\"red\",\"green\",\"blue\"]"), file);
        }
        assertTrue(Files.exists(model().resolve(TrainingRequest.WEIGHTS)));
        ModelCard card = ModelCard.read(model());
        assertEquals(List.of("red", "green", "blue"), card.classes());
        assertEquals(16, card.resolution());
        assertEquals(0, entries("trainings"));
    }

    @Test
    void failsAllJobsOfATrainingThatFailedAtOnce() throws Exception {
        SweepState sweep = sweep("toy-cpu/*");
        ToyTrainer trainer = new ToyTrainer(false, NAN);
        deploy(trainer);

        assertEquals(2, Soon.get(ended).failed());
        assertEquals(1, trainer.requests.size());
        assertEquals(Status.FAILED, training().status());
        assertEquals("the loss became NaN in epoch 3", training().failure());
        for (JobState job : jobs(sweep)) {
            assertEquals("the model could not be trained: the loss became NaN in epoch 3", job.reason());
        }
    }

    @Test
    void trainsNothingOnImagesThatHaveChangedSinceItWasAsked() throws Exception {
        SweepState sweep = sweep("toy-cpu/one");
        ToyTrainer trainer = new ToyTrainer(false);
        images.change();
        deploy(trainer);

        assertEquals(1, Soon.get(ended).failed());
        assertEquals(List.of(), trainer.requests);
        assertEquals(
                "the model could not be trained: the images of toy-images have changed",
                jobs(sweep).get(0).reason());
    }

    @Test
    void goesOnFromTheCheckpointWhenTheWorkerDies() throws Exception {
        sweep("toy-cpu/one");
        ToyTrainer trainer = new ToyTrainer(false, DIED);
        deploy(trainer);

        assertEquals(1, Soon.get(ended).done());
        assertEquals(2, trainer.requests.size());
        assertEquals(trainer.requests.get(0), trainer.requests.get(1));
        assertEquals(2, training().curve().size());
    }

    @Test
    void givesUpWhenTheWorkerDiesAgain() throws Exception {
        sweep("toy-cpu/one");
        ToyTrainer trainer = new ToyTrainer(false, DIED, DIED, DIED);
        deploy(trainer);

        assertEquals(1, Soon.get(ended).failed());
        assertEquals(2, trainer.requests.size());
        assertEquals(Status.FAILED, training().status());
    }

    @Test
    void anExportThatWasKilledCostsNoTraining() throws Exception {
        sweep("toy-cpu/one");
        killedExports.set(1);
        deploy(new ToyTrainer(false));

        assertEquals(1, Soon.get(ended).done());
        assertEquals(Status.DONE, training().status());
    }

    @Test
    void isTriedAgainWhenSomebodyAsksAgainAfterEveryTryWasKilled() throws Exception {
        SweepState first = sweep("toy-cpu/one");
        killedExports.set(2);
        deploy(new ToyTrainer(false));
        assertEquals(1, Soon.get(ended).failed());
        assertEquals(Status.FAILED, training().status());
        assertEquals("the export to SameDiff was killed by SIGKILL", training().failure());

        SweepState second = sweep("toy-cpu/one");

        assertTrue(second.id() > first.id());
        assertEquals(Status.WAITING, training().status());
        bus.tell(Topics.WORK_ARRIVED, new WorkArrived(Toys.DEVICE));
        while (results.sweeps().find(second.id()).orElseThrow().done() == 0) {
            Thread.onSpinWait();
        }
        assertEquals(Status.DONE, training().status());
    }

    @Test
    void stopsInTheMidstOfATrainingAndGoesOnAfterwards() throws Exception {
        SweepState sweep = sweep("toy-cpu/one");
        ToyTrainer trainer = new ToyTrainer(true);
        String lane = deploy(trainer);
        Soon.get(trainer.hangs);

        Soon.get(vertx.undeploy(lane));

        assertEquals(Status.WAITING, training().status());
        assertEquals(JobState.Status.READY, jobs(sweep).get(0).status());
        assertEquals(0, jobs(sweep).get(0).attempts());
        deploy(trainer);
        assertEquals(1, Soon.get(ended).done());
        assertEquals(trainer.requests.get(0), trainer.requests.get(1));
    }

    @Test
    void leavesATrainingWhoseSweepIsCancelledAndTurnsToTheNext() throws Exception {
        SweepState sweep = sweep("toy-cpu/one");
        ToyTrainer trainer = new ToyTrainer(true);
        deploy(trainer);
        Soon.get(trainer.hangs);

        assertTrue(results.sweeps().cancel(sweep.id()));
        bus.tell(
                Topics.SWEEP_CHANGED,
                new SweepChanged(results.sweeps().find(sweep.id()).orElseThrow()));

        assertEquals(SweepState.Status.CANCELLED, Soon.get(ended).status());
        assertEquals(JobState.Status.CANCELLED, jobs(sweep).get(0).status());
        assertEquals(Status.WAITING, training().status());

        SweepState next = sweep("toy-cpu/one");
        bus.tell(Topics.WORK_ARRIVED, new WorkArrived(Toys.DEVICE));
        while (results.sweeps().find(next.id()).orElseThrow().done() == 0) {
            Thread.onSpinWait();
        }
        assertEquals(Status.DONE, training().status());
    }

    @Test
    void makesNoModelOfWhatDoesNotPassTheParityGate() throws Exception {
        SweepState sweep = sweep("toy-cpu/one");
        ToyTrainer trainer = new ToyTrainer(false);
        trainer.disagree();
        deploy(trainer);

        assertEquals(1, Soon.get(ended).failed());
        assertEquals(Status.FAILED, training().status());
        String reason = Objects.requireNonNull(jobs(sweep).get(0).reason());
        assertTrue(reason.startsWith("the trained model did not pass the parity gate: onnxruntime disagrees"), reason);
        assertFalse(Files.exists(model()));
        Path refused = model().resolveSibling("refused").resolve(model().getFileName());
        assertTrue(reason.endsWith("; its weights are kept in " + refused.resolve(TrainingRequest.WEIGHTS)), reason);
        assertTrue(Files.exists(refused.resolve(TrainingRequest.WEIGHTS)));
        assertTrue(Files.readString(refused.resolve("refused.txt")).startsWith("the trained model did not pass"));
    }

    @Test
    void takesAWholeModelThatAKilledPlatformCouldNotTellOf() throws Exception {
        sweep("toy-cpu/one");
        deploy(new ToyTrainer(false));
        Soon.get(ended);
        long id = training().id();
        results.trainings().begin(id, "a dead home");
        SweepState next = sweep("toy-cpu/one");

        ToyTrainer idle = new ToyTrainer(false);
        deploy(idle);
        while (results.sweeps().find(next.id()).orElseThrow().done() == 0) {
            Thread.onSpinWait();
        }

        assertEquals(List.of(), idle.requests);
        assertEquals(Status.DONE, training().status());
        assertEquals(123_456, training().peakBytes());
    }

    private long entries(String name) throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve(name))) {
            return entries.count();
        }
    }
}
