package dev.tradespace.core.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls that may each wait long for a process, a few at a time: most of the time goes to those that hang. */
public final class BoundedCalls {
    private static final int AT_A_TIME = 4;

    private BoundedCalls() {}

    /**
     * The results in the order of the calls; blocks until all are there.
     *
     * @param what is done, for the names of the threads and for messages: {@code plugin loader}
     * @throws IllegalStateException if a call throws, or the thread is interrupted, whose flag is set again
     */
    public static <T> List<T> all(String what, List<? extends Callable<T>> calls) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, task -> {
            Thread thread = new Thread(task, what);
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> done : threads.invokeAll(calls)) {
                results.add(done.get());
            }
            return results;
        } catch (ExecutionException bug) {
            throw new IllegalStateException("the " + what + " failed", bug.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the " + what + " was interrupted", stopped);
        } finally {
            threads.shutdownNow();
        }
    }
}
