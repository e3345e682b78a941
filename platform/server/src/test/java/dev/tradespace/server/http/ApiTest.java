package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.hardware.Runner;
import dev.tradespace.server.Toys;
import dev.tradespace.server.http.TestServer.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every operation on a platform that has swept three models on two targets, one of which fails on the second. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {
    private static final String ONE = "toy-cpu/one";

    @SuppressWarnings("NullAway.Init") // Made before all tests.
    private Path home;

    @SuppressWarnings("NullAway.Init") // Started before all tests.
    private TestServer server;

    private long sweep;

    /** The larger model takes longer; on the second target it cannot be measured. */
    private static final Runner RUNNER = (model, target, protocol, exam) -> {
        String variant = read(model);
        if (variant.equals("toy/large") && target.id().equals("toy-cpu/all")) {
            return Toys.failed("it ran out of memory", false);
        }
        return Toys.measured(variant.equals("toy/large") ? 20 : 10);
    };

    private static String read(Path model) {
        try {
            return Files.readString(model);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @BeforeAll
    void measure(@TempDir Path folder) throws Exception {
        home = folder;
        server = TestServer.start(home, RUNNER);
        sweep = server.swept("\"toy/*\"", "\"toy-cpu/*\"");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void saysWhatItIs() throws Exception {
        JsonNode about = server.get("/api/about").json();

        assertEquals("1.2.3", about.path("version").textValue());
        assertEquals(ProcessHandle.current().pid(), about.path("pid").longValue());
        assertEquals(home.toString(), about.path("home").textValue());
        assertEquals(8, about.path("metrics").size());
        assertEquals(3, about.path("protocols").size());
    }

    @Test
    void listsFamiliesWithTheirParameters() throws Exception {
        JsonNode family = server.get("/api/families").json().path("items").path(0);

        assertEquals("toy", family.path("id").textValue());
        assertEquals(3, family.path("variants").intValue());
        assertEquals(
                List.of("integer", "integer", "choice", "integer", "real", "flag"),
                family.path("parameters").findValuesAsText("type"));
        assertEquals(
                "narrow",
                family.path("parameters")
                        .path(4)
                        .path("when")
                        .path("values")
                        .path(0)
                        .textValue());
        assertEquals("built in", family.path("source").textValue());
    }

    @Test
    void listsVariantsByFamilyAndGlobInPages() throws Exception {
        assertEquals(List.of("toy/small", "toy/large", "toy/silent"), ids(server.get("/api/variants")));
        assertEquals(List.of("toy/small"), ids(server.get("/api/variants?q=*/sm%3Fll&family=toy")));
        assertEquals(List.of(), ids(server.get("/api/variants?family=resnet")));
        Reply second = server.get("/api/variants?offset=1&limit=1");
        assertEquals(List.of("toy/large"), ids(second));
        assertEquals(3, second.json().path("total").intValue());
        assertEquals(List.of(), ids(server.get("/api/variants?offset=2147483647&limit=20000")));
    }

    @Test
    void describesAModelWithOtherSettings() throws Exception {
        JsonNode plain = server.get("/api/model?id=toy/small").json();
        assertEquals(3 * 4 * 9 + 4 + 4 * 10 + 10, plain.path("params").intValue());
        assertEquals(
                plain.path("params").intValue(),
                plain.path("published").path(1).path("own").intValue());
        assertTrue(plain.path("published").path(1).path("differs").booleanValue());
        assertFalse(plain.path("published").path(0).path("differs").booleanValue());

        JsonNode wide =
                server.get("/api/model?id=toy/small%5Bchannels=8,classes=3%5D").json();
        assertEquals("toy/small[channels=8,classes=3]", wide.path("id").textValue());
        assertEquals(3, wide.path("output").path(0).intValue());
        assertTrue(wide.path("published").path(1).path("own").isMissingNode());
    }

    @Test
    void listsTargetsWithTheReasonWhyEnergyIsUnknown() throws Exception {
        JsonNode targets = server.get("/api/targets").json().path("items");

        assertTrue(targets.path(0).path("energy").isNull());
        assertEquals(
                "this machine has no meter",
                targets.path(0).path("energyReason").textValue());
        assertEquals("rapl", targets.path(1).path("energy").textValue());
    }

    @Test
    void showsASweepAndItsJobs() throws Exception {
        JsonNode state = server.get("/api/sweeps/" + sweep).json();
        assertEquals("finished", state.path("status").textValue());
        assertEquals(6, state.path("total").intValue());
        assertEquals(1, state.path("failed").intValue());
        assertEquals(0, state.path("remainingSeconds").intValue());
        List<String> all = ids(server.get("/api/sweeps"));
        assertTrue(all.contains(String.valueOf(sweep)), all::toString);

        JsonNode jobs = server.get("/api/sweeps/" + sweep + "/jobs").json();
        assertEquals(6, jobs.path("total").intValue());
        assertEquals(List.of("it ran out of memory"), jobs.findValuesAsText("reason"));
    }

    @Test
    void answersACancelOfAFinishedSweepWithHowItEnded() throws Exception {
        Reply reply = server.post("/api/sweeps/" + sweep + "/cancel", "{}");

        assertEquals(200, reply.status());
        assertEquals("finished", reply.json().path("status").textValue());
    }

    @Test
    void listsMeasurementsFilteredAndSorted() throws Exception {
        assertEquals(
                6,
                server.get("/api/measurements?sweep=" + sweep)
                        .json()
                        .path("total")
                        .intValue());
        Reply rows = server.get("/api/measurements?target=toy-cpu/one&variant=toy/large&variant=toy/small&order=latency"
                + "&dataset=imagenet-1k&protocol=quick&family=toy");
        assertEquals(
                List.of("toy/small", "toy/large"), rows.json().path("items").findValuesAsText("variant"));
        JsonNode row = rows.json().path("items").path(0);
        assertEquals("published", row.path("accuracy").path("origin").textValue());
        assertEquals("measured", row.path("latency").path("origin").textValue());
        assertEquals("unavailable", row.path("energy").path("origin").textValue());
        assertTrue(row.path("energy").path("value").isNull());
        assertEquals(64, row.path("latencyDetail").path("queries").intValue());
        assertEquals(
                "unavailable",
                row.path("latencyDetail").path("p99").path("origin").textValue());
    }

    @Test
    void showsAFailedTrialAsARowWithItsReason() throws Exception {
        JsonNode row = server.get("/api/measurements?target=toy-cpu/all&variant=toy/large")
                .json()
                .path("items")
                .path(0);

        assertEquals("it ran out of memory", row.path("failure").textValue());
        assertTrue(row.path("latencyDetail").isNull());
        JsonNode detail =
                server.get("/api/measurements/" + row.path("id").longValue()).json();
        assertEquals(0, detail.path("samples").size());
    }

    @Test
    void showsAMeasurementWithItsSamples() throws Exception {
        long id = server.get("/api/measurements?target=toy-cpu/one&variant=toy/small")
                .json()
                .path("items")
                .path(0)
                .path("id")
                .longValue();

        JsonNode detail = server.get("/api/measurements/" + id).json();

        assertEquals(64, detail.path("samples").size());
        assertEquals(10_000_000, detail.path("samples").path(0).longValue());
        assertEquals("a toy", detail.path("environment").path("cpu").textValue());
    }

    @Test
    void drawsTheFront() throws Exception {
        JsonNode front = server.get("/api/pareto?target=toy-cpu/one&dataset=imagenet-1k&objectives=accuracy,latency")
                .json();

        assertEquals(List.of("toy/small", "toy/large"), front.path("front").findValuesAsText("variant"));
        assertEquals(1, front.path("incomplete").size());
        assertEquals(
                2,
                server.get("/api/pareto?target=toy-cpu/one")
                        .json()
                        .path("objectives")
                        .size());
    }

    @Test
    void recommendsWithinLimitsAndSaysWhatBinds() throws Exception {
        JsonNode free = server.get("/api/recommend?target=" + ONE).json();
        assertEquals("toy/large", free.path("recommended").path("variant").textValue());
        assertEquals("toy/small", free.path("faster").path("variant").textValue());
        assertTrue(free.path("binding").isNull());
        assertTrue(free.path("nearestMiss").isNull());

        JsonNode bound = server.get("/api/recommend?target=" + ONE + "&maxLatency=15&maxMemory=1e9&minAccuracy=50")
                .json();
        assertEquals("toy/small", bound.path("recommended").path("variant").textValue());
        assertEquals("latency", bound.path("binding").path("metric").textValue());
        assertEquals(
                "toy/large", bound.path("binding").path("next").path("variant").textValue());
        assertEquals(3, bound.path("limits").size());

        JsonNode hopeless =
                server.get("/api/recommend?target=" + ONE + "&maxLatency=1").json();
        assertTrue(hopeless.path("recommended").isNull());
        assertEquals("toy/small", hopeless.path("nearestMiss").path("variant").textValue());
    }

    @Test
    void recommendsOnAllTargetsNamed() throws Exception {
        JsonNode both = server.get("/api/recommend?target=toy-cpu/one&target=toy-cpu/all")
                .json();

        assertEquals("toy/small", both.path("recommended").path("variant").textValue());
        assertEquals(2, both.path("recommended").path("rows").size());
    }

    @Test
    void saysWhyThereIsNoRecommendationYet() throws Exception {
        JsonNode none = server.get("/api/recommend?target=other-cpu/one").json();

        assertTrue(none.path("recommended").isNull());
        assertTrue(none.path("nearestMiss").path("reason").textValue().contains("sweep"));
    }

    @Test
    void saysWhereANewSweepIs() throws Exception {
        Reply created = server.post(
                "/api/sweeps",
                "{\"variants\":[\"toy/small[channels=3]\"],\"targets\":[\"other-cpu/*\"],\"protocol\":\"long\"}");

        assertEquals(201, created.status());
        assertEquals("/api/sweeps/" + created.json().path("id").longValue(), created.header("Location"));
        assertEquals("long", created.json().path("protocol").textValue());
        assertTrue(created.json().path("remainingSeconds").isNull());
    }

    private static List<String> ids(Reply reply) {
        return reply.json().path("items").findValuesAsText("id");
    }
}
