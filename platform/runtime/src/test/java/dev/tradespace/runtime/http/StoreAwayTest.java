package dev.tradespace.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.runtime.http.TestServer.Reply;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose store has gone: writes are answered as reads are, so that whoever asks may try again. */
class StoreAwayTest {
    @TempDir
    Path home;

    @Test
    void writesAndReadsAreUnavailableWhileTheStoreIsAway() throws Exception {
        try (TestServer server = TestServer.answering(home)) {
            server.results().close();

            for (Reply reply : List.of(
                    server.get("/api/sweeps"),
                    server.get("/api/measurements"),
                    server.get("/api/searches"),
                    server.post("/api/sweeps", "{\"variants\":[\"toy/small\"],\"targets\":[\"toy-cpu/one\"]}"),
                    server.post("/api/sweeps/1/cancel", "{}"),
                    server.post("/api/searches/1/cancel", "{}"),
                    server.post("/api/searches/1/resume", "{}"))) {
                assertEquals(503, reply.status(), reply.text());
                assertTrue(reply.text().contains("has been closed; start again"), reply.text());
            }
        }
    }
}
