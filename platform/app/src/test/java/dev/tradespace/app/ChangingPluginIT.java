package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin of the examples through its life: taken in, measured, changed under a running server, removed; and hanging while the server answers. */
class ChangingPluginIT {
    private static final int OK = 200;
    private static final String DESCRIPTION = "return \"Three convolutions.\";";
    private static final String BUILD = "Flow flow = Flow.input(";

    @TempDir
    Path home;

    private Programs programs;
    private Path jar;

    @BeforeEach
    void inAHomeOfItsOwn() throws IOException {
        programs = new Programs(home);
        jar = Files.createDirectories(home.resolve("plugins")).resolve("tiny.jar");
    }

    @AfterEach
    void leavesNothingBehind() {
        programs.close();
    }

    private Process ended(int exit, String... args) throws IOException, InterruptedException {
        Process process = programs.start(args);
        assertTrue(process.waitFor(Programs.PATIENCE.toSeconds(), TimeUnit.SECONDS), String.join(" ", args));
        assertEquals(exit, process.exitValue(), () -> {
            try {
                return programs.errors(process);
            } catch (IOException unreadable) {
                return unreadable.toString();
            }
        });
        return process;
    }

    private void says(Process process, String words) throws IOException {
        assertTrue(programs.errors(process).contains(words), programs.errors(process));
    }

    private JsonNode tiny(JsonNode about) {
        return about.path("plugins").path(0);
    }

    @Test
    void isSaidWhenItChangesAndWhatItMeasuredStaysWhenItIsGone() throws IOException, InterruptedException {
        PluginJar.write(jar, DESCRIPTION, "System.out.println(\"I print\"); " + DESCRIPTION);
        JsonNode described = programs.output(ended(0, "describe", "tinynet/small", "--json"));
        assertEquals("tinynet/small", described.path("id").asText(), "what a plugin prints is no answer");

        Process server = programs.start("serve", "--port", "0");
        JsonNode about = programs.await(() -> programs.get("/api/about"));
        assertEquals("tiny.jar", tiny(about).path("name").asText());
        assertEquals("tinynet", tiny(about).path("families").path(0).asText());
        ended(0, "sweep", "--variants", "tinynet/small", "--targets", "local-cpu/ort-fp32-1t");

        PluginJar.write(jar, DESCRIPTION, "return \"Changed.\";");
        programs.await(() -> programs.get("/api/about").filter(now -> tiny(now)
                .path("problems")
                .path(0)
                .asText()
                .startsWith("it has changed since the server started")));
        says(ended(0, "list", "families"), "still uses an older plugin tiny.jar");
        says(ended(0, "results"), "the server's plugin tiny.jar: it has changed since the server started");
        String findings =
                programs.output(ended(1, "doctor", "--json")).path("findings").toString();
        assertTrue(findings.contains("plugin tiny.jar: it has changed since the server started"), findings);
        Path others = Files.createDirectories(home.resolve("others"));
        says(
                ended(
                        2,
                        "sweep",
                        "--plugins",
                        others.toString(),
                        "--variants",
                        "resnet/mini",
                        "--targets",
                        "local-cpu/ort-fp32-1t"),
                "has no effect here: the server of this home (process " + server.pid() + ")");

        Files.delete(jar);
        programs.await(() -> programs.get("/api/about").filter(now -> tiny(now)
                .path("problems")
                .path(0)
                .asText()
                .startsWith("it was removed since the server started")));
        server.destroy();
        assertTrue(server.waitFor(Programs.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertFalse(Files.exists(home.resolve("plugins.json")));
        Process gone = ended(0, "describe", "tinynet/small", "--json");
        says(gone, "no plugin here builds tinynet/small now: there is no family tinynet");
        assertEquals(
                "local-cpu/ort-fp32-1t",
                programs.output(gone)
                        .path("measurements")
                        .path(0)
                        .path("target")
                        .asText());
        says(ended(2, "describe", "tinynet/large"), "there is no family tinynet");
    }

    @Test
    void hangsWithoutTheServer() throws Exception {
        PluginJar.write(jar, BUILD, "while (configuration.integer(\"channels\") > 100) Thread.onSpinWait(); " + BUILD);
        programs.start("serve", "--port", "0");
        programs.await(() -> programs.get("/api/about"));
        HttpClient http = HttpClient.newHttpClient();
        URI server = programs.url().orElseThrow();
        List<CompletableFuture<HttpResponse<String>>> hanging = new ArrayList<>();
        for (int channels = 104; channels <= 256; channels += 8) {
            hanging.add(ask(http, server, "/api/model?id=tinynet/small%5Bchannels=" + channels + "%5D"));
        }
        CompletableFuture<?> all = CompletableFuture.allOf(hanging.toArray(CompletableFuture[]::new));
        List<Double> millis = new ArrayList<>();
        do {
            long begin = System.nanoTime();
            assertEquals(OK, ask(http, server, "/api/about").get().statusCode());
            millis.add((System.nanoTime() - begin) / 1e6);
            assertEquals(
                    OK, ask(http, server, "/api/variants?family=tinynet").get().statusCode());
            assertEquals(OK, ask(http, server, "/api/sweeps").get().statusCode());
        } while (!all.isDone());
        millis.sort(null);
        System.out.println(hanging.size() + " requests to a plugin that hangs; /api/about meanwhile, " + millis.size()
                + " times, ms: median " + millis.get(millis.size() / 2) + ", most " + millis.get(millis.size() - 1));
        for (CompletableFuture<HttpResponse<String>> asked : hanging) {
            assertEquals(400, asked.get().statusCode(), asked.get().body());
            assertTrue(
                    asked.get().body().contains("did not answer within 10.0 s")
                            || asked.get().body().contains("is set aside"),
                    asked.get().body());
        }
        assertEquals(OK, ask(http, server, "/api/model?id=tinynet/small").get().statusCode(), "a variant stays known");
        JsonNode about = programs.get("/api/about").orElseThrow();
        assertTrue(tiny(about).path("problems").path(0).asText().startsWith("it is set aside"), about.toString());
        assertEquals(
                Optional.of("tinynet"),
                Optional.of(tiny(about).path("families").path(0).asText()));
    }

    private static CompletableFuture<HttpResponse<String>> ask(HttpClient http, URI server, String path) {
        return http.sendAsync(
                HttpRequest.newBuilder(server.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
