package dev.tradespace.core.catalogue;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.json.Fields;
import dev.tradespace.core.process.PluginCommand;
import dev.tradespace.core.process.PluginProcess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Asks the families of one jar, in a process that is started when it is needed and ended when it has not been asked for a while. One call is under way at a
 * time, a few may wait. A jar whose processes hang or end too often is set aside: whoever asks is told why at once.
 */
final class PluginHost implements AutoCloseable {
    private static final PluginCommand COMMAND = new PluginCommand(
            FamilyWorker.class,
            List.of(
                    FamilyWorker.class,
                    SearchSpace.class,
                    JsonFactory.class,
                    ObjectMapper.class,
                    JsonTypeInfo.class,
                    YAMLFactory.class,
                    LoaderOptions.class));

    private final PluginJar jar;
    private final PluginLimits limits;
    private final ScheduledExecutorService clock;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Semaphore callers;
    private int failures;
    private volatile @Nullable String setAside;
    private volatile boolean closed;
    private volatile @Nullable KeptAnswers kept;
    private volatile @Nullable PluginProcess process;
    private @Nullable ScheduledFuture<?> idle;
    private long asked;

    /**
     * A host whose process is not started yet.
     *
     * @param clock rings when the process has not been asked for a while
     */
    PluginHost(PluginJar jar, PluginLimits limits, ScheduledExecutorService clock) {
        this.jar = jar;
        this.limits = limits;
        this.clock = clock;
        this.callers = new Semaphore(1 + limits.waiting());
    }

    /** From now on what is asked is answered from what was kept, where it was, and kept. */
    void beginLoading(KeptAnswers answers) {
        kept = answers;
    }

    /**
     * From now on the process is asked.
     *
     * @param sound whether to keep what it answered
     */
    void endLoading(boolean sound) {
        KeptAnswers told = kept;
        kept = null;
        if (sound && told != null) {
            told.keep();
        }
    }

    PluginJar jar() {
        return jar;
    }

    /** Why the jar is not asked any more; empty where it is. */
    Optional<String> setAside() {
        return Optional.ofNullable(setAside);
    }

    /**
     * The process's answer.
     *
     * @param killed told why, if the process did not outlive the request
     * @throws HostFailure if there is none
     */
    Fields ask(String verb, Map<String, ?> request, Consumer<String> killed) {
        KeptAnswers loading = kept;
        Optional<Fields> before = loading == null ? Optional.empty() : loading.get(verb, request);
        if (before.isPresent()) {
            return before.get();
        }
        refuseIfSetAside();
        if (!callers.tryAcquire()) {
            throw HostFailure.busy(
                    limits.waiting() + " calls wait for " + jar.name() + " already; try again in a moment");
        }
        try {
            lock.lockInterruptibly();
            try {
                refuseIfSetAside();
                Fields answer = exchange(verb, request, killed);
                if (loading != null) {
                    loading.put(verb, request, answer);
                }
                return answer;
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new HostFailure("interrupted while " + jar.name() + " was asked", stopped);
        } finally {
            callers.release();
        }
    }

    private void refuseIfSetAside() {
        String why = setAside;
        if (why != null) {
            throw new HostFailure(jar.name() + " is set aside: " + why, null);
        }
    }

    private Fields exchange(String verb, Map<String, ?> request, Consumer<String> killed) {
        asked++;
        PluginProcess running = running();
        try {
            return running.ask(verb, request, nothing -> new Fields(Map.of()));
        } catch (HostFailure failed) {
            process = null;
            if (!closed) {
                count(failed);
                killed.accept(String.valueOf(failed.getMessage()));
            }
            throw failed;
        } finally {
            endWhenIdle();
        }
    }

    private PluginProcess running() {
        PluginProcess running = process;
        if (closed) {
            throw new HostFailure(jar.name() + " is not asked any more: the platform ends", null);
        }
        if (running == null || !running.isAlive()) {
            endProcess();
            running = PluginProcess.start(
                    COMMAND, jar.path(), jar.digest(), jar.name(), limits.patience(), HostFailure::new);
            process = running;
            if (closed) {
                endProcess();
            }
        }
        return running;
    }

    private void count(HostFailure failed) {
        failures++;
        if (failures >= limits.failures()) {
            setAside = "its process failed " + failures + " times, at last: " + failed.getMessage();
        }
    }

    private void endWhenIdle() {
        if (idle != null) {
            idle.cancel(false);
        }
        if (!closed && process != null) {
            long last = asked;
            idle = clock.schedule(() -> endIfNotAskedSince(last), limits.idle().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Waits for the lock, which whoever asked last may still hold: a clock that gave up here would leave the process running for ever. */
    private void endIfNotAskedSince(long last) {
        lock.lock();
        try {
            if (asked == last) {
                endProcess();
            }
        } finally {
            lock.unlock();
        }
    }

    private void endProcess() {
        PluginProcess ending = process;
        process = null;
        if (ending != null) {
            ending.close();
        }
    }

    /** Ends the process, also while somebody waits for its answer. */
    @Override
    public void close() {
        closed = true;
        endProcess();
    }
}
