package dev.tradespace.server;

import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.sweep.Expansion;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.sweep.TrainingGround;
import dev.tradespace.results.Results;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.bus.Topics;
import dev.tradespace.server.bus.Topics.SweepAnswer;
import dev.tradespace.server.bus.Topics.SweepChanged;
import dev.tradespace.server.bus.Topics.WorkArrived;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a sweep that is asked for into jobs, and wakes the lanes that they are for. */
final class Dispatch extends VerticleBase {
    private static final int BUILDERS = 4;

    private final Catalogue catalogue;
    private final List<Target> targets;
    private final Results results;
    private final Bus bus;
    private final TrainingGround ground;
    private Bus.@Nullable Subscription subscription;

    Dispatch(Catalogue catalogue, List<Target> targets, Results results, Bus bus, TrainingGround ground) {
        this.catalogue = catalogue;
        this.targets = targets;
        this.results = results;
        this.bus = bus;
        this.ground = ground;
    }

    @Override
    public Future<?> start() {
        WorkerExecutor builders = vertx.createSharedWorkerExecutor("tradespace-dispatch", BUILDERS);
        // Plugins build, which may take long, and the store writes: off the event loop and off the threads that all
        // share.
        subscription = bus.answer(Topics.SWEEP_ASKED, spec -> builders.executeBlocking(() -> kept(spec), false));
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return subscription == null ? Future.succeededFuture() : subscription.end();
    }

    private SweepAnswer kept(SweepSpec spec) {
        Expansion expansion = Expansion.of(spec, catalogue, targets, ground);
        if (!expansion.problems().isEmpty()) {
            return new SweepAnswer.Refused(expansion.problems());
        }
        SweepState sweep = results.sweeps().create(spec, expansion.subjects(), expansion.trainings());
        bus.tell(Topics.SWEEP_CHANGED, new SweepChanged(sweep));
        targets.stream()
                .filter(target -> isFor(target, expansion.subjects()))
                .map(Target::device)
                .distinct()
                .forEach(device -> bus.tell(Topics.WORK_ARRIVED, new WorkArrived(device)));
        return new SweepAnswer.Accepted(sweep);
    }

    private static boolean isFor(Target target, List<Subject> subjects) {
        return subjects.stream().anyMatch(subject -> subject.key().target().equals(target.id()));
    }
}
