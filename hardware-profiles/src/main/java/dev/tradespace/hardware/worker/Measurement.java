package dev.tradespace.hardware.worker;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.Timing;
import dev.tradespace.hardware.energy.EnergyAccount;
import dev.tradespace.hardware.energy.RaplMeter;
import dev.tradespace.hardware.machine.MachineFacts;
import dev.tradespace.hardware.machine.MachineMark;
import dev.tradespace.hardware.machine.ResidentSet;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** One measurement from the marks before the model is loaded to the reading; one per process, on its main thread. */
final class Measurement {
    private static final Path ROOT = Path.of("/");
    private static final Duration REST = Duration.ofSeconds(1);
    /** Well within one round of an energy counter. */
    private static final long FOLLOW_NANOS = Duration.ofSeconds(30).toNanos();
    /** Queries may become slower than they were in the warm-up, by heat for one. */
    private static final double PLAN_MARGIN = 1.2;

    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final RuntimePlugin runtime;
    private final WorkerRequest request;
    private final WorkerRequest.Measure task;
    private final long startNanos;

    /**
     * A measurement.
     *
     * @param task the request's
     * @param startNanos when the process began, by the clock of {@link System#nanoTime}
     */
    Measurement(RuntimePlugin runtime, WorkerRequest request, WorkerRequest.Measure task, long startNanos) {
        this.runtime = runtime;
        this.request = request;
        this.task = task;
        this.startNanos = startNanos;
    }

    /**
     * Measures, then scores where that is asked for.
     *
     * @throws UnfitModel if the model cannot be measured
     * @throws IOException if the images to score on cannot be read
     */
    Reading run() throws UnfitModel, IOException, InterruptedException {
        EnergyAccount energy = EnergyAccount.open(RaplMeter.POWERCAP);
        if (energy.readable()) {
            energy.rest(System.nanoTime());
            Thread.sleep(REST.toMillis());
            energy.rested(System.nanoTime());
        }
        // Loads the native library, which is not the model's memory.
        runtime.load();
        Optional<ResidentSet> before = residentSet();
        Reading reading;
        try (LoadedModel model = runtime.open(request.model(), request.threads(), task.batch())) {
            fillWithNoise(model.input(), task.seed());
            reading = measure(model, before, energy);
        }
        SplitImages exam = task.exam();
        if (exam == null) {
            return reading;
        }
        refuseToScoreForDays(reading, exam);
        return reading.scored(new Answering(runtime, request, task.batch()).scores(exam));
    }

    /** Standard normal, as normalised images are. */
    static void fillWithNoise(FloatBuffer input, long seed) {
        RandomGenerator noise = new SplittableRandom(seed);
        while (input.hasRemaining()) {
            input.put((float) noise.nextGaussian());
        }
    }

    private Reading measure(LoadedModel model, Optional<ResidentSet> resident, EnergyAccount energy) throws UnfitModel {
        WarmUp warmUp = WarmUp.run(model::query);
        for (float value : model.answer()) {
            if (!Float.isFinite(value)) {
                throw new UnfitModel("its output is not finite, so its time would say nothing");
            }
        }
        refuseToBeLate(warmUp);
        SampleLog log = new SampleLog(SampleLog.CAPACITY);
        // What was allocated until now goes now, not within a query.
        System.gc();
        MachineMark before = MachineMark.now(ROOT);
        long begin = System.nanoTime();
        energy.begin(begin);
        long followed = begin;
        long now = begin;
        while (log.queries() < task.queries() || now - begin < task.duration().toNanos()) {
            log.add(model.query());
            now = System.nanoTime();
            if (now - followed > FOLLOW_NANOS) {
                energy.follow(now);
                followed = now;
            }
        }
        Figure joules = energy.perInference(System.nanoTime(), log.queries() * task.batch());
        MachineMark after = MachineMark.now(ROOT);
        Figure memory = resident.map(ResidentSet::rise)
                .orElseGet(() -> new Figure.Unavailable("this system does not show the peak resident set"));
        return Reading.of(
                new Timing(log.samples(), warmUp.runs(), warmUp.settled()),
                Map.of(Metric.MEMORY, memory, Metric.ENERGY, joules),
                after.disturbances(before),
                environment(after.facts(before), log, (now - begin) / NANOS));
    }

    /** The protocol may not be met before this process is killed, judged by the warm-up. */
    private void refuseToBeLate(WarmUp warmUp) throws UnfitModel {
        double needed =
                Math.max((double) task.duration().toNanos(), PLAN_MARGIN * task.queries() * warmUp.medianNanos());
        double left = (double) (task.timeout().toNanos() - (System.nanoTime() - startNanos));
        if (needed >= left) {
            throw new UnfitModel(String.format(
                    Locale.ROOT,
                    "%d queries of %.3g s each need %.3g s, and the target's time-out of %d s leaves %.3g s",
                    task.queries(),
                    warmUp.medianNanos() / NANOS,
                    needed / NANOS,
                    task.timeout().toSeconds(),
                    Math.max(0, left / NANOS)));
        }
    }

    /** Half of the time that the parent waits for, so that this speaks before that kills. */
    private void refuseToScoreForDays(Reading reading, SplitImages exam) throws UnfitModel {
        double seconds = reading.figure(Metric.LATENCY).value().orElseThrow() / MILLIS / task.batch();
        if (seconds > WorkerRequest.SCORING_PER_IMAGE.toSeconds() / 2.0) {
            throw new UnfitModel(String.format(
                    Locale.ROOT,
                    "an image takes it %.3g s, and it is not scored on %,d of them above %.3g s",
                    seconds,
                    exam.count(),
                    WorkerRequest.SCORING_PER_IMAGE.toSeconds() / 2.0));
        }
    }

    private Map<String, String> environment(Map<String, String> span, SampleLog log, double seconds) {
        Map<String, String> facts = new TreeMap<>(MachineFacts.read(ROOT));
        facts.put(Conditions.RUNTIME, Answering.name(runtime));
        facts.put("threads", String.valueOf(request.threads()));
        facts.put(Reading.BATCH, String.valueOf(task.batch()));
        facts.put("measured for", String.format(Locale.ROOT, "%.1f s", seconds));
        facts.put("queries", String.valueOf(log.queries()));
        if (log.stride() > 1) {
            facts.put("samples kept", "one of " + log.stride() + " queries");
        }
        facts.putAll(span);
        return facts;
    }

    private static Optional<ResidentSet> residentSet() {
        try {
            return Optional.of(ResidentSet.mark(ROOT.resolve("proc/self")));
        } catch (IOException notShown) {
            return Optional.empty();
        }
    }
}
