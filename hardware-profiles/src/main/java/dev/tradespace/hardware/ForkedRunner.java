package dev.tradespace.hardware;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.command.CommandFailed;
import dev.tradespace.hardware.command.MeasuringCommand;
import dev.tradespace.hardware.runtime.WorkerCommand;
import dev.tradespace.hardware.worker.Answer;
import dev.tradespace.hardware.worker.SplitImages;
import dev.tradespace.hardware.worker.WorkerRequest;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.prepared.PreparedDataset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Forks a fresh worker for everything it is asked, waits for it, and reads its answer. Safe for use by many threads; whether two
 * measurements may run at once is for the caller to say.
 */
public final class ForkedRunner implements Runner, Answerer {
    /** Any number; the same everywhere, so that every model sees the same noise. */
    private static final long SEED = 20_170_612;
    /** Far above what loading a runtime and a model takes. */
    private static final Duration LOADING = Duration.ofMinutes(5);
    /** Enough for a median that one disturbed query does not move. */
    private static final int PROFILED_QUERIES = 50;

    private static final int LEAST_PROFILED = 10;
    /** Fifty queries of all but the largest networks. */
    private static final Duration PROFILE_AT_MOST = Duration.ofMinutes(1);
    /** For the least number of queries of a network that takes a minute for one. */
    private static final Duration PROFILING = Duration.ofMinutes(10);

    private final Profiles profiles;
    private final Map<String, String> provenance;
    private final InstantSource clock;
    private final BiFunction<String, Path, WorkerCommand> commands;

    /**
     * A runner.
     *
     * @param profiles where batch, runtime and time-outs of a target stand
     * @param provenance what the caller knows of itself and every reading shall carry: version, commit
     * @param clock tells the start time that goes with a reading
     */
    public ForkedRunner(Profiles profiles, Map<String, String> provenance, InstantSource clock) {
        this(profiles, provenance, clock, profiles.runtimes()::command);
    }

    /**
     * A runner of other workers.
     *
     * @param commands how a worker is started, by runtime and model
     */
    ForkedRunner(
            Profiles profiles,
            Map<String, String> provenance,
            InstantSource clock,
            BiFunction<String, Path, WorkerCommand> commands) {
        this.profiles = profiles;
        this.provenance = new TreeMap<>(provenance);
        this.clock = clock;
        this.commands = commands;
    }

    @Override
    public Outcome measure(Path model, Target target, Protocol protocol, @Nullable Exam exam) {
        Optional<Profile> profile = profiles.profile(target);
        if (profile.isEmpty()) {
            return new Outcome.Failed(unavailable(target));
        }
        SplitImages images;
        try {
            images = exam == null ? null : images(exam.prepared(), exam.split(), Integer.MAX_VALUE);
        } catch (IOException unreadable) {
            return new Outcome.Failed(unreadable(unreadable));
        }
        Duration timeout = profile.get().timeout(protocol);
        MeasuringCommand command = profile.get().command();
        if (command != null) {
            return measure(
                    command,
                    model,
                    target,
                    new WorkerRequest.RunCommand(command, target.batch(), protocol.queries(), timeout),
                    exam != null);
        }
        WorkerRequest.Task task = new WorkerRequest.Measure(
                target.batch(), protocol.queries(), protocol.duration(), timeout, SEED, images);
        String started = clock.instant().toString();
        Answer answer =
                run(model, target, timeout.plus(time(images))).answer(directory -> request(model, target, task));
        if (answer instanceof Answer.Measured measured) {
            Map<String, String> facts = new TreeMap<>(provenance);
            facts.put("started", started);
            return new Outcome.Completed(measured.reading().with(facts));
        }
        return new Outcome.Failed(failure(answer));
    }

    /** The command runs below a worker, which ends it when this process is gone. */
    private Outcome measure(
            MeasuringCommand command, Path model, Target target, WorkerRequest.RunCommand task, boolean isTrained) {
        Map<String, String> facts = new TreeMap<>(provenance);
        facts.put("started", clock.instant().toString());
        try {
            facts.put(Conditions.RUNTIME, command.runtime());
        } catch (CommandFailed failed) {
            return new Outcome.Failed(new Outcome.Failure(
                    String.valueOf(failed.getMessage()), failed.lastLines(), failed.worthRetrying()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed(new Outcome.Failure("the measurement was interrupted", "", true));
        }
        Answer answer =
                run(model, target, task.timeout().plus(LOADING)).answer(directory -> request(model, target, task));
        if (!(answer instanceof Answer.Measured measured)) {
            return new Outcome.Failed(failure(answer));
        }
        Reading reading = measured.reading().with(facts);
        return new Outcome.Completed(
                isTrained
                        ? reading.with(Metric.ACCURACY, new Figure.Unavailable("a command answers no images"))
                        : reading);
    }

    @Override
    public ProfileOutcome profile(Path model, Target target) {
        if (profiles.profile(target).isEmpty()) {
            return new ProfileOutcome.Refused(unavailable(target));
        }
        WorkerRequest.Task task =
                new WorkerRequest.ProfileNodes(target.batch(), PROFILED_QUERIES, LEAST_PROFILED, PROFILE_AT_MOST, SEED);
        Answer answer = run(model, target, LOADING.plus(PROFILING)).answer(directory -> request(model, target, task));
        return answer instanceof Answer.Profiled profiled
                ? new ProfileOutcome.Profiled(profiled.profile())
                : new ProfileOutcome.Refused(failure(answer));
    }

    @Override
    public Answers answer(Path model, Target target, Path prepared, Split split, int count) {
        SplitImages images;
        try {
            images = images(prepared, split, count);
        } catch (IOException unreadable) {
            return new Answers.Refused(unreadable(unreadable));
        }
        return answer(
                model,
                target,
                time(images),
                directory -> request(model, target, new WorkerRequest.AnswerSplit(images)));
    }

    @Override
    public Answers answer(Path model, Target target, float[] images) {
        return answer(model, target, Duration.ZERO, directory -> {
            ByteBuffer bytes = ByteBuffer.allocate(images.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(images);
            Path file = Files.write(directory.resolve("images.bin"), bytes.array());
            return request(model, target, new WorkerRequest.AnswerFloats(file));
        });
    }

    private Answers answer(Path model, Target target, Duration time, WorkerRun.Asking asking) {
        Optional<Profile> profile = profiles.profile(target);
        if (profile.isEmpty()) {
            return new Answers.Refused(unavailable(target));
        }
        if (profile.get().command() != null) {
            return new Answers.Refused(new Outcome.Failure("a command answers no images", "", false));
        }
        Answer answer = run(model, target, LOADING.plus(time)).answer(asking);
        return answer instanceof Answer.Answered answered
                ? new Answers.Given(answered.logits(), answered.runtime())
                : new Answers.Refused(failure(answer));
    }

    private WorkerRun run(Path model, Target target, Duration timeout) {
        return new WorkerRun(commands.apply(target.runtime(), model), timeout);
    }

    private static WorkerRequest request(Path model, Target target, WorkerRequest.Task task) {
        return new WorkerRequest(target.runtime(), model.toAbsolutePath(), target.threads(), task);
    }

    private static SplitImages images(Path prepared, Split split, int most) throws IOException {
        int size = PreparedDataset.open(prepared).split(split).size();
        if (size == 0) {
            throw new IOException("the " + split.id() + " split of " + prepared + " is empty");
        }
        return new SplitImages(prepared.toAbsolutePath(), split, Math.min(size, most));
    }

    private static Duration time(@Nullable SplitImages images) {
        return images == null ? Duration.ZERO : WorkerRequest.SCORING_PER_IMAGE.multipliedBy(images.count());
    }

    private Outcome.Failure unavailable(Target target) {
        String reason = profiles.unavailable().stream()
                .filter(other -> other.target().id().equals(target.id()))
                .map(UnavailableTarget::reason)
                .findFirst()
                .orElse("no profile describes the target " + target.id());
        return new Outcome.Failure(reason, "", false);
    }

    private static Outcome.Failure unreadable(IOException obstacle) {
        return new Outcome.Failure("the images cannot be read: " + obstacle.getMessage(), "", false);
    }

    /** Of a worker that did something else than it was asked, too. */
    private static Outcome.Failure failure(Answer answer) {
        return answer instanceof Answer.Failed failed
                ? failed.failure()
                : new Outcome.Failure("the worker answered something else than it was asked", "", false);
    }
}
