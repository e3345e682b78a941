package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.core.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform is killed, as the kernel kills, in the middle of a real sweep; nothing acknowledged is lost and nothing is done twice. */
class KilledPlatformIT {
    private static final String VARIANTS = "mobilenet/v1-0.25-*";
    private static final int JOBS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ObjectMapper mapper = StrictJson.json();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> started = new ArrayList<>();

    @TempDir
    Path home;

    @AfterEach
    void leaveNothingBehind() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void sweepResumeFinishesWhatAKillInterrupted() throws Exception {
        Process sweep = start("sweep", "--variants", VARIANTS, "--targets", "local-cpu/ort-fp32-1t", "--json");
        Set<Long> acknowledged = acknowledgedBeforeKilling(sweep);
        Process resumed = start("sweep", "--resume", "--json");
        assertTrue(resumed.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "resuming ends: " + errors());
        assertEquals(0, resumed.exitValue(), errors());
        Process results = start("results", "--json");
        assertTrue(results.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        complete(mapper.readTree(Files.readString(output(results))), acknowledged);
    }

    @Test
    void serveGoesOnByItself() throws Exception {
        Process sweep = start("sweep", "--variants", VARIANTS, "--targets", "local-cpu/ort-fp32-1t", "--json");
        Set<Long> acknowledged = acknowledgedBeforeKilling(sweep);
        Process server = start("serve", "--port", "0");
        JsonNode finished = awaitNotNull(() -> get("/api/sweeps/1").filter(one -> one.path("status").asText().equals("finished")));
        assertEquals(JOBS, finished.path("done").asInt(), finished.toString());
        complete(get("/api/measurements").orElseThrow().path("items"), acknowledged);

        Process second = start("serve", "--port", "0");
        assertTrue(second.waitFor(30, TimeUnit.SECONDS), "a second server gives up");
        assertEquals(2, second.exitValue());
        assertTrue(errors().contains(String.valueOf(server.pid())), "it names the first: " + errors());
    }

    /** Waits until two measurements are acknowledged over HTTP, then kills. */
    private Set<Long> acknowledgedBeforeKilling(Process platform) throws Exception {
        JsonNode rows = awaitNotNull(() -> get("/api/measurements").filter(page -> page.path("total").asInt() >= 2));
        platform.destroyForcibly().waitFor();
        Set<Long> ids = new HashSet<>();
        rows.path("items").forEach(row -> ids.add(row.path("id").asLong()));
        return ids;
    }

    private static void complete(JsonNode rows, Set<Long> acknowledged) {
        Set<Long> ids = new HashSet<>();
        Set<String> variants = new HashSet<>();
        for (JsonNode row : rows) {
            ids.add(row.path("id").asLong());
            assertTrue(variants.add(row.path("variant").asText()), "doubled: " + row.path("variant").asText());
            assertEquals("measured", row.path("latency").path("origin").asText(), row.toString());
        }
        assertEquals(JOBS, rows.size());
        assertTrue(ids.containsAll(acknowledged), "lost: " + acknowledged + " of " + ids);
    }

    private interface Look {
        Optional<JsonNode> now() throws IOException, InterruptedException;
    }

    private JsonNode awaitNotNull(Look look) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            Optional<JsonNode> seen = look.now();
            if (seen.isPresent()) {
                return seen.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new AssertionError("nothing came in " + PATIENCE + ": " + errors());
    }

    private Optional<JsonNode> get(String path) throws IOException, InterruptedException {
        Path card = home.resolve("server.json");
        if (!Files.exists(card)) {
            return Optional.empty();
        }
        String url = mapper.readTree(Files.readString(card)).path("url").asText();
        if (url.isEmpty()) {
            return Optional.empty();
        }
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(url).resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(mapper.readTree(response.body())) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "dev.tradespace.app.Main"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("TRADESPACE_HOME", home.toString());
        builder.redirectOutput(home.resolve("out-" + started.size()).toFile());
        builder.redirectError(home.resolve("err-" + started.size()).toFile());
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private Path output(Process process) {
        return home.resolve("out-" + started.indexOf(process));
    }

    private String errors() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < started.size(); i++) {
            all.append(Files.readString(home.resolve("err-" + i)));
        }
        return all.toString();
    }

    @Test
    void aReaderBesideAWriterGoesThroughItsServer() throws Exception {
        Process server = start("serve", "--port", "0");
        awaitNotNull(() -> get("/api/about"));
        Process reader = start("results", "--json");
        assertTrue(reader.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, reader.exitValue(), errors());
        assertEquals("[ ]", Files.readString(output(reader)).strip());
        assertTrue(server.isAlive());
        server.destroy();
        assertTrue(server.waitFor(20, TimeUnit.SECONDS), "it ends in order");
        assertFalse(Files.exists(home.resolve("server.json")), "and takes its card with it");
    }
}
