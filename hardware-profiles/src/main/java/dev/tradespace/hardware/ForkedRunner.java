package dev.tradespace.hardware;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.worker.AnswerFile;
import dev.tradespace.hardware.worker.Worker;
import dev.tradespace.hardware.worker.WorkerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Forks a fresh worker for every measurement, waits for it, and reads its answer. Safe for use by many threads; whether two
 * measurements may run at once is for the caller to say.
 */
public final class ForkedRunner implements Runner {
    /** Any number; the same everywhere, so that every model sees the same noise. */
    private static final long SEED = 20_170_612;
    /** Gone within moments; a process stuck in the kernel is not waited for. */
    private static final long REAPING_SECONDS = 10;

    private final Profiles profiles;
    private final Map<String, String> provenance;
    private final InstantSource clock;
    private final WorkerCommand command;

    /**
     * A runner.
     *
     * @param profiles where batch and time-outs of a target stand
     * @param provenance what the caller knows of itself and every reading shall carry: version, commit
     * @param clock tells the start time that goes with a reading
     */
    public ForkedRunner(Profiles profiles, Map<String, String> provenance, InstantSource clock) {
        this(profiles, provenance, clock, WorkerCommand.measuring());
    }

    ForkedRunner(Profiles profiles, Map<String, String> provenance, InstantSource clock, WorkerCommand command) {
        this.profiles = profiles;
        this.provenance = new TreeMap<>(provenance);
        this.clock = clock;
        this.command = command;
    }

    @Override
    public Outcome measure(Path model, Target target, Protocol protocol) {
        Optional<Profile> profile = profiles.profile(target);
        if (profile.isEmpty()) {
            return failed("no profile describes the target " + target.id(), "", false);
        }
        Duration timeout = profile.get().timeout(protocol);
        WorkerRequest request = new WorkerRequest(
                model.toAbsolutePath(),
                target.threads(),
                profile.get().batch(),
                protocol.queries(),
                protocol.duration(),
                timeout,
                SEED);
        try {
            Path directory = Files.createTempDirectory("tradespace-worker-");
            try {
                return measureIn(directory, request);
            } finally {
                Worker.delete(directory);
            }
        } catch (IOException surroundings) {
            return failed("the worker cannot be started: " + surroundings.getMessage(), "", true);
        }
    }

    private Outcome measureIn(Path directory, WorkerRequest request) throws IOException {
        request.write(directory.resolve(Worker.REQUEST));
        Path log = directory.resolve("output.log");
        String started = clock.instant().toString();
        // Its input stays open and unused: it is how a worker learns that its parent is gone.
        Process process = command.process(directory, request.threads())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(request.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                return failed(
                        "the worker was killed after " + request.timeout().toSeconds() + " s without an answer",
                        WorkerEnd.lastLines(log),
                        true);
            }
        } catch (InterruptedException stopped) {
            kill(process);
            Thread.currentThread().interrupt();
            return failed("the measurement was interrupted", "", true);
        } finally {
            kill(process);
        }
        return WorkerEnd.of(process.exitValue(), log)
                .<Outcome>map(Outcome.Failed::new)
                .orElseGet(() -> answer(directory.resolve(Worker.ANSWER), log, started));
    }

    private Outcome answer(Path file, Path log, String started) {
        try {
            Outcome outcome = AnswerFile.read(file);
            if (outcome instanceof Outcome.Completed completed) {
                return new Outcome.Completed(withProvenance(completed.reading(), started));
            } else if (outcome instanceof Outcome.Failed failed) {
                Outcome.Failure failure = failed.failure();
                return failed(failure.reason(), WorkerEnd.lastLines(log), failure.worthRetrying());
            }
            throw new AssertionError("sealed");
        } catch (IOException unreadable) {
            return failed(
                    Files.exists(file)
                            ? "the worker's answer cannot be read: " + unreadable.getMessage()
                            : "the worker ended without an answer",
                    WorkerEnd.lastLines(log),
                    true);
        }
    }

    private Reading withProvenance(Reading reading, String started) {
        Map<String, String> environment = new TreeMap<>(reading.environment());
        environment.putAll(provenance);
        environment.put("started", started);
        return new Reading(
                reading.samples(),
                reading.warmupRuns(),
                reading.warmupSettled(),
                reading.memory(),
                reading.energy(),
                reading.disturbances(),
                environment);
    }

    /** Kills the worker and what it has started; does nothing to one that has ended. */
    private static void kill(Process process) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor(REAPING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Outcome failed(String reason, String detail, boolean worthRetrying) {
        return new Outcome.Failed(new Outcome.Failure(reason, detail, worthRetrying));
    }
}
