package dev.tradespace.runtime.lane;

import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.ScoredOn;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.run.Lane;
import dev.tradespace.core.run.LaneCommand;
import dev.tradespace.core.run.LaneEvent;
import dev.tradespace.core.sweep.JobState.Status;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.hardware.Exam;
import dev.tradespace.hardware.Runner;
import dev.tradespace.results.Results;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.runtime.bus.Bus;
import dev.tradespace.runtime.bus.Topics;
import dev.tradespace.runtime.lane.Announcer.JobView;
import dev.tradespace.runtime.model.AwaitedModels;
import dev.tradespace.runtime.model.ModelStore;
import dev.tradespace.runtime.training.TrainedModels;
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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the {@link Lane} of one device decides. All state is touched on the event loop only; the database is the truth, and a message on
 * the bus does no more than wake the lane.
 */
public final class LaneVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(LaneVerticle.class);

    private final String device;
    private final Map<String, Target> targets = new HashMap<>();
    private final Results results;
    private final Runner runner;
    private final ModelStore models;
    private final @Nullable TrainedModels trained;
    private final LaneSettings settings;
    private final Bus bus;
    private final InstantSource clock;
    private final Announcer announcer;
    private final DeviceThread thread;
    private final Promise<Void> halted = Promise.promise();

    private Lane lane = Lane.idle();
    private Instant begun = Instant.EPOCH;
    private Future<Boolean> puttingBack = Future.succeededFuture(false);
    private List<Bus.Subscription> subscriptions = List.of();

    /**
     * The lane of a device.
     *
     * @param targets the device's targets
     * @param trained where models with trained weights come from; null where nothing can be trained
     */
    public LaneVerticle(
            String device,
            List<Target> targets,
            Results results,
            Runner runner,
            ModelStore models,
            @Nullable TrainedModels trained,
            LaneSettings settings,
            Bus bus,
            InstantSource clock) {
        this.device = device;
        targets.forEach(target -> this.targets.put(target.id(), target));
        this.results = results;
        this.runner = runner;
        this.models = models;
        this.trained = trained;
        this.settings = settings;
        this.bus = bus;
        this.clock = clock;
        this.announcer = new Announcer(results, bus);
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
            retry(retry.lease(), retry.failure());
        } else if (command instanceof LaneCommand.GiveUp up) {
            giveUp(up.lease());
        } else if (command instanceof LaneCommand.PutBack back) {
            putBack(back.lease());
        } else if (command instanceof LaneCommand.Halt) {
            halt();
        }
    }

    /** A job taken, or none, with what the store shows then. */
    private record Taken(Optional<Lease> lease, JobView view) {}

    private void take() {
        vertx.executeBlocking(this::leased, false).onComplete(this::taken, this::broken);
    }

    private Taken leased() {
        Optional<Lease> lease = results.lease(device, settings.owner(), settings.term());
        return new Taken(lease, lease.map(announcer::look).orElse(JobView.NONE));
    }

    private void taken(Taken taken) {
        if (taken.lease().isEmpty()) {
            handle(new LaneEvent.NoJob());
            return;
        }
        Lease lease = taken.lease().get();
        begun = clock.instant();
        announcer.tell(lease, Status.LEASED, null, Duration.ZERO, taken.view());
        handle(new LaneEvent.Leased(lease));
    }

    private void prepare(Lease lease) {
        thread.run(
                () -> prepared(lease),
                thrown -> new LaneEvent.NotPrepared(failure("the model could not be prepared", thrown)),
                this::later);
    }

    private LaneEvent prepared(Lease lease) throws IOException, InterruptedException {
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
        Optional<Outcome.Failure> missing = trained.ready(lease, formats(lease), settings.owner());
        return missing.isPresent()
                ? new LaneEvent.NotPrepared(missing.get())
                : new LaneEvent.Prepared(trained.file(subject, target));
    }

    /** Who asks for a training gets all files at once. A search trains many models, few of which are ever used elsewhere: those files can wait. */
    private List<ModelFormat> formats(Lease lease) {
        boolean searched = results.sweep(lease.sweep())
                .filter(sweep -> sweep.work() != null)
                .isPresent();
        return searched ? List.of(ModelFormat.ONNX) : models.formats();
    }

    private static LaneEvent notPrepared(String reason) {
        return new LaneEvent.NotPrepared(new Outcome.Failure(reason, "", false));
    }

    private void measure(Lease lease, Path model) {
        Target target = Objects.requireNonNull(targets.get(lease.subject().key().target()), "checked before preparing");
        thread.run(
                () -> runner.measure(model, target, lease.subject().key().protocol(), exam(lease.subject())),
                thrown -> new Outcome.Failed(failure("the model could not be measured", thrown)),
                outcome -> later(new LaneEvent.Measured(outcome)));
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
        store(
                lease,
                () -> results.complete(lease, reading, spent),
                view -> announcer.tell(lease, Status.DONE, null, spent, view),
                failure -> unkept(lease, failure));
    }

    /** A measurement that the store can never keep ends its job: left alone, the lease would run out, and the job be measured again for ever. */
    private void unkept(Lease lease, Throwable failure) {
        if (failure instanceof ResultsException store && store.reason() != ResultsException.Reason.UNSTORABLE) {
            broken(failure);
        } else {
            fail(lease, failure("what was measured could not be kept", failure));
        }
    }

    private void fail(Lease lease, Outcome.Failure failure) {
        Duration spent = spent();
        LOG.warn(
                "{} on {} failed: {}\n{}",
                lease.subject().variant(),
                lease.subject().key().target(),
                failure.reason(),
                failure.detail());
        store(
                lease,
                () -> results.fail(
                        lease,
                        failure,
                        settings.present().of(lease.subject().key().target()),
                        spent),
                view -> announcer.tell(lease, Status.FAILED, failure.reason(), spent, view));
    }

    private void retry(Lease lease, Outcome.Failure failure) {
        store(
                lease,
                () -> results.retry(lease, failure),
                view -> announcer.tell(lease, Status.READY, failure.reason(), Duration.ZERO, view));
    }

    private void giveUp(Lease lease) {
        Duration spent = spent();
        store(lease, () -> results.putBack(lease), view -> announcer.tell(lease, Status.CANCELLED, null, spent, view));
    }

    private void store(Lease lease, BooleanSupplier change, Consumer<JobView> announcement) {
        store(lease, change, announcement, this::broken);
    }

    private void store(
            Lease lease, BooleanSupplier change, Consumer<JobView> announcement, Consumer<Throwable> otherwise) {
        vertx.executeBlocking(
                        () -> {
                            boolean kept = change.getAsBoolean();
                            // Before anybody hears of the end: what is told to have ended has tidied up.
                            keepAwaited();
                            return kept ? Optional.of(announcer.look(lease)) : Optional.<JobView>empty();
                        },
                        false)
                .onComplete(
                        kept -> {
                            kept.ifPresent(announcement);
                            handle(kept.isPresent() ? new LaneEvent.Stored() : new LaneEvent.NotStored());
                        },
                        otherwise::accept);
    }

    /** The files of models that no job waits for any more: a search looks at many large networks, and they would fill the disk. */
    private void keepAwaited() {
        try {
            long unusedFreed = models.keepOnly(() -> AwaitedModels.folders(results));
        } catch (IOException | ResultsException later) {
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

    /** Another platform on the same database may have cancelled the sweep, and no message of that came here. */
    private Optional<LaneEvent> renewed(Lease held, boolean preparing) {
        if (!results.renew(held, settings.term())) {
            return Optional.of(new LaneEvent.LeaseLost(held));
        }
        return preparing
                        && results.sweep(held.sweep())
                                .filter(sweep -> sweep.status() == SweepState.Status.CANCELLED)
                                .isPresent()
                ? Optional.of(new LaneEvent.SweepCancelled(held.sweep()))
                : Optional.empty();
    }

    private void putBack(Lease lease) {
        puttingBack = vertx.executeBlocking(() -> results.putBack(lease), false)
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
