package dev.tradespace.server;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits in tests for what must happen, up to a time that only something broken needs. */
public final class Soon {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Soon() {}

    /** What a future gives. */
    public static <T> T get(Future<T> future) throws InterruptedException {
        return get(future.toCompletionStage().toCompletableFuture());
    }

    /** What a future gives. */
    public static <T> T get(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("it failed", failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("it did not happen within " + PATIENCE, late);
        }
    }

    /** Why a future fails. */
    public static Throwable failure(Future<?> future) throws InterruptedException {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        future.onComplete(
                value -> failure.completeExceptionally(new AssertionError("it did not fail but gave " + value)),
                failure::complete);
        return get(failure);
    }
}
