package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.server.Soon;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccessControlTest {
    private static final String TOKEN = "sixteen letters!";
    private static final String THERE = "192.0.2.7";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> lines = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final AccessControl guard = new AccessControl(
            RequestGuard.of("127.0.0.1", TOKEN, new SecureRandom()),
            new TokenThrottle(() -> now),
            new RateLimitedLog(vertx, lines::add, "wrong tokens"));

    @AfterEach
    void close() throws InterruptedException {
        Soon.get(vertx.close());
    }

    /** A stranger behind the same address must not keep the owner out. */
    @Test
    void letsTheRightTokenInHoweverManyWrongOnesCameFromThere() {
        for (int i = 0; i <= TokenThrottle.FREE; i++) {
            assertEquals(401, tried(THERE, "guess " + i).orElseThrow().status());
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(429, tried(THERE, "another guess " + i).orElseThrow().status());
        }

        assertEquals(Optional.empty(), tried(THERE, TOKEN));
        assertEquals(401, tried(THERE, "another guess").orElseThrow().status(), "it begins anew");
    }

    @Test
    void saysHowLongAWrongTokenIsToWait() {
        for (int i = 0; i <= TokenThrottle.FREE; i++) {
            assertEquals(401, tried(THERE, "guess " + i).orElseThrow().status());
        }

        HttpError error = tried(THERE, "another guess").orElseThrow();
        assertEquals(429, error.status());
        assertEquals(1, error.retrySeconds());
        assertEquals(
                "too many wrong tokens came from " + THERE
                        + ", and this is not the right one; wait 1 s before the next."
                        + " The right token is let in at any time",
                error.problems().get(0).message());
        assertEquals(401, tried("192.0.2.8", "a guess").orElseThrow().status(), "others do not wait");

        now = now.plusSeconds(1);
        assertEquals(401, tried(THERE, "another guess").orElseThrow().status(), "the time is over");
        assertEquals(2, tried(THERE, "another guess").orElseThrow().retrySeconds());
    }

    @Test
    void logsWrongTokensOnceAndNeverTheTokensThemselves() {
        for (int i = 0; i < 1_000; i++) {
            now = now.plusSeconds(600);
            assertTrue(tried(THERE, "guess " + i).isPresent());
        }

        assertEquals(List.of("wrong tokens: one came from " + THERE), lines);
    }

    private Optional<HttpError> tried(String remote, String token) {
        return guard.checkToken(remote, "Authorization", token);
    }
}
