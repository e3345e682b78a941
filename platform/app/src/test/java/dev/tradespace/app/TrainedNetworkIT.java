package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.command.TradespaceCommandLine;
import dev.tradespace.core.json.StrictJson;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One network through a search of one trained trial, and its model afterwards, when its plugin has changed or is gone. */
class TrainedNetworkIT {
    /** Every build, by whichever process, leaves a line. */
    private static final String COUNTED_BUILD = """
            try {
                java.nio.file.Files.writeString(
                        java.nio.file.Path.of(System.getenv("TRADESPACE_HOME"), "builds.txt"),
                        ProcessHandle.current().pid() + " " + configuration + "\\n",
                        java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.APPEND);
            } catch (java.io.IOException unwritable) {
                throw new java.io.UncheckedIOException(unwritable);
            }
            int resolution =""";

    private static final List<List<String>> FORMATS = List.of(
            List.of("--format", "onnx"),
            List.of("--format", "samediff"),
            List.of("--format", "onnx", "--with-preprocessing"));

    @TempDir
    Path home;

    private static JsonNode ended(Programs programs, String... args) throws IOException, InterruptedException {
        Process process = programs.start(args);
        assertTrue(process.waitFor(Programs.PATIENCE.toSeconds(), TimeUnit.SECONDS), String.join(" ", args));
        assertEquals(0, process.exitValue(), programs.errors(process));
        return programs.output(process);
    }

    @Test
    void isBuiltOnceAndExportedWhateverBecomesOfItsPlugin() throws IOException, InterruptedException {
        Path jar = home.resolve("built-in.jar");
        PluginJar.write(jar, "int resolution =", COUNTED_BUILD);
        String network;
        try (Programs programs = new Programs(home, jar + File.pathSeparator)) {
            JsonNode search = ended(
                    programs,
                    "search",
                    "--families",
                    "tinynet",
                    "--dataset",
                    "synthetic-shapes",
                    "--subset",
                    "64",
                    "--epochs",
                    "1",
                    "--maximize",
                    "accuracy",
                    "--minimize",
                    "latency",
                    "--budget",
                    "1",
                    "--strategy",
                    "random",
                    "--json");
            assertEquals(1, search.path("counts").path("evaluated").asInt(), search.toString());
            network = search.path("trials").path(0).path("variant").asText();
            isBuiltOnce(search.path("trials").path(0).path("configuration"));
        }

        Path plugin = Files.createDirectories(home.resolve("plugins")).resolve("tiny.jar");
        PluginJar.write(plugin, "STAGES = 3", "STAGES = 4");
        exports(network);
        Files.delete(plugin);
        forgetFiles();
        exports(network);
    }

    /** The platform builds it, and the trainer and the workers build nothing. */
    private void isBuiltOnce(JsonNode configuration) throws IOException {
        List<String> builds = Files.readAllLines(home.resolve("builds.txt"));
        String channels = "channels=" + configuration.path("channels").asInt() + ",";
        assertEquals(
                1, builds.stream().filter(build -> build.contains(channels)).count(), builds::toString);
        assertEquals(
                1,
                builds.stream().map(build -> build.split(" ", 2)[0]).distinct().count(),
                builds::toString);
    }

    /** Models of trained weights are made from them again. */
    private void forgetFiles() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("models"))) {
            for (Path file : files.filter(each -> each.toString().matches(".*[.](onnx|fb)"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    /** In this process, through the server of the home. */
    private JsonNode export(String network, List<String> format) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("export", network, "--trained-on", "synthetic-shapes"));
        arguments.addAll(format);
        arguments.addAll(List.of("--out", home.resolve("exported").toString(), "--json"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = TradespaceCommandLine.commandLine(Map.of("TRADESPACE_HOME", home.toString()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        assertEquals(0, code, err.toString());
        return StrictJson.json().readTree(out.toString());
    }

    private void exports(String network) throws IOException, InterruptedException {
        try (Programs programs = new Programs(home)) {
            programs.start("serve", "--port", "0");
            programs.await(() -> programs.get("/api/about"));
            URI server = programs.url().orElseThrow();
            HttpClient http = HttpClient.newHttpClient();
            for (String file : List.of("model.onnx", "model.fb")) {
                HttpResponse<byte[]> answer = http.send(
                        HttpRequest.newBuilder(server.resolve("/api/trainings/1/" + file))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                assertEquals(
                        200,
                        answer.statusCode(),
                        () -> file + ": " + new String(answer.body(), StandardCharsets.UTF_8));
                assertTrue(answer.body().length > 1_000, file);
            }
            JsonNode training = programs.get("/api/trainings/1").orElseThrow();
            for (List<String> format : FORMATS) {
                JsonNode exported = export(network, format);
                assertEquals(training.path("architecture"), exported.path("digest"), format.toString());
                assertTrue(exported.path("bytes").asLong() > 1_000, exported.toString());
            }
        }
    }
}
