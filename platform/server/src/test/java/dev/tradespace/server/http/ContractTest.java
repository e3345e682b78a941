package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.core.json.StrictYaml;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.row.DeviceRows;
import dev.tradespace.devices.row.MetricEstimates;
import dev.tradespace.search.evaluator.Evaluators;
import dev.tradespace.server.Soon;
import dev.tradespace.server.Toys;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.device.RowSource;
import dev.tradespace.server.http.Contract.Described;
import dev.tradespace.server.http.TestServer.Reply;
import dev.tradespace.server.lane.DeviceTurns;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.server.profile.ModelProfiler;
import dev.tradespace.server.search.SearchReader;
import io.vertx.core.Vertx;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The file that describes the API says what the server does, neither more nor less. Answers are compared by every test of the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractTest {
    /** What is served apart from the operations; other tests show that they are there. */
    private static final Set<String> UNLISTED = Set.of("GET /api/events", "GET /api/openapi.yaml", "GET /login");

    private final Contract contract = new Contract();

    @SuppressWarnings("NullAway.Init") // Started before all tests.
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        server = TestServer.withARow(home);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** A profile may run a program: whoever adds an operation that writes has to say here that it writes none. */
    @Test
    void noOperationWritesAProfile() {
        Set<String> writing = contract.operations().stream()
                .filter(each -> !each.method().equalsIgnoreCase("get"))
                .map(each -> each.method().toUpperCase(Locale.ROOT) + " " + each.path())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Set.of(
                        "POST /api/classify",
                        "POST /api/home/clean",
                        "POST /api/searches",
                        "POST /api/searches/{id}/cancel",
                        "POST /api/searches/{id}/resume",
                        "POST /api/sweeps",
                        "POST /api/sweeps/{id}/cancel",
                        "POST /api/trainings/{id}/quantization"),
                writing);
    }

    @Test
    void describesEveryMethodOfEveryPathAndNoOther() throws Exception {
        for (String path : paths()) {
            Set<String> described = contract.operations().stream()
                    .filter(each -> each.path().equals(path))
                    .map(each -> each.method().toUpperCase(Locale.ROOT))
                    .collect(Collectors.toCollection(TreeSet::new));

            Reply reply = server.send("DELETE", at(path), HttpRequest.BodyPublishers.noBody());

            described.add("OPTIONS");
            if (described.contains("GET")) {
                described.add("HEAD");
            }
            assertEquals(String.join(", ", described), reply.header("Allow"), path);
        }
    }

    @Test
    void describesEveryOperationThatTheServerHas() throws Exception {
        Set<String> described = contract.operations().stream()
                .map(Described::toString)
                .filter(each -> !UNLISTED.contains(each))
                .collect(Collectors.toCollection(TreeSet::new));
        Vertx vertx = Vertx.vertx();
        ModelStore models = new ModelStore(Path.of("home"), (source, format, file) -> {});
        HttpVerticle verticle = new HttpVerticle(
                new HttpSettings("127.0.0.1", 0, null, Duration.ofHours(1), "1.2.3", Path.of("home")),
                Toys.catalogue(),
                Toys.knownTargets(),
                DeviceCatalogue.builtIn(),
                new RowSource(
                        server.results(),
                        new DeviceRows(
                                DeviceCatalogue.builtIn(),
                                Toys.catalogue(),
                                MetricEstimates.NONE,
                                MetricEstimates.NONE,
                                Set.of()),
                        Set.of()),
                server.results(),
                new Bus(vertx),
                models,
                null,
                null,
                new SearchReader(server.results(), Toys.catalogue(), Toys.NO_TRAINING, Evaluators.installed()),
                new ModelProfiler(
                        Path.of("home"),
                        server.results().trainings(),
                        models,
                        null,
                        (model, target, protocol, exam) -> Toys.measured(5),
                        new DeviceTurns()));

        Set<String> served = verticle.operations().stream()
                .map(each -> each.method() + " " + each.path().replaceAll(":([a-z]+)", "{$1}"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(served, described);
        Soon.get(vertx.close());
    }

    /** The server names the parameters that it knows when it meets one that it does not. */
    @Test
    void describesEveryParameterOfEveryOperationAndNoOther() throws Exception {
        for (Described operation : contract.operations()) {
            Reply reply = operation.method().equals("get")
                    ? server.get(at(operation.path()) + "?nonsense=1")
                    : server.send(
                            "POST",
                            at(operation.path()) + "?nonsense=1",
                            HttpRequest.BodyPublishers.ofString("{}"),
                            "Content-Type",
                            operation.bodyType());
            String message = "";
            for (JsonNode problem : reply.json().path("problems")) {
                message = problem.path("path").textValue().equals("nonsense")
                        ? problem.path("message").textValue()
                        : message;
            }
            List<String> known = message.contains("known are")
                    ? List.of(message.substring(message.indexOf("known are ") + "known are ".length())
                            .split(", "))
                    : List.of();

            assertFalse(message.isEmpty(), operation::toString);
            assertEquals(new TreeSet<>(operation.queryNames(contract)), new TreeSet<>(known), operation::toString);
        }
    }

    @Test
    void refusesWhatItDescribesOtherwise() throws Exception {
        Reply about = server.get("/api/about");
        ObjectNode lie = about.json().deepCopy();
        lie.put("more", 1);
        lie.remove("pid");

        assertEquals(
                2,
                contract.complaints("GET", "/api/about", 200, "application/json", lie)
                        .size());
        assertEquals(
                1,
                contract.complaints("GET", "/api/about", 204, "application/json", lie)
                        .size());
        assertEquals(
                1,
                contract.complaints("GET", "/api/about", 200, "text/html", lie).size());
    }

    @Test
    void isServedAsItIs() throws Exception {
        Reply reply = server.get("/api/openapi.yaml");

        assertEquals("application/yaml", reply.contentType());
        JsonNode served = StrictYaml.read(reply.text());
        assertEquals("3.1.0", served.path("openapi").textValue());
        assertEquals(
                paths(),
                new ArrayList<>(served.path("paths").properties().stream()
                        .map(Map.Entry::getKey)
                        .toList()));
    }

    /** A path with something in the place of everything that varies. */
    private static String at(String path) {
        return path.replaceAll("\\{[a-z]+}", "1");
    }

    private List<String> paths() {
        return contract.operations().stream().map(Described::path).distinct().toList();
    }
}
