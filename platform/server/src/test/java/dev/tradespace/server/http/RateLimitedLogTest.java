package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.server.Soon;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitedLogTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> lines = new ArrayList<>();
    private final RateLimitedLog tally = new RateLimitedLog(vertx, lines::add, "wrong tokens");

    @AfterEach
    void close() throws InterruptedException {
        Soon.get(vertx.close());
    }

    @Test
    void logsTheFirstAndTheNumberOfTheOthers() {
        for (int i = 0; i < 1_000; i++) {
            tally.count("one came from 192.0.2.7");
        }
        tally.summary();
        tally.summary();
        tally.count("one came from 192.0.2.8");

        assertEquals(
                List.of(
                        "wrong tokens: one came from 192.0.2.7",
                        "wrong tokens: 999 more in the last minute",
                        "wrong tokens: one came from 192.0.2.8"),
                lines);
    }
}
