package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.server.Soon;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The work is promises that the test keeps, so that it decides what is at work when. */
class WorkQueueTest {
    private static final Workload KIND = Workload.CLASSIFICATION;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final List<Promise<Response>> working = new ArrayList<>();
    private final List<Runnable> leaving = new ArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        Soon.get(vertx.close());
    }

    @Test
    void doesSoManyAtOnceAndTheOthersInTheirOrder() throws Exception {
        WorkQueue queue = on(() -> new WorkQueue(vertx, KIND));
        List<Future<Response>> answers = on(() -> submit(queue, 3));
        assertEquals(KIND.atOnce(), working.size());
        assertEquals(3 - KIND.atOnce(), on(queue::size));

        for (int i = 0; i < 3; i++) {
            Response answer = Response.empty(200 + i);
            complete(i, answer);
            assertEquals(answer, Soon.get(answers.get(i)));
        }
    }

    @Test
    void refusesWhatHasNoRoomAndSaysWhenToAskAgain() throws Exception {
        WorkQueue queue = on(() -> new WorkQueue(vertx, KIND));
        on(() -> submit(queue, KIND.atOnce() + KIND.waiting()));

        Throwable refused = Soon.failure(on(() -> submit(queue, 1)).get(0));

        assertEquals(429, ((HttpError) refused).status());
        assertEquals(KIND.retrySeconds(), ((HttpError) refused).retrySeconds());
    }

    /** The end of work is told on the event loop: closed before, it would refuse that and print so. */
    @Test
    void isClosedWhenWhatRunsHasEnded() throws Exception {
        WorkQueue queue = on(() -> new WorkQueue(vertx, KIND));
        List<Future<Response>> answers = on(() -> submit(queue, KIND.atOnce() + 1));

        Future<Void> closed = on(queue::close);

        assertEquals(503, ((HttpError) Soon.failure(answers.get(KIND.atOnce()))).status());
        assertEquals(503, ((HttpError) Soon.failure(on(() -> submit(queue, 1)).get(0))).status());
        for (int i = 0; i < KIND.atOnce(); i++) {
            assertFalse(closed.isComplete());
            complete(i, Response.empty(204));
            assertEquals(204, Soon.get(answers.get(i)).status());
        }
        Soon.get(closed);
    }

    @Test
    void dropsWhoLeavesWhileItWaits() throws Exception {
        WorkQueue queue = on(() -> new WorkQueue(vertx, KIND));
        List<Future<Response>> answers = on(() -> submit(queue, 3));

        on(() -> {
            leaving.get(0).run();
            return true;
        });
        complete(0, Response.empty(204));
        assertEquals(204, Soon.get(answers.get(0)).status());
        complete(1, Response.empty(200));

        assertEquals(200, Soon.get(answers.get(2)).status(), "the third came right after the first");
        assertFalse(answers.get(1).isComplete());
    }

    @Test
    void goesOnAfterWorkThatThrew() throws Exception {
        WorkQueue queue = on(() -> new WorkQueue(vertx, KIND));
        Future<Response> broken = on(() -> queue.submit(leaving::add, threads -> {
            throw new IllegalStateException("broken");
        }));
        Future<Response> full = on(() -> queue.submit(
                leaving::add,
                threads -> threads.run(() -> {
                    throw new OutOfMemoryError("of the test");
                })));
        Future<Response> next = on(() -> queue.submit(leaving::add, threads -> threads.run(() -> Response.empty(200))));

        assertTrue(Soon.failure(broken) instanceof IllegalStateException);
        assertTrue(Soon.failure(full) instanceof OutOfMemoryError);
        assertEquals(200, Soon.get(next).status());
    }

    private List<Future<Response>> submit(WorkQueue queue, int count) {
        List<Future<Response>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try {
                answers.add(queue.submit(leaving::add, threads -> {
                    Promise<Response> work = Promise.promise();
                    working.add(work);
                    return work.future();
                }));
            } catch (HttpError error) {
                answers.add(Future.failedFuture(error));
            }
        }
        return answers;
    }

    private void complete(int index, Response answer) throws Exception {
        boolean unused = on(() -> working.get(index).tryComplete(answer));
    }

    private <T> T on(Callable<T> work) throws InterruptedException {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(now -> {
            try {
                promise.complete(work.call());
            } catch (Exception broken) {
                promise.fail(broken);
            }
        });
        return Soon.get(promise.future());
    }
}
