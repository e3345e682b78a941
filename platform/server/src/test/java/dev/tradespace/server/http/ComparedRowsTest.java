package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.catalogue.PluginOrigin;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.Scores;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.results.Results;
import dev.tradespace.server.Toys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of other versions of the data, or of other conditions, are shown apart and never ranked with the newest. */
class ComparedRowsTest {
    private static final String TARGET = "toy-cpu/one";
    private static final Conditions OLD_MACHINE = new Conditions("0123456789ab", "Epyc", "onnxruntime 1.28.0", 1, 1);
    private static final Conditions NEW_MACHINE = new Conditions("ba9876543210", "Xeon", "onnxruntime 1.28.0", 1, 1);

    @TempDir
    private Path home;

    private TestServer server;

    @BeforeEach
    void start() throws InterruptedException {
        server = TestServer.answering(home);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** A model trained on a version of the data, right so often of a hundred times, and how long a query took it. */
    private void trained(String variant, String data, int right, int millis, Conditions conditions) {
        Recipe recipe = Recipe.GENERAL;
        TrainingSpec spec =
                new TrainingSpec("pets", recipe, new Budget.Epochs(1), OptionalInt.empty(), 1, data.hashCode());
        String weights = Training.PREFIX + data + variant.hashCode();
        Training training = new Training(ModelId.parse(variant), "digest of " + variant, weights, data, spec);
        Subject subject = new Subject(
                training.model(),
                new RowKey(training.architecture(), weights, TARGET, "pets", Protocol.QUICK),
                Map.of(),
                new PluginOrigin("toy.jar", "0123456789ab"));
        Results results = server.results();
        results.sweeps()
                .create(
                        new SweepSpec(List.of(variant), List.of(TARGET), Protocol.QUICK),
                        List.of(subject),
                        List.of(training));
        Lease lease = results.jobs()
                .lease("toy-cpu", "home", Duration.ofHours(1))
                .orElseThrow()
                .lease();
        List<Scores.Answer> answers = IntStream.range(0, 100)
                .mapToObj(image -> new Scores.Answer(0, image < right ? 0 : 1, 0.5))
                .toList();
        Scores scores =
                new Scores("pets", "test", "onnxruntime 1.28.0", 2, 100, 0.5, 0.1, List.of("cat", "dog"), answers);
        assertTrue(results.jobs()
                .complete(
                        lease,
                        Toys.reading(64, millis * 1_000_000L)
                                .with(Map.of(
                                        "machine", conditions.machine(),
                                        "cpu", conditions.cpu(),
                                        "runtime", conditions.runtime(),
                                        "threads", String.valueOf(conditions.threads()),
                                        "batch", String.valueOf(conditions.batch())))
                                .scored(scores),
                        Duration.ofSeconds(1))
                .isPresent());
    }

    private static List<String> variants(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path("variant").textValue())
                .toList();
    }

    @Test
    void aFrontIsOfOneVersionOfTheData() throws Exception {
        trained("toy/old", "1111111111111111", 99, 1, NEW_MACHINE);
        trained("toy/new", "2222222222222222", 60, 9, NEW_MACHINE);

        JsonNode front =
                server.get("/api/pareto?target=" + TARGET + "&dataset=pets").json();
        assertEquals(List.of("toy/new"), variants(front.path("front")));
        assertEquals("2222222222222222", front.path("data").textValue());
        assertEquals(
                "1111111111111111", front.path("leftOut").path(0).path("data").textValue());

        JsonNode old = server.get("/api/pareto?target=" + TARGET + "&dataset=pets&data=1111")
                .json();
        assertEquals(List.of("toy/old"), variants(old.path("front")));
        TestServer.Reply none = server.get("/api/pareto?target=" + TARGET + "&dataset=pets&data=3333");
        assertEquals(400, none.status());
        assertEquals(List.of("data"), none.problemPaths());
    }

    @Test
    void aFrontIsOfOneSetOfConditions() throws Exception {
        trained("toy/moved", "2222222222222222", 99, 1, OLD_MACHINE);
        trained("toy/here", "2222222222222222", 60, 9, NEW_MACHINE);

        JsonNode front =
                server.get("/api/pareto?target=" + TARGET + "&dataset=pets").json();
        assertEquals(List.of("toy/here"), variants(front.path("front")));
        assertEquals(
                "0123456789ab",
                front.path("leftOut").path(0).path("conditions").path("machine").textValue());

        JsonNode old = server.get("/api/pareto?target=" + TARGET + "&dataset=pets&conditions=" + OLD_MACHINE.digest())
                .json();
        assertEquals(List.of("toy/moved"), variants(old.path("front")));
    }

    @Test
    void listsMarkWhatIsNotComparedAndWhatIsStale() throws Exception {
        trained("toy/old", "1111111111111111", 99, 1, OLD_MACHINE);
        trained("toy/new", "2222222222222222", 60, 9, NEW_MACHINE);

        JsonNode rows = server.get("/api/measurements?dataset=pets").json().path("items");

        JsonNode current = rows.path(0);
        JsonNode old = rows.path(1);
        assertEquals(List.of("toy/new", "toy/old"), variants(rows));
        assertEquals(0, current.path("apart").size());
        assertEquals(
                "another version of the data: 111111111111, not 222222222222",
                old.path("apart").path(0).textValue());
        assertEquals(1, old.path("training").path("epochs").intValue());
        assertEquals(old.path("training").path("seed"), old.path("seed"));
        assertTrue(
                current.path("stale").textValue().startsWith("built by toy.jar@0123456789ab; the family comes from"),
                "the toys come from the class path now");
        assertEquals(
                List.of("toy/old"),
                variants(server.get("/api/measurements?conditions=" + OLD_MACHINE.digest())
                        .json()
                        .path("items")));
        assertEquals(
                List.of("toy/new"),
                variants(server.get("/api/measurements?data=2222222222222222")
                        .json()
                        .path("items")));
    }

    @Test
    void aRecommendationLooksAtTheDatasetThatModelsWereTrainedOnLast() throws Exception {
        trained("toy/old", "1111111111111111", 99, 1, NEW_MACHINE);
        trained("toy/new", "2222222222222222", 60, 9, NEW_MACHINE);

        JsonNode answer = server.get("/api/recommend?target=" + TARGET).json();

        assertEquals("pets", answer.path("dataset").textValue());
        assertEquals("toy/new", answer.path("recommended").path("variant").textValue());
        assertEquals(1, answer.path("leftOut").path(0).path("rows").intValue());
    }
}
