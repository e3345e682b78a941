package dev.tradespace.hardware.worker;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.hardware.energy.EnergyAccount;
import dev.tradespace.hardware.energy.RaplMeter;
import dev.tradespace.hardware.machine.CpuTimes;
import dev.tradespace.hardware.machine.Load;
import dev.tradespace.hardware.machine.MachineFacts;
import dev.tradespace.hardware.machine.ResidentSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** One measurement from the marks before the session to the reading; one per process, on its main thread. */
final class Measurement {
    private static final Path PROC = Path.of("/proc");
    private static final Duration REST = Duration.ofSeconds(1);
    /** Well within one round of an energy counter. */
    private static final long FOLLOW_NANOS = Duration.ofSeconds(30).toNanos();
    /** Queries may become slower than they were in the warm-up, by heat for one. */
    private static final double PLAN_MARGIN = 1.2;

    private static final double NANOS = 1e9;

    private final WorkerRequest request;
    private final long startNanos;

    /**
     * A measurement.
     *
     * @param startNanos when the process began, by the clock of {@link System#nanoTime}
     */
    Measurement(WorkerRequest request, long startNanos) {
        this.request = request;
        this.startNanos = startNanos;
    }

    /** Measures. What goes wrong with the model is an outcome, not an exception. */
    Outcome run() throws InterruptedException {
        EnergyAccount energy = EnergyAccount.open(RaplMeter.POWERCAP);
        if (energy.readable()) {
            energy.rest(System.nanoTime());
            Thread.sleep(REST.toMillis());
            energy.rested(System.nanoTime());
        }
        // Loads the native library, which is not the model's memory.
        OrtEnvironment.getEnvironment();
        Optional<ResidentSet> before = residentSet();
        try (Session session = Session.open(
                request.model(), request.threads(), request.batch(), new SplittableRandom(request.seed()))) {
            return measure(session, before, energy);
        } catch (Session.UnfitModel unfit) {
            return failed("the model cannot be measured: " + unfit.getMessage());
        } catch (OrtException refused) {
            return failed("ONNX Runtime refused the model: " + refused.getMessage());
        } catch (QueryFailed broken) {
            return failed("ONNX Runtime failed while it ran the model: " + broken.getMessage());
        }
    }

    private Outcome measure(Session session, Optional<ResidentSet> before, EnergyAccount energy) throws OrtException {
        WarmUp warmUp = WarmUp.run(() -> query(session));
        if (!answersFinitely(session)) {
            return failed("the model's output is not finite, so its time would say nothing");
        }
        Optional<String> late = tooLate(warmUp);
        if (late.isPresent()) {
            return failed(late.get());
        }
        SampleLog log = new SampleLog(SampleLog.CAPACITY);
        // What was allocated until now goes now, not within a query.
        System.gc();
        Optional<CpuTimes> loadBefore = cpuTimes();
        long begin = System.nanoTime();
        energy.begin(begin);
        long followed = begin;
        long now = begin;
        while (log.queries() < request.queries()
                || now - begin < request.duration().toNanos()) {
            log.add(query(session));
            now = System.nanoTime();
            if (now - followed > FOLLOW_NANOS) {
                energy.follow(now);
                followed = now;
            }
        }
        Figure joules = energy.perInference(System.nanoTime(), log.queries() * request.batch());
        Optional<CpuTimes> loadAfter = cpuTimes();
        Figure memory = before.map(ResidentSet::rise)
                .orElseGet(() -> new Figure.Unavailable("this system does not show the peak resident set"));
        Optional<Load> load = loadBefore.flatMap(from -> loadAfter.map(to -> Load.between(from, to)));
        return new Outcome.Completed(new Reading(
                log.samples(),
                warmUp.runs(),
                warmUp.settled(),
                memory,
                joules,
                load.map(Load::disturbances).orElse(List.of()),
                environment(load, log, (now - begin) / NANOS)));
    }

    /** Why the protocol cannot be met before this process is killed, judged by the warm-up. */
    private Optional<String> tooLate(WarmUp warmUp) {
        double needed =
                Math.max((double) request.duration().toNanos(), PLAN_MARGIN * request.queries() * warmUp.medianNanos());
        double left = (double) (request.timeout().toNanos() - (System.nanoTime() - startNanos));
        return needed < left
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%d queries of %.3g s each need %.3g s, and the target's time-out of %d s leaves %.3g s",
                        request.queries(),
                        warmUp.medianNanos() / NANOS,
                        needed / NANOS,
                        request.timeout().toSeconds(),
                        Math.max(0, left / NANOS)));
    }

    private Map<String, String> environment(Optional<Load> load, SampleLog log, double seconds) {
        Map<String, String> facts = new TreeMap<>(MachineFacts.read(Path.of("/")));
        facts.put("onnxruntime", OrtEnvironment.getEnvironment().getVersion());
        facts.put("threads", String.valueOf(request.threads()));
        facts.put("batch", String.valueOf(request.batch()));
        facts.put("measured for", String.format(Locale.ROOT, "%.1f s", seconds));
        facts.put("queries", String.valueOf(log.queries()));
        if (log.stride() > 1) {
            facts.put("samples kept", "one of " + log.stride() + " queries");
        }
        facts.put("other load", load.map(l -> Load.percent(l.others())).orElse("not shown by this system"));
        facts.put("steal", load.map(l -> Load.percent(l.stolen())).orElse("not shown by this system"));
        return facts;
    }

    private static long query(Session session) {
        try {
            return session.query();
        } catch (OrtException broken) {
            throw new QueryFailed(broken);
        }
    }

    private static boolean answersFinitely(Session session) {
        try {
            return session.answersFinitely();
        } catch (OrtException broken) {
            throw new QueryFailed(broken);
        }
    }

    private static Optional<ResidentSet> residentSet() {
        try {
            return Optional.of(ResidentSet.mark(PROC.resolve("self")));
        } catch (IOException notShown) {
            return Optional.empty();
        }
    }

    private static Optional<CpuTimes> cpuTimes() {
        try {
            return Optional.of(CpuTimes.read(PROC));
        } catch (IOException notShown) {
            return Optional.empty();
        }
    }

    /** The same model fails the same way next time. */
    private static Outcome failed(String reason) {
        return new Outcome.Failed(new Outcome.Failure(reason, "", false));
    }

    private static final class QueryFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        QueryFailed(OrtException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
