package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.results.Results;
import dev.tradespace.search.run.Replay;
import dev.tradespace.search.run.SearchPlan;
import dev.tradespace.search.strategy.CheckedStrategy;
import dev.tradespace.server.ToyTrainer;
import dev.tradespace.server.Toys;
import dev.tradespace.server.http.TestServer.Reply;
import dev.tradespace.server.model.ModelFolders;
import dev.tradespace.training.TrainingRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches of a platform that trains and measures toys. */
class SearchApiTest {
    private static final String SPEC = """
        {"families":["toy"],"dataset":"toy-images","targets":["toy-cpu/one"],"maximize":["accuracy"],"minimize":["latency"],
         "limits":["latency<=3ms"],"trials":%d,"strategy":"%s","parallel":%d,"seed":3,"epochs":2}
        """;

    /** One that learns from what it is told, soon. */
    private static String evolution(int trials, int parallel) {
        return SPEC.formatted(trials, "regularized-evolution", parallel)
                .replace("\"minimize\":[\"latency\"],", "\"settings\":{\"population\":3,\"tournament\":2},");
    }

    @TempDir
    Path home;

    private final ToyLab lab = new ToyLab();

    private TestServer server() throws InterruptedException {
        return server(home);
    }

    private TestServer server(Path folder) throws InterruptedException {
        return TestServer.training(folder, lab, new ToyTrainer(false));
    }

    /** Asks for a search and waits for its end. */
    private static JsonNode searched(TestServer server, String spec) throws Exception {
        try (EventStream events = EventStream.open(server.url().resolve("/api/events"))) {
            Reply created = server.post("/api/searches", spec);
            assertEquals(201, created.status(), created::text);
            List<EventStream.Event> unused = ended(events);
            return server.get(created.header("Location")).json();
        }
    }

    private static List<EventStream.Event> ended(EventStream events) throws Exception {
        return events.until(event -> event.name().equals("search")
                && !event.data().path("status").textValue().equals("active"));
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    @Test
    void searchesToTheEndOfItsBudgetAndScoresTheFrontOnTheTestImages() throws Exception {
        try (TestServer server = server()) {
            JsonNode search = searched(server, SPEC.formatted(4, "random", 1));

            assertEquals("finished", search.path("status").textValue());
            assertEquals(
                    "its budget of 4 trials is spent", search.path("reason").textValue());
            assertEquals(4, search.path("counts").path("evaluated").intValue());
            List<JsonNode> trials = list(search.path("trials"));
            for (JsonNode trial : trials) {
                double latency = trial.path("values").path("latency").doubleValue();
                boolean over = trial.path("outcome").textValue().equals("overLimit");
                assertEquals(over, latency > 3, trial::toString);
                assertEquals(
                        over ? "measuring" : "training", trial.path("stage").textValue());
                assertEquals(over, trial.path("training").isNull(), "what is over the limit was never trained");
            }
            assertTrue(
                    trials.stream()
                            .anyMatch(trial -> trial.path("outcome").textValue().equals("overLimit")),
                    "the seed gives some of each");
            assertFalse(search.path("front").isEmpty());
            for (JsonNode member : search.path("front")) {
                assertEquals(
                        member.path("values").path("accuracy"),
                        member.path("test").path("accuracy"));
                assertEquals(9, member.path("test").path("images").intValue());
            }
            assertEquals(
                    search.path("front").size(),
                    lab.measured.stream().filter(one -> one.endsWith(" test")).count(),
                    "the test split is read once for each member of the front");
            assertTrue(search.path("hypervolume").size() >= 1);
            assertTrue(search.path("command").textValue().startsWith("tradespace search --families toy"));
        }
    }

    @Test
    void leavesNoFileThatCanBeMadeAgainForWhoeverNeedsIt() throws Exception {
        try (TestServer server = server()) {
            JsonNode unused = searched(server, SPEC.formatted(1, "random", 1).replace("latency<=3ms", "latency<=1s"));
            JsonNode training =
                    server.get("/api/trainings").json().path("items").path(0);
            Path onnx = home.resolve("models")
                    .resolve(ModelFolders.name(
                            training.path("architecture").textValue(),
                            training.path("weights").textValue()))
                    .resolve(ModelFormat.ONNX.file());
            Path samediff = onnx.resolveSibling(Toys.SAMEDIFF.file());
            assertTrue(Files.exists(onnx.resolveSibling(TrainingRequest.WEIGHTS)), "of what was learnt one copy stays");
            assertFalse(Files.exists(onnx));
            assertFalse(Files.exists(samediff));

            Reply file = server.get("/api/trainings/" + training.path("id").longValue() + "/model.fb");

            try (Stream<Path> models = Files.list(home.resolve("models"))) {
                assertTrue(
                        models.noneMatch(model -> model.getFileName().toString().contains("-random-")),
                        "what was only measured leaves no file");
            }
            assertEquals(200, file.status());
            assertEquals(Files.readString(samediff), file.text());
        }
    }

    @Test
    void whatItMeasuresIsInNoListOfSweepsAndItsValidationInNoFrontOfTests() throws Exception {
        try (TestServer server = server()) {
            JsonNode search = searched(server, SPEC.formatted(2, "random", 1));

            assertEquals(0, server.get("/api/sweeps").json().path("total").intValue());
            assertEquals(1, server.get("/api/searches").json().path("total").intValue());
            Reply front = server.get("/api/pareto?target=toy-cpu/one&dataset=toy-images&objectives=accuracy,latency");
            assertTrue(
                    front.json().path("front").size() <= search.path("front").size(),
                    "only what was scored on the test images");
            Reply validation = server.get(
                    "/api/pareto?target=toy-cpu/one&dataset=toy-images:validation&objectives=accuracy,latency");
            assertFalse(validation.json().path("front").isEmpty());
        }
    }

    @Test
    void oneSeedGivesTheSameTrialsWheneverTheyEnd(@TempDir Path other) throws Exception {
        List<JsonNode> configurations = new ArrayList<>();
        for (Path folder : List.of(home, other)) {
            try (TestServer server = server(folder)) {
                JsonNode search = searched(server, evolution(7, 1));
                configurations.addAll(search.findValues("configuration"));
            }
        }
        int half = configurations.size() / 2;
        assertEquals(configurations.subList(0, half), configurations.subList(half, 2 * half));
    }

    @Test
    void theKeptOrderReplaysAParallelRun() throws Exception {
        String spec = evolution(8, 3);
        try (TestServer server = server()) {
            JsonNode search = searched(server, spec);
            Results results = server.results();
            long id = search.path("id").longValue();
            List<TrialState> trials = results.searches().trials(id);
            SearchPlan plan = Toys.plan(spec, home);
            try (CheckedStrategy strategy = plan.start()) {
                Replay.play(plan, results.searches().calls(id), trials, strategy);
            }
            assertTrue(trials.size() >= 8);
        }
    }

    @Test
    void theSameSearchAgainNeedsNoWork() throws Exception {
        try (TestServer server = server()) {
            JsonNode first = searched(server, SPEC.formatted(3, "random", 1));
            int measured = lab.measured.size();
            JsonNode second = searched(server, SPEC.formatted(3, "random", 1));

            assertEquals(measured, lab.measured.size(), "every row was there");
            assertEquals(first.findValues("values"), second.findValues("values"));
        }
    }

    @Test
    void goesOnAfterACancelAndInAnotherProgram() throws Exception {
        ToyTrainer hanging = new ToyTrainer(true);
        long id;
        try (TestServer server = TestServer.training(home, lab, hanging);
                EventStream events = EventStream.open(server.url().resolve("/api/events"))) {
            id = server.post("/api/searches", SPEC.formatted(2, "random", 1))
                    .json()
                    .path("id")
                    .longValue();
            assertTrue(hanging.hangs.get());
            Reply cancelled = server.post("/api/searches/" + id + "/cancel", "{}");
            assertEquals("cancelled", cancelled.json().path("status").textValue());
            List<EventStream.Event> unused = ended(events);
            JsonNode left = server.get("/api/searches/" + id).json();
            assertEquals(
                    "stopped",
                    left.path("trials")
                            .path(left.path("trials").size() - 1)
                            .path("outcome")
                            .textValue());
            assertEquals(
                    "cancelled",
                    server.post("/api/searches/" + id + "/cancel", "{}")
                            .json()
                            .path("status")
                            .textValue());
        }
        try (TestServer server = server();
                EventStream events = EventStream.open(server.url().resolve("/api/events?search=" + id))) {
            Reply resumed = server.post("/api/searches/" + id + "/resume", "{}");
            assertEquals("active", resumed.json().path("status").textValue());
            List<EventStream.Event> unused = ended(events);
            JsonNode search = server.get("/api/searches/" + id).json();
            assertEquals("finished", search.path("status").textValue());
            assertEquals(2, search.path("counts").path("evaluated").intValue());
            assertTrue(list(search.path("trials")).stream()
                    .noneMatch(trial -> trial.path("outcome").textValue().equals("running")));
        }
    }

    @Test
    void aProgramThatStartsGoesOnWithWhatIsActive() throws Exception {
        ToyTrainer hanging = new ToyTrainer(true);
        try (TestServer server = TestServer.training(home, lab, hanging)) {
            Reply created = server.post("/api/searches", SPEC.formatted(2, "random", 1));
            assertEquals(201, created.status(), created::text);
            assertTrue(hanging.hangs.get());
        }
        try (TestServer server = server();
                EventStream events = EventStream.open(server.url().resolve("/api/events"))) {
            if (server.get("/api/searches/1").json().path("status").textValue().equals("active")) {
                List<EventStream.Event> unused = ended(events);
            }
            assertEquals(
                    "finished",
                    server.get("/api/searches/1").json().path("status").textValue());
        }
        assertTrue(Files.exists(home), "and nothing was started anew");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"families\":[\"toy\"],\"trials\":3                  | /dataset,/targets",
                "\"families\":[\"lego\"],\"dataset\":\"toy-images\",\"targets\":[\"x/y\"],\"trials\":3,\"minimize\":[\"weight\"]"
                        + " | /families/0,/targets/0,/minimize/0,/strategy"
            })
    void namesEverythingThatIsWrong(String fields, String paths) throws Exception {
        try (TestServer server = server()) {
            Reply refused = server.post("/api/searches", "{" + fields + ",\"strategy\":\"prophecy\"}");
            assertEquals(400, refused.status());
            for (String path : paths.split(",")) {
                assertTrue(refused.problemPaths().contains(path), refused::text);
            }
        }
    }

    @Test
    void endsAtOnceWhereNothingFits() throws Exception {
        try (TestServer server = server()) {
            Reply refused =
                    server.post("/api/searches", SPEC.formatted(2, "random", 1).replace("latency<=3ms", "params<=1"));
            assertEquals(400, refused.status());
            assertTrue(refused.text().contains("the limit is 1"), refused::text);
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        try (TestServer server = server()) {
            assertEquals(404, server.get("/api/searches/7").status());
            assertEquals(404, server.post("/api/searches/7/cancel", "{}").status());
        }
    }
}
