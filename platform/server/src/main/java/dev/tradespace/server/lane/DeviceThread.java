package dev.tradespace.server.lane;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one thread on which a device is used. Work may take hours, which is more than Vert.x lets its own threads wait. Every task ends in exactly one
 * call of its listener, whatever it throws and however it is interrupted.
 */
final class DeviceThread {
    private final ExecutorService executor;
    private @Nullable Task<?> current;

    DeviceThread(String device) {
        this.executor = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "lane " + device);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Does something, after what was asked before.
     *
     * @param work may be interrupted
     * @param failed what a throw means
     * @param done told on the device's thread
     */
    synchronized <T> void run(Callable<T> work, Function<Throwable, T> failed, Consumer<T> done) {
        Task<T> task = new Task<>(work, failed, done);
        current = task;
        executor.execute(task);
    }

    /** Interrupts what was asked last, whether it has begun or not. */
    synchronized void interrupt() {
        if (current != null) {
            current.interrupt();
        }
    }

    /** Takes no more work; the thread ends after what it does now. */
    void close() {
        executor.shutdown();
    }

    private static final class Task<T> implements Runnable {
        private final Callable<T> work;
        private final Function<Throwable, T> failed;
        private final Consumer<T> done;
        private boolean interrupted;
        private @Nullable Thread runner;

        Task(Callable<T> work, Function<Throwable, T> failed, Consumer<T> done) {
            this.work = work;
            this.failed = failed;
            this.done = done;
        }

        @Override
        public void run() {
            begin();
            T result = result();
            end();
            done.accept(result);
        }

        /** A lane that never hears of the end of a task stands still for ever: so whatever was thrown, errors included, is a result. */
        private T result() {
            try {
                return work.call();
            } catch (Throwable thrown) {
                return failed.apply(thrown);
            }
        }

        private synchronized void begin() {
            runner = Thread.currentThread();
            if (interrupted) {
                runner.interrupt();
            }
        }

        /** From here on nobody interrupts this thread on behalf of this task. */
        private synchronized void end() {
            runner = null;
            boolean cleared = Thread.interrupted();
            interrupted |= cleared;
        }

        synchronized void interrupt() {
            interrupted = true;
            if (runner != null) {
                runner.interrupt();
            }
        }
    }
}
