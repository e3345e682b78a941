package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.search.SearchState.Chosen;
import dev.tradespace.core.search.SearchState.Status;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.search.TrialState.Evidence;
import dev.tradespace.core.search.TrialState.Network;
import dev.tradespace.results.search.Searches;
import dev.tradespace.server.http.TestServer.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees of searches that the store holds, one of which has ended. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchViewTest {
    private static final Pattern RECORDED = Pattern.compile("id=\"recorded\">(.*?)</script>");
    private static final String SPEC =
            "{\"families\":[\"toy\"],\"dataset\":\"toy-images\",\"targets\":[\"toy-cpu/one\"],"
                    + "\"maximize\":[\"accuracy\"],\"minimize\":[\"latency\"],\"limits\":[\"latency<=8ms\"],\"trials\":3,"
                    + "\"strategy\":\"random\",\"parallel\":1,\"seed\":41,\"epochs\":2}";

    @SuppressWarnings("NullAway.Init") // Started before all tests.
    private TestServer server;

    private long ended;
    private long other;
    private long foreign;

    @BeforeAll
    void start(@TempDir Path home) throws InterruptedException {
        // Searches put into the store of a server at work would be taken up by it, and may end before the test ends
        // them.
        server = TestServer.answering(home);
        Searches searches = server.results().searches();
        Chosen random = new Chosen("random", Map.of(), "it was named");
        ended = searches.create(SPEC, random).id();
        keep(ended, 0, new Outcome.Completed(Map.of("accuracy", 60.0, "latency", 2.0)));
        keep(ended, 1, new Outcome.Completed(Map.of("accuracy", 80.0, "latency", 5.0)));
        keep(ended, 2, new Outcome.Failed("the worker said </script><b>no</b>"));
        assertTrue(searches.end(ended, Status.FINISHED, "its budget of 3 trials is spent"));
        other = searches.create(SPEC, random).id();
        keep(other, 0, new Outcome.Completed(Map.of("accuracy", 50.0, "latency", 1.0)));
        foreign = searches.create(SPEC.replace("\"latency\"]", "\"params\"]"), random)
                .id();
    }

    private void keep(long search, int number, Outcome outcome) {
        Network network = new Network(
                ModelId.parse("toy/small[channels=" + number + "]"),
                "digest",
                "key" + number,
                Map.of("channels", number));
        TrialState proposed = TrialState.proposed(number, network, Fidelity.FULL, Duration.ofSeconds(10L * number));
        server.results().searches().propose(search, proposed);
        Evidence evidence = new Evidence("", Map.of(), Map.of("accuracy", new Interval(40, 90)));
        server.results()
                .searches()
                .tell(
                        search,
                        proposed.at(Stage.TRAINING).ended(outcome, evidence, Duration.ofSeconds(10L * number + 9)));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aReportSaysEverythingOfASearchAndOpensByItself() throws Exception {
        Reply reply = server.get("/api/searches/" + ended + "/report");
        assertEquals(200, reply.status(), reply::text);
        assertEquals("text/html; charset=utf-8", reply.contentType());
        assertEquals("attachment; filename=\"search-" + ended + ".html\"", reply.header("Content-Disposition"));
        String html = reply.text();
        JsonNode recorded = recorded(html);
        assertEquals(
                server.get("/api/searches/" + ended).json(),
                recorded.path("/searches/" + ended),
                "the page shows what the API says");
        assertEquals(ended, recorded.at("/~1searches/items/0/id").longValue());
        assertEquals("1.2.3", recorded.at("/~1about/version").textValue());
        assertEquals("toy", recorded.at("/~1families/items/0/id").textValue());
        for (String part : new String[] {
            "its budget of 3 trials is spent",
            "--seed 41",
            "it was named",
            "toy/small[channels=1]",
            "validation images, answered through the target's own runtime"
        }) {
            assertTrue(recorded.toString().contains(part), () -> part + " is missing in " + recorded);
        }
    }

    /** The answers that a report brings along. */
    private static JsonNode recorded(String html) throws Exception {
        Matcher script = RECORDED.matcher(html);
        assertTrue(script.find(), html);
        return new ObjectMapper().readTree(script.group(1));
    }

    @Test
    void aReportLoadsNothingFromElsewhere() throws Exception {
        String html = server.get("/api/searches/" + ended + "/report").text();
        String bare = html.replaceAll("\"data:text/javascript;base64,[A-Za-z0-9+/=]+\"", "\"\"")
                .replaceAll("(?s)/\\*.*?\\*/", "");
        for (String forbidden :
                new String[] {"src=", "<link", "<img", "<iframe", "url(", "@import", "http:", "https:"}) {
            assertFalse(bare.contains(forbidden), forbidden);
        }
        assertTrue(bare.contains("default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline'"));
        JsonNode modules = new ObjectMapper()
                .readTree(html.split("<script type=\"importmap\">", -1)[1].split("</script>", -1)[0])
                .path("imports");
        assertTrue(modules.has("ui/report.js") && modules.has("vendor/echarts.esm.min.mjs"), bare);
        assertFalse(modules.has("ui/main.js"), "a type in a comment is no import");
        for (JsonNode module : modules) {
            String code =
                    new String(Base64.getDecoder().decode(module.textValue().split(",", 2)[1]), StandardCharsets.UTF_8);
            Matcher imported = Pattern.compile("^import (?:.* from )?'([^']+)';$", Pattern.MULTILINE)
                    .matcher(code);
            while (imported.find()) {
                assertTrue(modules.has(imported.group(1)), imported::group);
            }
        }
    }

    @Test
    void whatOthersWroteEndsNoElementOfAReport() throws Exception {
        String html = server.get("/api/searches/" + ended + "/report").text();
        assertFalse(html.contains("<b>no</b>"), html);
        assertFalse(html.contains("</script><"), html);
        assertEquals(
                "the worker said </script><b>no</b>",
                recorded(html).path("/searches/" + ended).at("/trials/2/reason").textValue());
    }

    @Test
    void aSearchUnderWayHasAReportToo() throws Exception {
        String html = server.get("/api/searches/" + other + "/report").text();
        assertEquals(
                "active",
                recorded(html).path("/searches/" + other).path("status").textValue());
    }

    @Test
    void twoSearchesGrowInOneBox() throws Exception {
        Reply reply = server.get("/api/searches/" + ended + "/hypervolume?with=" + other);
        assertEquals(200, reply.status(), reply::text);
        JsonNode curves = reply.json().path("curves");
        assertEquals(ended, curves.path(0).path("search").longValue());
        assertEquals(2, curves.path(0).path("points").size());
        assertEquals(other, curves.path(1).path("search").longValue());
        assertEquals(1, curves.path(1).path("points").size());
        double alone = server.get("/api/searches/" + ended)
                .json()
                .path("hypervolume")
                .path(1)
                .path("value")
                .doubleValue();
        assertEquals(alone, curves.path(0).path("points").path(1).path("value").doubleValue(), 1e-12);
    }

    @Test
    void searchesWithOtherAimsDoNotCompare() throws Exception {
        Reply reply = server.get("/api/searches/" + ended + "/hypervolume?with=" + foreign);
        assertEquals(400, reply.status());
        assertTrue(reply.text().contains("has other aims than search " + ended), reply::text);
    }

    @Test
    void whatIsNotThereIsNamed() throws Exception {
        assertEquals(404, server.get("/api/searches/99/report").status());
        Reply none = server.get("/api/searches/" + ended + "/hypervolume?with=99");
        assertEquals(400, none.status());
        assertTrue(none.text().contains("there is no search 99"), none::text);
        assertTrue(server.get("/api/searches/" + ended + "/hypervolume").text().contains("must name the other search"));
    }
}
