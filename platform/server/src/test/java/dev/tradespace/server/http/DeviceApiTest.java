package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.server.ToyDevices;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that nobody here owns, and their targets wherever a target is asked for. */
class DeviceApiTest {
    private static final String HERE = "toy-cpu/one";

    @TempDir
    private Path home;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        ToyDevices.write(home);
        server = TestServer.withARow(home);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<String> texts(JsonNode items, String field) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.path(field).textValue())
                .toList();
    }

    @Test
    void findsDevicesByKindAndWords() throws Exception {
        Map<String, List<String>> found = Map.of(
                "kind=phone&q=toy", List.of("toy-phone"),
                "q=TOY%20a53", List.of("toy-board"),
                "q=acme", List.of("toy-board"),
                "q=%20%20toy%20board%20", List.of("toy-board"),
                "kind=board&q=toy%20phone", List.of(),
                "q=toy&limit=1", List.of("toy-board"),
                "q=toy&offset=1", List.of("toy-phone"));
        for (Map.Entry<String, List<String>> each : found.entrySet()) {
            JsonNode items = server.get("/api/devices?" + each.getKey()).json().path("items");
            assertEquals(each.getValue(), texts(items, "id"), each.getKey());
        }
    }

    @Test
    void refusesAKindThatThereIsNot() throws Exception {
        for (String path : List.of("/api/devices", "/api/device-fronts")) {
            TestServer.Reply refused = server.get(path + "?kind=toaster");
            assertEquals(400, refused.status());
            assertEquals(List.of("kind"), refused.problemPaths());
            assertTrue(refused.text().contains("one of phone, board, microcontroller"), refused.text());
        }
    }

    @Test
    void showsADeviceUnderEachOfItsNames() throws Exception {
        for (String name : List.of("toy-board", "Toy%20Board", "ACME-toy-board-V2")) {
            JsonNode device = server.get("/api/devices/" + name).json();
            assertEquals("toy-board", device.path("id").textValue(), name);
            assertEquals(
                    "0123abc", device.path("citations").path(0).path("commit").textValue());
            JsonNode configuration = device.path("configurations").path(0);
            assertEquals(ToyDevices.BOARD, configuration.path("id").textValue());
            assertEquals(2, configuration.path("variants").intValue());
            assertTrue(configuration.path("estimates").isNull(), configuration.toString());
            assertEquals(
                    "the latency of 2 networks is published; estimates need 5",
                    configuration.path("estimatesReason").textValue());
        }
    }

    @Test
    void saysThatThereIsNoSuchDeviceOrRow() throws Exception {
        for (String name : List.of("toy-boards", "%3F%3F", "-", "%E6%97%A5%E6%9C%AC", "..%2F..")) {
            assertEquals(404, server.get("/api/devices/" + name).status(), name);
        }
        for (String id : List.of("-9223372036854775808", "-99999999999", "0", "9223372036854775807")) {
            assertEquals(404, server.get("/api/measurements/" + id).status(), id);
        }
    }

    @Test
    void countsOnHowManyFrontsAVariantIs() throws Exception {
        JsonNode phones = server.get("/api/device-fronts?kind=phone").json();
        JsonNode all = server.get("/api/device-fronts").json();

        assertTrue(all.path("devices").intValue() > phones.path("devices").intValue(), all.toString());
        for (String variant : List.of("toy/small", "toy/large")) {
            assertTrue(on(phones, variant).contains("toy-phone"), variant + " in " + phones);
            assertTrue(!on(phones, variant).contains("toy-board"), variant + " in " + phones);
            assertTrue(on(all, variant).containsAll(List.of("toy-board", "toy-phone")), variant + " in " + all);
        }
    }

    private static List<String> on(JsonNode fronts, String variant) {
        int at = texts(fronts.path("items"), "variant").indexOf(variant);
        return StreamSupport.stream(fronts.path("items").path(at).path("on").spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    @Test
    void aRowOfTheCatalogueSaysWhoPublishedItsFigures() throws Exception {
        JsonNode row = server.get("/api/measurements?order=latency&target=" + ToyDevices.BOARD)
                .json()
                .path("items")
                .path(0);
        long id = row.path("id").longValue();

        assertTrue(id < 0, row.toString());
        assertEquals("published", row.path("latency").path("origin").textValue());
        assertEquals(2, row.path("latency").path("value").doubleValue());
        assertEquals(
                "Toy table (table 1), commit 0123abc, CC0-1.0, 2026-11-02: median of 5 runs; empty weights",
                row.path("latency").path("source").textValue());
        assertEquals(0, row.path("apart").size(), row.toString());
        assertTrue(row.path("stale").isNull(), row.toString());

        JsonNode shown = server.get("/api/measurements/" + id).json();
        assertEquals("CC0-1.0", shown.findValue("latency licence").textValue(), shown.toString());
        assertEquals(
                "https://example.org/toys",
                shown.findValue("latency source").textValue().replace("Toy table, ", ""));
    }

    @Test
    void aFrontElsewhereHasNothingOfHere() throws Exception {
        JsonNode front = server.get("/api/pareto?target=" + ToyDevices.BOARD).json();

        assertEquals(List.of("toy/small", "toy/large"), texts(front.path("front"), "variant"));
        assertEquals(List.of(ToyDevices.BOARD, ToyDevices.BOARD), texts(front.path("front"), "target"));
    }

    @Test
    void recommendsTheBestOnTwoDevicesElsewhere() throws Exception {
        String both = "/api/recommend?target=" + ToyDevices.BOARD + "&target=" + ToyDevices.PHONE;

        assertEquals("toy/large", recommended(both));
        assertEquals("toy/small", recommended(both + "&maxLatency=10"), "the large one takes 30 ms on the board");
        JsonNode none = server.get(both + "&maxLatency=1").json();
        assertTrue(none.path("recommended").isNull(), none.toString());
        assertEquals(ToyDevices.PHONE, none.path("binding").path("target").textValue(), none.toString());
    }

    @Test
    void namesTargetsHereAndElsewhereInTheOrderAskedFor() throws Exception {
        String asked = "/api/targets?target=" + ToyDevices.PHONE + "&target=nowhere/ncnn-fp32-1t&target=" + HERE
                + "&target=" + ToyDevices.BOARD + "&target=" + HERE;
        JsonNode found = server.get(asked).json();
        JsonNode phone = found.path("items").path(0);

        assertEquals(List.of(ToyDevices.PHONE, HERE, ToyDevices.BOARD), texts(found.path("items"), "id"));
        assertEquals(3, found.path("total").intValue());
        assertEquals(0, phone.path("threads").intValue(), "nobody has said how many");
        assertTrue(phone.path("title").textValue().startsWith("Toy Phone"), phone.toString());
        assertTrue(phone.path("energy").isNull(), phone.toString());
        assertEquals(
                List.of(HERE),
                texts(server.get(asked + "&limit=1&offset=1").json().path("items"), "id"));
    }

    @Test
    void tellsTheRangeOfEachMetricOnAllTargets() throws Exception {
        JsonNode ranges = server.get(
                        "/api/recommend?maxLatency=1&target=" + ToyDevices.BOARD + "&target=" + ToyDevices.PHONE)
                .json()
                .path("ranges");
        JsonNode latency = ranges.path(texts(ranges, "metric").indexOf("latency"));

        assertEquals(
                List.of(2.0, 30.0),
                List.of(latency.path("low").doubleValue(), latency.path("high").doubleValue()));
        assertTrue(!texts(ranges, "metric").contains("energy"), "nobody has published any: " + ranges);
    }

    @Test
    void recommendsOverATargetElsewhereAndOneHere() throws Exception {
        assertEquals("toy/small", recommended("/api/recommend?target=" + HERE + "&target=" + ToyDevices.BOARD));
        JsonNode rows = server.get("/api/measurements?order=latency&target=" + HERE + "&target=" + ToyDevices.BOARD)
                .json()
                .path("items");
        assertEquals(List.of(ToyDevices.BOARD, HERE, ToyDevices.BOARD, ToyDevices.BOARD), texts(rows, "target"));
    }

    private String recommended(String path) throws Exception {
        JsonNode answer = server.get(path).json();
        return String.valueOf(answer.path("recommended").path("variant").textValue());
    }

    @Test
    void saysWhatIsMissingWhereNothingCanBeRecommended() throws Exception {
        JsonNode answer =
                server.get("/api/recommend?target=" + ToyDevices.PHONE_INT8).json();

        assertEquals(
                "no model has an accuracy and a latency on every target: on " + ToyDevices.PHONE_INT8
                        + " no accuracy is known (nobody has published it at int8 for this target; that of the full weights says little about it)",
                answer.path("nearestMiss").path("reason").textValue());
    }

    @Test
    void anUnknownTargetIsToldWithThoseOfASimilarName() throws Exception {
        for (String path : List.of("/api/measurements", "/api/pareto", "/api/recommend", "/api/estimates")) {
            TestServer.Reply refused = server.get(path + "?target=toy-board/ncnn-int8-1t");
            assertEquals(400, refused.status(), path);
            assertEquals(List.of("target"), refused.problemPaths());
            assertTrue(
                    refused.text()
                            .contains("there is no target toy-board/ncnn-int8-1t; here are toy-cpu/one, toy-cpu/all,"
                                    + " other-cpu/one, and of devices elsewhere " + ToyDevices.BOARD),
                    refused.text());
        }
    }
}
