package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.server.http.Contract.Described;
import dev.tradespace.server.http.TestServer.Reply;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a request is a 4xx with every problem in its place: never a 500, never a stack trace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final Contract CONTRACT = new Contract();

    private static final List<String> NASTY = List.of(
            "",
            " ",
            "-1",
            "0",
            "1.5",
            "1e999",
            "NaN",
            "-Infinity",
            "0x10",
            "٣",
            "9223372036854775808",
            "99999999999999999999999999",
            "null",
            "true",
            "latency",
            "latency,latency",
            ",",
            "quick",
            "*".repeat(40) + "b",
            "toy/small[",
            "toy/small[channels=",
            "toy/small[channels=0,classes=-1]",
            "toy/small[channels=4,channels=5]",
            "../../etc/passwd",
            "jdbc:h2:mem:x",
            "'; DROP TABLE sweep; --",
            "<script>alert(1)</script>",
            "\u0000",
            "\uD83D\uDE00",
            "x".repeat(3000));

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

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/api/about?x=1 x",
                "/api/variants?limit=0 limit",
                "/api/variants?limit=20001 limit",
                "/api/variants?limit=ten limit",
                "/api/variants?limit=1&limit=2 limit",
                "/api/variants?offset=-1 offset",
                "/api/variants?offset=2147483648 offset",
                "/api/variants?q= q",
                "/api/variants?offset=-1&limit=0&nonsense=1&family= family,offset,limit,nonsense",
                "/api/model id",
                "/api/model?id=toy/small%5Bchannels=0,norm=perhaps%5D id,id",
                "/api/measurements?order=speed order",
                "/api/measurements?protocol=fast&sweep=0 protocol,sweep",
                "/api/measurements?target=toy-cpu/none target",
                "/api/pareto target",
                "/api/pareto?target=toy-cpu/one&objectives=accuracy,speed objectives",
                "/api/pareto?target=toy-cpu/one&objectives=latency,latency objectives",
                "/api/pareto?target=toy-cpu/one&target=toy-cpu/all target",
                "/api/recommend?maxLatency=20ms target,maxLatency",
                "/api/recommend?target=toy-cpu/one&maxMemory=-1 maxMemory",
                "/api/recommend?target=toy-cpu/one&maxAccuracy=1 maxAccuracy",
                "/api/recommend?target=toy-cpu/one&minAccuracy=1e999 minAccuracy",
                "/api/events?sweep=none&since=1 sweep,since",
                "/api/openapi.yaml?x=1 x",
                "/login token",
            })
    void refusesWrongParametersAllAtOnceEachInItsPlace(String request, String paths) throws Exception {
        Reply reply = server.get(request);

        assertEquals(400, reply.status());
        assertEquals(List.of(paths.split(",", -1)), reply.problemPaths());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/model?id=resnet/resnet50",
                "/api/model?id=toy/none",
                "/api/model?id=toy",
                "/api/sweeps/99",
                "/api/sweeps/0",
                "/api/sweeps/-1",
                "/api/sweeps/none",
                "/api/sweeps/99999999999999999999",
                "/api/sweeps/99/jobs",
                "/api/measurements/99",
                "/api/measurements/x",
                "/api/none",
                "/api/",
                "/api",
                "/none.html",
                "/ui",
                "/..%2f..%2fetc%2fpasswd",
                "/%2e%2e/%2e%2e/logback-test.xml",
                "/../logback-test.xml",
                "/ui/../../logback-test.xml"
            })
    void saysWhatIsNotThere(String request) throws Exception {
        Reply reply = server.get(request);

        assertEquals(404, reply.status());
        assertEquals(1, reply.json().path("problems").size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|``",
                "{|``",
                "[]|``",
                "{\"variants\":[\"toy/small\"]}|/targets",
                "{\"variants\":[],\"targets\":\"toy-cpu/one\",\"x\":1}|/variants,/targets,/x",
                "{\"variants\":[1,\"toy/small\",\" \"],\"targets\":[null]}|/variants/0,/variants/2,/targets/0",
                "{\"variants\":[\"toy/none\",\"toy/small\",\"no*\"],\"targets\":[\"gpu/*\"]}|/variants/0,/variants/2,/targets/0",
                "{\"variants\":[\"toy/small[channels=0]\"],\"targets\":[\"toy-cpu/one\"]}|/variants/0",
                "{\"variants\":[\"toy/small\"],\"targets\":[\"toy-cpu/one\"],\"protocol\":\"fast\"}|/protocol",
                "{\"variants\":[\"toy/small\"],\"targets\":[\"toy-cpu/one\"],\"protocol\":null}|/protocol",
                "{\"variants\":[\"toy/small\"],\"variants\":[\"toy/large\"],\"targets\":[\"toy-cpu/one\"]}|``",
                "{\"variants\":[\"toy/small\"],\"targets\":[\"toy-cpu/one\"]} true|``",
                "<sweep/>|``",
            })
    void refusesWrongSpecsAllAtOnceEachInItsPlace(String body, String paths) throws Exception {
        Reply reply = server.post("/api/sweeps", body);

        assertEquals(400, reply.status());
        assertEquals(List.of(paths.split(",", -1)), reply.problemPaths());
    }

    @Test
    void refusesABodyThatIsNotUtf8OrDeeperThanAnyoneNeeds() throws Exception {
        byte[] latin = "{\"variants\":[\"é\"]}".getBytes(StandardCharsets.ISO_8859_1);
        Reply reply = server.send(
                "POST",
                "/api/sweeps",
                HttpRequest.BodyPublishers.ofByteArray(latin),
                "Content-Type",
                "application/json; charset=utf-8");
        assertEquals(400, reply.status());

        assertEquals(400, server.post("/api/sweeps", "[".repeat(60_000)).status());
        Reply deep = server.post("/api/sweeps", "{\"variants\":".repeat(900) + "1" + "}".repeat(900));
        assertEquals(400, deep.status());
        assertTrue(deep.text().contains("100"), deep::text);
    }

    @Test
    void cancelsOnlyWithAnEmptyObject() throws Exception {
        assertEquals(
                List.of("/now"),
                server.post("/api/sweeps/1/cancel", "{\"now\":true}").problemPaths());
        assertEquals(400, server.post("/api/sweeps/1/cancel", "").status());
        assertEquals(404, server.post("/api/sweeps/99/cancel", "{}").status());
    }

    @Test
    void takesNothingButJson() throws Exception {
        for (String type : List.of("text/plain", "multipart/form-data; boundary=x", "application/jsonx", "json")) {
            Reply reply =
                    server.send("POST", "/api/sweeps", HttpRequest.BodyPublishers.ofString("{}"), "Content-Type", type);
            assertEquals(415, reply.status(), type);
            assertEquals(List.of("Content-Type"), reply.problemPaths());
        }
        assertEquals(
                415,
                server.send("POST", "/api/sweeps", HttpRequest.BodyPublishers.ofString("{}"))
                        .status());
    }

    @Test
    void takesNoLargeBody() throws Exception {
        Reply reply = server.post("/api/sweeps", " ".repeat(Operation.BodyType.JSON.mostBytes() + 1));

        assertEquals(413, reply.status());
        assertEquals(1, reply.json().path("problems").size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE|/api/sweeps|GET, HEAD, OPTIONS, POST",
                "PUT|/api/sweeps/1|GET, HEAD, OPTIONS",
                "GET|/api/sweeps/1/cancel|OPTIONS, POST",
                "POST|/api/about|GET, HEAD, OPTIONS",
                "POST|/api/events|GET, HEAD, OPTIONS",
                "POST|/api/openapi.yaml|GET, HEAD, OPTIONS",
                "POST|/index.html|GET, HEAD, OPTIONS",
                "PATCH|/login|GET, HEAD, OPTIONS"
            })
    void saysWhichMethodsAPathTakes(String method, String path, String allowed) throws Exception {
        Reply reply = server.send(method, path, HttpRequest.BodyPublishers.noBody());

        assertEquals(405, reply.status());
        assertEquals(allowed, reply.header("Allow"));
        assertEquals(1, reply.json().path("problems").size());
    }

    static Stream<Described> gets() {
        return CONTRACT.operations().stream()
                .filter(each -> each.method().equals("get"))
                .filter(each -> !each.path().equals("/api/events"));
    }

    @ParameterizedTest
    @MethodSource("gets")
    void survivesNastyValuesOfEveryParameter(Described operation) throws Exception {
        for (String nasty : NASTY) {
            String encoded = URLEncoder.encode(nasty, StandardCharsets.UTF_8);
            if (!nasty.isBlank()) {
                requireCalm(
                        server.get(operation
                                .path()
                                .replaceAll("\\{[a-z]+}", Matcher.quoteReplacement(encoded.replace("+", "%20")))),
                        nasty);
            }
            String path = operation.path().replaceAll("\\{[a-z]+}", "1");
            requireCalm(server.get(path + "?" + encoded + "=" + encoded), nasty);
            for (String parameter : operation.queryNames(CONTRACT)) {
                requireCalm(server.get(path + "?" + parameter + "=" + encoded), nasty);
                requireCalm(
                        server.get(path + "?target=toy-cpu/one&" + parameter + "=" + encoded + "&" + parameter + "=1"),
                        nasty);
            }
        }
    }

    private static void requireCalm(Reply reply, String nasty) {
        assertTrue(reply.status() < 500, () -> reply.status() + " on " + nasty + ": " + reply.text());
        if (reply.status() >= 400) {
            assertTrue(reply.json().path("problems").size() > 0, reply::text);
            assertTrue(!reply.text().contains("Exception") && !reply.text().contains("\\tat "), reply::text);
        }
    }
}
