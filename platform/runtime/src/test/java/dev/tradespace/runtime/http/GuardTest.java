package dev.tradespace.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.runtime.Soon;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final String TOKEN = "sixteen letters!";
    private static final String THERE = "192.0.2.7";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> lines = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final Guard guard = new Guard(
            Doors.of("127.0.0.1", TOKEN, new SecureRandom()),
            new TokenThrottle(() -> now),
            new Tally(vertx, lines::add, "wrong tokens"));

    @AfterEach
    void close() throws InterruptedException {
        Soon.get(vertx.close());
    }

    @Test
    void looksAtNoTokenFromWhereTooManyWrongOnesCame() {
        for (int i = 0; i <= TokenThrottle.FREE; i++) {
            assertEquals(401, tried(THERE, "guess " + i).orElseThrow().status());
        }

        Refusal refusal = tried(THERE, TOKEN).orElseThrow();
        assertEquals(429, refusal.status());
        assertEquals(1, refusal.retrySeconds());
        assertEquals(Optional.empty(), tried("192.0.2.8", TOKEN), "others are let in");

        now = now.plusSeconds(1);
        assertEquals(Optional.empty(), tried(THERE, TOKEN));
        assertEquals(401, tried(THERE, "another guess").orElseThrow().status(), "it begins anew");
    }

    @Test
    void logsWrongTokensOnceAndNeverTheTokensThemselves() {
        for (int i = 0; i < 1_000; i++) {
            now = now.plusSeconds(600);
            assertTrue(tried(THERE, "guess " + i).isPresent());
        }

        assertEquals(List.of("wrong tokens: one came from " + THERE), lines);
    }

    private Optional<Refusal> tried(String remote, String token) {
        return guard.unlessRight(remote, "Authorization", token);
    }
}
