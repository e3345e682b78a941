package dev.tradespace.server.lane;

import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.job.JobChange;
import dev.tradespace.core.job.JobQueue;
import dev.tradespace.core.job.LeasedJob;
import dev.tradespace.core.job.QueueException;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.ScoredOn;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.run.Lane;
import dev.tradespace.core.run.LaneCommand;
import dev.tradespace.core.run.LaneEvent;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.hardware.Exam;
import dev.tradespace.hardware.Runner;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.bus.Topics;
import dev.tradespace.server.bus.Topics.JobChanged;
import dev.tradespace.server.bus.Topics.Measured;
import dev.tradespace.server.bus.Topics.SweepChanged;
import dev.tradespace.server.model.AwaitedModels;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.server.training.TrainedModels;
import dev.tradespace.training.data.Split;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the {@link Lane} of one device decides. All state is touched on the event loop only; the queue is the truth, and a message on
 * the bus does no more than wake the lane.
 */
public final class LaneVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(LaneVerticle.class);

    private final String device;
    private final Map<String, Target> targets = new HashMap<>();
    private final JobQueue jobs;
    private final Runner runner;
    private final ModelStore models;
    private final @Nullable TrainedModels trained;
    private final LaneSettings settings;
    private final Bus bus;
    private final InstantSource clock;
    private final DeviceTurns turns;
    private final DeviceThread thread;
    private final Promise<Void> halted = Promise.promise();

    private Lane lane = Lane.idle();
    private Instant begun = Instant.EPOCH;
    private boolean searched;
    private Future<Boolean> puttingBack = Future.succeededFuture(false);
    private List<Bus.Subscription> subscriptions = List.of();

    /**
     * The lane of a device.
     *
     * @param targets the device's targets
     * @param trained where models with trained weights come from; null where nothing can be trained
     * @param turns who may use the device besides
     */
    public LaneVerticle(
            String device,
            List<Target> targets,
            JobQueue jobs,
            Runner runner,
            ModelStore models,
            @Nullable TrainedModels trained,
            LaneSettings settings,
            Bus bus,
            InstantSource clock,
            DeviceTurns turns) {
        this.device = device;
        targets.forEach(target -> this.targets.put(target.id(), target));
        this.jobs = jobs;
        this.runner = runner;
        this.models = models;
        this.trained = trained;
        this.settings = settings;
        this.bus = bus;
        this.clock = clock;
        this.turns = turns;
        this.thread = new DeviceThread(device);
    }

    @Override
    public Future<?> start() {
        subscriptions = List.of(
                bus.listen(Topics.WORK_ARRIVED, work -> {
                    if (work.device().equals(device)) {
                        handle(new LaneEvent.Woken());
                    }
                }),
                bus.listen(Topics.SWEEP_CHANGED, change -> cancelled(change.sweep())));
        vertx.setPeriodic(settings.poll().toMillis(), timer -> handle(new LaneEvent.Woken()));
        vertx.setPeriodic(settings.renewal().toMillis(), timer -> renew());
        handle(new LaneEvent.Woken());
        return Future.succeededFuture();
    }

    /** Kills the worker, puts the job back, and ends when both are done. */
    @Override
    public Future<?> stop() {
        handle(new LaneEvent.StopRequested());
        return halted.future()
                .compose(rested -> Future.join(
                        subscriptions.stream().map(Bus.Subscription::end).toList()));
    }

    private void cancelled(SweepState sweep) {
        if (sweep.status() == SweepState.Status.CANCELLED) {
            Future<Void> unused = vertx.executeBlocking(
                    () -> {
                        keepAwaited();
                        return null;
                    },
                    false);
            handle(new LaneEvent.SweepCancelled(sweep.id()));
        }
    }

    /** An event from another thread. */
    private void later(LaneEvent event) {
        context.runOnContext(now -> handle(event));
    }

    private void handle(LaneEvent event) {
        Lane.Step step = lane.step(event);
        LOG.debug("lane {}: {} in {} gives {}", device, event, lane.phase(), step.commands());
        lane = step.lane();
        step.commands().forEach(this::execute);
    }

    private void execute(LaneCommand command) {
        if (command instanceof LaneCommand.TakeLease) {
            take();
        } else if (command instanceof LaneCommand.Prepare prepare) {
            prepare(prepare.lease());
        } else if (command instanceof LaneCommand.Measure measure) {
            measure(measure.lease(), measure.model());
        } else if (command instanceof LaneCommand.Abort) {
            thread.interrupt();
        } else if (command instanceof LaneCommand.Complete complete) {
            complete(complete.lease(), complete.reading());
        } else if (command instanceof LaneCommand.Fail fail) {
            fail(fail.lease(), fail.failure());
        } else if (command instanceof LaneCommand.Retry retry) {
            store(() -> jobs.retry(retry.lease(), retry.failure()), this::broken);
        } else if (command instanceof LaneCommand.GiveUp up) {
            store(() -> jobs.putBack(up.lease()), this::broken);
        } else if (command instanceof LaneCommand.PutBack back) {
            putBack(back.lease());
        } else if (command instanceof LaneCommand.Halt) {
            halt();
        }
    }

    private void take() {
        vertx.executeBlocking(() -> jobs.lease(device, settings.owner(), settings.term()), false)
                .onComplete(this::taken, this::broken);
    }

    private void taken(Optional<LeasedJob> job) {
        if (job.isEmpty()) {
            handle(new LaneEvent.NoJob());
            return;
        }
        begun = clock.instant();
        SweepState sweep = job.get().change().sweep();
        searched = sweep != null && sweep.work() != null;
        tell(job.get().change());
        handle(new LaneEvent.Leased(job.get().lease()));
    }

    /** The lane takes no other job before it has told of its own change, so news comes in the order of what happened. */
    private void tell(JobChange change) {
        bus.tell(Topics.JOB_CHANGED, new JobChanged(change.job()));
        if (change.row() != null) {
            bus.tell(Topics.MEASURED, new Measured(change.job().sweep(), change.row()));
        }
        if (change.sweep() != null) {
            bus.tell(Topics.SWEEP_CHANGED, new SweepChanged(change.sweep()));
        }
    }

    private void prepare(Lease lease) {
        // Who asks for a training gets all files at once. A search trains many models, few of which are ever used
        // elsewhere: those files can wait.
        List<ModelFormat> formats = searched ? List.of(ModelFormat.ONNX) : models.formats();
        thread.run(
                () -> turns.use(device, () -> prepared(lease, formats)),
                thrown -> new LaneEvent.NotPrepared(failure("the model could not be prepared", thrown)),
                this::later);
    }

    private LaneEvent prepared(Lease lease, List<ModelFormat> formats) throws IOException, InterruptedException {
        Subject subject = lease.subject();
        Target target = targets.get(subject.key().target());
        if (target == null) {
            return notPrepared("target " + subject.key().target() + " is no longer described here");
        }
        if (!Training.gives(subject.key().weights())) {
            return new LaneEvent.Prepared(models.file(subject, target));
        }
        if (trained == null) {
            return notPrepared("this platform cannot train");
        }
        Optional<Outcome.Failure> missing = trained.ready(lease, formats, settings.owner());
        return missing.isPresent()
                ? new LaneEvent.NotPrepared(missing.get())
                : new LaneEvent.Prepared(trained.file(subject, target));
    }

    private static LaneEvent notPrepared(String reason) {
        return new LaneEvent.NotPrepared(new Outcome.Failure(reason, "", false));
    }

    private void measure(Lease lease, Path model) {
        Target target = Objects.requireNonNull(targets.get(lease.subject().key().target()), "checked before preparing");
        thread.run(
                () -> turns.use(device, () -> measured(lease.subject(), model, target)),
                thrown -> new Outcome.Failed(failure("the model could not be measured", thrown)),
                outcome -> later(new LaneEvent.Measured(outcome)));
    }

    private Outcome measured(Subject subject, Path model, Target target) throws DatasetUnavailable, IOException {
        return runner.measure(model, target, subject.key().measuredProtocol(), exam(subject));
    }

    /** What was trained is scored on images that it has not learnt by. */
    private @Nullable Exam exam(Subject subject) throws DatasetUnavailable, IOException {
        return trained == null || !Training.gives(subject.key().weights())
                ? null
                : new Exam(
                        trained.images(subject),
                        ScoredOn.parse(subject.key().dataset()).validation() ? Split.VALIDATION : Split.TEST);
    }

    /** What the system refused, a process or a file, another try may find otherwise; what our code or a plugin's refused stays refused. */
    private static Outcome.Failure failure(String what, Throwable thrown) {
        String why = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        return new Outcome.Failure(what + ": " + why, thrown.toString(), thrown instanceof IOException);
    }

    private void complete(Lease lease, Reading reading) {
        Duration spent = spent();
        store(() -> jobs.complete(lease, reading, spent), failure -> unkept(lease, failure));
    }

    /** A measurement that the queue can never keep ends its job: left alone, the lease would run out, and the job be measured again for ever. */
    private void unkept(Lease lease, Throwable failure) {
        if (failure instanceof QueueException queue && queue.isTemporary()) {
            broken(failure);
        } else {
            fail(lease, failure("what was measured could not be kept", failure));
        }
    }

    private void fail(Lease lease, Outcome.Failure failure) {
        Duration spent = spent();
        String target = lease.subject().key().target();
        LOG.warn("{} on {} failed: {}\n{}", lease.subject().model(), target, failure.reason(), failure.detail());
        store(() -> jobs.fail(lease, failure, settings.present().of(target), spent), this::broken);
    }

    private void store(Supplier<Optional<JobChange>> change, Consumer<Throwable> otherwise) {
        vertx.executeBlocking(
                        () -> {
                            Optional<JobChange> kept = change.get();
                            // Before anybody hears of the end: what is told to have ended has tidied up.
                            keepAwaited();
                            return kept;
                        },
                        false)
                .onComplete(
                        kept -> {
                            kept.ifPresent(this::tell);
                            handle(kept.isPresent() ? new LaneEvent.Stored() : new LaneEvent.NotStored());
                        },
                        otherwise::accept);
    }

    /** The files of models that no job waits for any more: a search looks at many large networks, and they would fill the disk. */
    private void keepAwaited() {
        try {
            long unusedFreed = models.keepOnly(() -> AwaitedModels.folders(jobs));
        } catch (IOException | QueueException later) {
            LOG.warn("files of models that nobody waits for are left behind", later);
        }
    }

    private void broken(Throwable failure) {
        LOG.warn("the lane of {} cannot reach the store and looks again in {}", device, settings.poll(), failure);
        handle(new LaneEvent.StoreBroken(String.valueOf(failure.getMessage())));
    }

    /** Holds on to the lease while the model is prepared and measured. A store that cannot be reached is no lost lease yet. */
    private void renew() {
        Lease held = lane.lease();
        if (held == null || lane.phase() == Lane.Phase.STORING) {
            return;
        }
        boolean preparing = lane.phase() == Lane.Phase.PREPARING;
        vertx.executeBlocking(() -> renewed(held, preparing), false)
                .onComplete(
                        found -> found.ifPresent(this::handle),
                        failure -> LOG.warn("the lease of job {} could not be renewed", held.job(), failure));
    }

    /** Another platform on the same queue may have cancelled the sweep, and no message of that came here. */
    private Optional<LaneEvent> renewed(Lease held, boolean preparing) {
        return switch (jobs.renew(held, settings.term())) {
            case LOST -> Optional.of(new LaneEvent.LeaseLost(held));
            case CANCELLED -> preparing ? Optional.of(new LaneEvent.SweepCancelled(held.sweep())) : Optional.empty();
            case HELD -> Optional.empty();
        };
    }

    private void putBack(Lease lease) {
        puttingBack = vertx.executeBlocking(() -> jobs.putBack(lease).isPresent(), false)
                .onFailure(failure ->
                        LOG.warn("job {} could not be put back; its lease will run out", lease.job(), failure))
                .otherwise(false);
    }

    private void halt() {
        thread.close();
        puttingBack.onComplete(done -> halted.complete());
    }

    private Duration spent() {
        Duration spent = Duration.between(begun, clock.instant());
        return spent.isNegative() ? Duration.ZERO : spent;
    }
}
