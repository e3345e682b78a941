package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.server.Toys;
import dev.tradespace.server.http.TestServer.Reply;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ComparisonApiTest {
    @TempDir
    Path home;

    @Test
    void ranksModelsOnTwoTargetsAndPutsOneSideBySide() throws Exception {
        try (TestServer server = TestServer.start(home, (model, target, protocol, exam) -> Toys.measured(5))) {
            long unused = server.swept("\"toy/small\"", "\"toy-cpu/*\"");
            JsonNode row = server.get("/api/measurements?target=toy-cpu/one")
                    .json()
                    .path("items")
                    .path(0);
            String dataset = row.path("dataset").textValue();

            JsonNode ranks = server.get("/api/ranks?target=toy-cpu/one&target=toy-cpu/all&dataset=" + dataset)
                    .json();
            assertEquals("latency", ranks.path("metric").textValue());
            assertEquals(1, ranks.path("models").size());
            assertEquals(
                    1, ranks.path("models").path(0).path("first").path("rank").doubleValue());
            assertEquals(2, ranks.path("compared").size());
            assertTrue(ranks.path("spearman").isNull());

            JsonNode sides = server.get("/api/side-by-side?variant=toy/small&dataset=" + dataset)
                    .json();
            assertEquals(
                    List.of("toy-cpu/one", "toy-cpu/all"), sides.path("items").findValuesAsText("target"));
            assertEquals(
                    row.path("id").longValue(),
                    sides.path("items").path(0).path("row").longValue());
        }
    }

    @Test
    void refusesAnythingButTwoTargets() throws Exception {
        try (TestServer server = TestServer.answering(home)) {
            Reply one = server.get("/api/ranks?target=toy-cpu/one&target=toy-cpu/one&metric=beauty");
            assertEquals(400, one.status());
            assertEquals(List.of("metric", "target"), one.problemPaths());
            assertEquals(
                    400,
                    server.get("/api/ranks?target=toy-cpu/one&target=nowhere/none")
                            .status());
            assertEquals(
                    0,
                    server.get("/api/side-by-side?variant=toy/none")
                            .json()
                            .path("items")
                            .size());
        }
    }
}
