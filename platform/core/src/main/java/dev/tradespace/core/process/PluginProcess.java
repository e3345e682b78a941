package dev.tradespace.core.process;

import dev.tradespace.core.json.Fields;
import dev.tradespace.core.json.JsonLine;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The platform's end of a process in which a plugin lives. One thread asks at a time; any may close it, upon which who waits is told so. A process that
 * does not answer in time, answers nonsense or ends is killed, with all that it has started, and of no more use.
 */
public final class PluginProcess implements AutoCloseable {
    private static final Duration REAPING = Duration.ofSeconds(2);
    /** For the start of a Java machine, which is not the plugin's doing, on whatever else the machine is busy with. */
    private static final Duration START = Duration.ofSeconds(60);

    private static final String CRASH_REPORT = "#";

    private final String who;
    private final Duration patience;
    private final BiFunction<String, @Nullable Throwable, ? extends RuntimeException> failure;
    private final PluginCommand.Started started;
    private final Process process;
    private final InputStream in;
    private final StderrTail stderr;
    private final ScheduledExecutorService alarm;
    private long requests;
    private volatile boolean late;
    private volatile boolean closed;

    private PluginProcess(
            String who,
            Duration patience,
            BiFunction<String, @Nullable Throwable, ? extends RuntimeException> failure,
            PluginCommand.Started started) {
        this.who = who;
        this.patience = patience;
        this.failure = failure;
        this.started = started;
        this.process = started.process();
        this.in = new BufferedInputStream(process.getInputStream());
        this.stderr = StderrTail.of(process.getErrorStream(), who);
        this.alarm = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "patience with " + who);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a process.
     *
     * @param command what to start
     * @param plugin its jar or its folder of jars, of which the process gets a copy
     * @param digest the SHA-256 that it must have
     * @param who what to call the plugin in a sentence: {@code strategy tpe from tpe.jar}
     * @param patience how long it may take for each answer, above 0
     * @param failure what is thrown when the plugin fails: a sentence that begins with its name, and the cause
     */
    public static PluginProcess start(
            PluginCommand command,
            Path plugin,
            String digest,
            String who,
            Duration patience,
            BiFunction<String, @Nullable Throwable, ? extends RuntimeException> failure) {
        try {
            PluginProcess started =
                    new PluginProcess(who, patience, failure, command.start(new PluginFiles(plugin), digest));
            started.ask(START, PluginLine.READY, Map.of(), nothing -> nothing);
            return started;
        } catch (IOException surroundings) {
            throw failure.apply(who + ": its process cannot be started: " + surroundings.getMessage(), surroundings);
        }
    }

    /**
     * Sends a request and waits for what answers it.
     *
     * @param verb what the plugin shall do
     * @param request the rest of the request
     * @param known tells the process what it wants to know in between
     * @throws RuntimeException of the kind that {@link #start} was given, if the plugin throws or does not answer as it should; the process is gone then
     */
    public Fields ask(String verb, Map<String, ?> request, UnaryOperator<Fields> known) {
        return ask(patience, verb, request, known);
    }

    private Fields ask(Duration longest, String verb, Map<String, ?> request, UnaryOperator<Fields> known) {
        try {
            Future<?> ringing = alarm.schedule(this::runOut, longest.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return exchange(longest, verb, request, known);
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

    private Fields exchange(Duration longest, String verb, Map<String, ?> request, UnaryOperator<Fields> known) {
        Map<String, Object> message = new LinkedHashMap<>(request);
        message.put(PluginLine.VERB, verb);
        message.put(PluginLine.REQUEST, ++requests);
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
                if (line.get().has(PluginLine.FAILED)) {
                    throw failure(verb + " failed: " + line.get().text(PluginLine.FAILED), null);
                }
                if (!(line.get().values().get(PluginLine.REQUEST) instanceof Number number)
                        || number.longValue() != requests) {
                    throw failure("in answer to " + verb + " it printed what answers nothing", null);
                }
                return line.get();
            }
            throw ended(longest, verb, new EOFException());
        } catch (JsonLine.NoMessage garbage) {
            // A crash is reported on standard output, whatever the virtual machine is told.
            if (String.valueOf(garbage.getMessage()).startsWith(CRASH_REPORT)) {
                throw ended(longest, verb, garbage);
            }
            throw failure("in answer to " + verb + " it printed " + garbage.getMessage(), garbage);
        } catch (IOException broken) {
            throw ended(longest, verb, broken);
        }
    }

    private void runOut() {
        late = true;
        process.destroyForcibly();
    }

    /** Why the line has ended. */
    private RuntimeException ended(Duration longest, String verb, IOException end) {
        boolean killed = late || closed;
        // Of its own will it ends within moments of its line.
        ExitValue exit = killed ? null : exit();
        ForkedWorker.kill(process);
        if (late) {
            return failure(verb + " did not answer within " + longest.toMillis() / 1000.0 + " s", end);
        } else if (exit == null || exit.value() == ParentLine.ORPHANED) {
            return failure(closed ? "it was ended during " + verb : "it closed its line during " + verb, end);
        }
        String last = exit.lastLines().isEmpty() ? "" : "; the last that it printed: " + exit.lastLines();
        return failure(exit.sentence("its worker") + " during " + verb + last, end);
    }

    private @Nullable ExitValue exit() {
        try {
            return process.waitFor(REAPING.toMillis(), TimeUnit.MILLISECONDS)
                    ? new ExitValue(process.exitValue(), stderr.line())
                    : null;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private RuntimeException failure(String what, @Nullable Exception cause) {
        return failure.apply(who + ": " + what, cause);
    }

    /** Whether it can still be asked. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The last lines that the plugin has printed. */
    public String printed() {
        return stderr.all();
    }

    /** Kills the process, if it is not gone already, and what it has started. */
    @Override
    public void close() {
        closed = true;
        alarm.shutdownNow();
        started.end();
    }
}
