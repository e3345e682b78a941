package dev.tradespace.search.stranger;

import com.fasterxml.jackson.core.JsonFactory;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.process.ExitValue;
import dev.tradespace.core.process.ForkedWorker;
import dev.tradespace.search.strategy.StrategyFailure;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The platform's end of a worker in which a stranger lives. One thread asks at a time; any may close it, upon which who waits is told so. A worker that
 * does not answer in time, answers nonsense or ends is killed and of no more use.
 */
final class StrangerProcess implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 512;
    private static final Duration REAPING = Duration.ofSeconds(2);

    private final String who;
    private final Duration patience;
    private final Process process;
    private final InputStream in;
    private final LastWords lastWords;
    private final ScheduledExecutorService alarm;
    private volatile boolean late;
    private volatile boolean closed;

    private StrangerProcess(String who, Duration patience, Process process) {
        this.who = who;
        this.patience = patience;
        this.process = process;
        this.in = new BufferedInputStream(process.getInputStream());
        this.lastWords = LastWords.of(process.getErrorStream());
        this.alarm = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "patience with " + who);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a worker.
     *
     * @param who what to call the stranger in a sentence: {@code strategy tpe from tpe.jar}
     * @param patience how long it may take to answer, above 0; the first answer includes its start
     */
    static StrangerProcess start(Path jar, String who, Duration patience) {
        ProcessBuilder builder = new ProcessBuilder(ForkedWorker.deaf(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:+ErrorFileToStderr",
                "-XX:-CreateCoredumpOnCrash",
                // What the virtual machine itself has to say must not stand among the answers.
                "-XX:+DisplayVMOutputToStderr",
                StrangerWorker.class.getName(),
                jar.toAbsolutePath().toString())));
        Map<String, String> environment = builder.environment();
        ForkedWorker.forgetJavaOptions(environment);
        environment.put("CLASSPATH", classPath());
        try {
            return new StrangerProcess(who, patience, builder.start());
        } catch (IOException surroundings) {
            throw new StrategyFailure(
                    who + ": its worker cannot be started: " + surroundings.getMessage(), surroundings);
        }
    }

    /** The worker's three jars, and not the platform's: it starts fast, and there is little that a stranger could meet. */
    private static String classPath() {
        return ForkedWorker.classPath(List.of(StrangerWorker.class, SearchSpace.class, JsonFactory.class));
    }

    /**
     * Sends a request and waits for what answers it.
     *
     * @param verb what the stranger shall do
     * @param request the rest of the request
     * @param known tells the worker what it wants to know in between
     * @throws StrategyFailure if the stranger throws or does not answer as it should; the worker is gone then
     */
    Fields ask(String verb, Map<String, ?> request, UnaryOperator<Fields> known) {
        try {
            Future<?> ringing = alarm.schedule(this::runOut, patience.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return exchange(verb, request, known);
            } finally {
                ringing.cancel(false);
            }
        } catch (RejectedExecutionException tooLate) {
            throw failure("it was ended before " + verb, tooLate);
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private Fields exchange(String verb, Map<String, ?> request, UnaryOperator<Fields> known) {
        Map<String, Object> message = new LinkedHashMap<>(request);
        message.put("do", verb);
        try {
            JsonLine.send(process.getOutputStream(), message);
            Optional<Fields> line = JsonLine.receive(in);
            while (line.isPresent() && line.get().has("known")) {
                JsonLine.send(
                        process.getOutputStream(),
                        known.apply(line.get().object("known")).values());
                line = JsonLine.receive(in);
            }
            if (line.isPresent() && !late) {
                if (line.get().has("failed")) {
                    throw new StrategyFailure(
                            who + ": " + verb + " failed: " + line.get().text("failed"));
                }
                return line.get();
            }
            throw ended(verb, new EOFException());
        } catch (JsonLine.NoMessage garbage) {
            throw failure("in answer to " + verb + " it printed " + garbage.getMessage(), garbage);
        } catch (IOException broken) {
            throw ended(verb, broken);
        }
    }

    private void runOut() {
        late = true;
        process.destroyForcibly();
    }

    /** Why the line has ended. */
    private StrategyFailure ended(String verb, IOException end) {
        boolean killed = late || closed;
        // Of its own will it ends within moments of its line.
        ExitValue exit = killed ? null : exit();
        ForkedWorker.kill(process);
        if (late) {
            return failure(verb + " did not answer within " + patience.toMillis() / 1000.0 + " s", end);
        } else if (exit == null) {
            return failure(closed ? "it was ended during " + verb : "it closed its line during " + verb, end);
        }
        String last = exit.lastLines().isEmpty() ? "" : "; the last that it printed: " + exit.lastLines();
        return failure(exit.sentence("its worker") + " during " + verb + last, end);
    }

    private @Nullable ExitValue exit() {
        try {
            return process.waitFor(REAPING.toMillis(), TimeUnit.MILLISECONDS)
                    ? new ExitValue(process.exitValue(), lastWords.line())
                    : null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private StrategyFailure failure(String what, Exception cause) {
        return new StrategyFailure(who + ": " + what, cause);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the worker, if it is not gone already. */
    @Override
    public void close() {
        closed = true;
        alarm.shutdownNow();
        ForkedWorker.kill(process);
    }
}
