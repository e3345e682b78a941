package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.results.database.ResultsException;
import dev.tradespace.server.Soon;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final Vertx vertx = Vertx.vertx();
    private final Failures failures = new Failures(vertx);

    @AfterEach
    void close() throws InterruptedException {
        Soon.get(vertx.close());
    }

    @Test
    void tellsNothingOfWhatBrokeButHowToFindItInTheLog() {
        Response answer = failures.answer(new IllegalStateException("the password is swordfish"));

        assertEquals(500, answer.status());
        assertFalse(answer.body().toString().contains("swordfish"));
        assertTrue(answer.body().toString().contains("log"));
    }

    @Test
    void saysThatTheStoreIsAwayAndWhenToAskAgain() {
        Response answer = failures.answer(
                new ResultsException("the database is locked; stop the other process", new IOException()));

        assertEquals(503, answer.status());
        assertEquals("10", answer.headers().get("Retry-After"));
        assertEquals(
                "{\"problems\":[{\"path\":\"\",\"message\":\"the database is locked; stop the other process\"}]}",
                answer.body().toString());
    }

    @Test
    void saysThatThereIsNotEnoughMemory() {
        Response answer = failures.answer(new OutOfMemoryError("Java heap space"));

        assertEquals(503, answer.status());
        assertTrue(answer.body().toString().contains("not enough memory"), answer.body()::toString);
    }

    @Test
    void saysThatAPartDoesNotAnswer() {
        Response answer = failures.answer(new ReplyException(ReplyFailure.TIMEOUT));

        assertEquals(503, answer.status());
        assertEquals(
                500,
                failures.answer(new ReplyException(ReplyFailure.RECIPIENT_FAILURE))
                        .status());
    }
}
