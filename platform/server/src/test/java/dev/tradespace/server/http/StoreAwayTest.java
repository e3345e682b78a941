package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.server.ToyTrainer;
import dev.tradespace.server.Toys;
import dev.tradespace.server.http.Contract.Described;
import dev.tradespace.server.http.TestServer.Reply;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While the store is away, whoever needs it is told so, and the rest goes on. */
class StoreAwayTest {
    private static final Map<String, String> BODIES = Map.of(
            "/api/sweeps",
            "{\"variants\":[\"toy/small\"],\"targets\":[\"toy-cpu/one\"]}",
            "/api/searches",
            "{\"families\":[\"toy\"],\"dataset\":\"toy-images\",\"targets\":[\"toy-cpu/one\"],\"maximize\":[\"accuracy\"],"
                    + "\"minimize\":[\"latency\"],\"trials\":1,\"strategy\":\"random\",\"seed\":3,\"epochs\":2}");
    private static final Map<String, String> QUERIES = Map.of(
            "/api/pareto", "?target=toy-cpu/one",
            "/api/recommend", "?target=toy-cpu/one",
            "/api/estimates", "?target=toy-cpu/one",
            "/api/ranks", "?target=toy-cpu/one&target=toy-cpu/two",
            "/api/side-by-side", "?variant=toy/small",
            "/api/model", "?id=toy/small",
            "/api/searches/{id}/hypervolume", "?with=2");

    /** What the store is not asked for. */
    private static final Set<String> WITHOUT_STORE = Set.of(
            "GET /api/about",
            "GET /api/families",
            "GET /api/variants",
            "GET /api/model",
            "GET /api/targets",
            "GET /api/devices",
            "GET /api/devices/{id}",
            "GET /api/device-fronts",
            "GET /api/datasets",
            "GET /api/datasets/{id}",
            "GET /api/datasets/{id}/images/{split}/{index}.png",
            "GET /api/openapi.yaml");

    @Test
    void saysSoToEveryReadAndEveryWriteThatNeedsIt(@TempDir Path home) throws Exception {
        try (TestServer server = TestServer.training(
                home,
                (model, target, protocol, exam) -> new Outcome.Completed(Toys.reading(64, 5)),
                new ToyTrainer(false))) {
            server.results().close();
            Set<String> answered = new TreeSet<>();
            for (Described operation : new Contract().operations()) {
                if (operation.path().equals("/api/events")
                        || operation.path().equals("/login")
                        || operation.path().equals("/api/profile")
                        || operation.path().equals("/api/classify")) {
                    continue;
                }
                Reply reply = ask(server, operation);
                if (reply.status() == 200) {
                    answered.add(operation.toString());
                } else {
                    assertEquals(503, reply.status(), () -> operation + ": " + reply.text());
                    assertTrue(Integer.parseInt(reply.header("Retry-After")) > 0);
                }
            }
            assertEquals(new TreeSet<>(WITHOUT_STORE), answered);
        }
    }

    private static Reply ask(TestServer server, Described operation) throws Exception {
        String path = operation
                .path()
                .replace("/api/datasets/{id}", "/api/datasets/toy-images")
                .replace("/api/devices/{id}", "/api/devices/raspberry-pi-5")
                .replace("{split}", "test")
                .replace("{index}", "0")
                .replace("{file}", "model.onnx")
                .replace("{id}", "1");
        if (operation.method().equals("post")) {
            return server.post(path, BODIES.getOrDefault(operation.path(), "{}"));
        }
        return server.send(
                "GET", path + QUERIES.getOrDefault(operation.path(), ""), HttpRequest.BodyPublishers.noBody());
    }
}
