package dev.tradespace.server.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * A bounded work queue for one kind of work. A request whose connection closes leaves the queue; what runs is done to
 * its end, since an interrupt would close the database's file.
 *
 * <p>Lives on one event loop.
 */
final class WorkQueue {
    /** Exports take minutes; only what takes longer is worth a warning. */
    private static final long LONGEST_MINUTES = 60;

    private static final String CLOSING = "the server is being closed; ask again when it is back";

    private final Workload kind;
    private final Context context;
    private final WorkerExecutor threads;
    private final Deque<Ticket> waiting = new ArrayDeque<>();
    private final Promise<Void> rested = Promise.promise();
    private int running;
    private boolean closing;

    /** Runs what blocks on the threads of a kind of work. */
    @FunctionalInterface
    interface Threads {
        /** None: for work that never blocks. */
        Threads NONE = Threads::refused;

        <T> Future<T> run(Callable<T> work);

        private static <T> Future<T> refused(Callable<T> work) {
            return Future.failedFuture(
                    new IllegalStateException("work that blocks was given to the event loop: " + work));
        }
    }

    /** What is to be done when its turn comes. */
    @FunctionalInterface
    interface Work {
        Future<Response> start(Threads threads);
    }

    /** Who asks for work. */
    @FunctionalInterface
    interface Requester {
        /** Has something done when it is over for him, answered or not. */
        void onOver(Runnable ending);
    }

    private record Ticket(Work work, Promise<Response> promise) {}

    WorkQueue(Vertx vertx, Workload kind) {
        this.kind = kind;
        this.context = vertx.getOrCreateContext();
        this.threads = vertx.createSharedWorkerExecutor(
                "tradespace-http-" + kind.name().toLowerCase(Locale.ROOT),
                kind.atOnce(),
                LONGEST_MINUTES,
                TimeUnit.MINUTES);
    }

    /**
     * That one more may come in.
     *
     * @throws HttpError if too many wait
     */
    void requireRoom() {
        if (closing) {
            throw HttpError.unavailable(CLOSING, kind.retrySeconds());
        }
        if (running >= kind.atOnce() && waiting.size() >= kind.waiting()) {
            throw HttpError.busy(
                    "too many requests of this kind are waiting (" + waiting.size() + "); ask again in "
                            + kind.retrySeconds() + " s",
                    kind.retrySeconds());
        }
    }

    /**
     * Has work done, now or when its turn comes.
     *
     * @throws HttpError if too much waits
     */
    Future<Response> submit(Requester client, Work work) {
        requireRoom();
        Ticket ticket = new Ticket(work, Promise.promise());
        if (running < kind.atOnce()) {
            start(ticket);
        } else {
            waiting.add(ticket);
            client.onOver(() -> waiting.remove(ticket));
        }
        return ticket.promise().future();
    }

    private void start(Ticket ticket) {
        running++;
        Future.succeededFuture(ticket.work())
                .compose(work -> work.start(this::run))
                .onComplete(done -> context.runOnContext(now -> ended(ticket, done)));
    }

    private <T> Future<T> run(Callable<T> work) {
        return threads.executeBlocking(work, false);
    }

    private void ended(Ticket ticket, AsyncResult<Response> done) {
        running--;
        if (closing && running == 0) {
            rested.tryComplete();
        }
        Ticket next = waiting.poll();
        if (next != null) {
            start(next);
        }
        ticket.promise().handle(done);
    }

    /**
     * Refuses what waits and whatever else comes. Done when what runs has come to its end, which needs the event loop.
     */
    Future<Void> close() {
        closing = true;
        for (Ticket ticket = waiting.poll(); ticket != null; ticket = waiting.poll()) {
            ticket.promise().tryFail(HttpError.unavailable(CLOSING, kind.retrySeconds()));
        }
        if (running == 0) {
            rested.tryComplete();
        }
        return rested.future();
    }

    /** How many wait. */
    int size() {
        return waiting.size();
    }
}
