package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.core.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples do what they say, with the program as users have it. */
class ExamplesIT extends OwnHome {
    private static final Path EXAMPLES =
            Path.of("../../examples").toAbsolutePath().normalize();
    private static final String TARGET = "local-cpu/ort-fp32-1t";
    private static final String MODEL = "mobilenet/v1-0.25-128";

    @Test
    void thePluginAndTheStrategyAreFoundInTheirJars() throws Exception {
        assertTrue(
                said("list", "variants", "--json", "--plugins", target("plugin"))
                        .toString()
                        .contains("tinynet/small"),
                () -> "the family is not listed");
        assertTrue(
                said("list", "strategies", "--json", "--plugins", target("strategy"))
                        .toString()
                        .contains("hill-climbing"),
                () -> "the strategy is not listed");
    }

    /** A further runtime measures beside those that come with the platform, from the home alone. */
    @Test
    void theRuntimeMeasuresFromItsFolderInTheHome() throws Exception {
        Path folder = Files.createDirectories(home.resolve("runtimes/plain-ort"));
        try (Stream<Path> jars = Files.list(EXAMPLES.resolve("runtime/target/runtime"))) {
            for (Path jar : jars.toList()) {
                Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar);
            }
        }
        JsonNode targets = said("list", "targets", "--json");
        assertTrue(targets.toString().contains("local-cpu/ort-plain-fp32-1t"), targets::toString);
        JsonNode sweep = said(
                "sweep",
                "--variants",
                "resnet/mini",
                "--targets",
                "local-cpu/ort-*-1t",
                "--protocol",
                "quick",
                "--json");
        JsonNode rows = said("results", "--target", "local-cpu/ort-plain-fp32-1t", "--json");
        assertTrue(rows.toString().contains("plain-ort 1.28.0"), () -> rows + " of " + sweep);
    }

    private static String target(String example) {
        return EXAMPLES.resolve(example).resolve("target").toString();
    }

    private JsonNode said(String... command) throws IOException, InterruptedException {
        Process process = programs.start(command);
        assertEquals(0, process.waitFor(), programs.errors());
        return programs.output(process);
    }

    @Test
    void theClientsAskForARecommendation() throws Exception {
        programs.start("serve", "--port", "0");
        programs.await(() -> programs.get("/api/about"));
        programs.post(
                "/api/sweeps",
                "{\"variants\":[\"" + MODEL + "\"],\"targets\":[\"" + TARGET + "\"],\"protocol\":\"quick\"}");
        programs.await(() -> programs.get("/api/sweeps/1")
                .filter(sweep -> sweep.path("status").asText().equals("finished")));
        URI url = programs.url().orElseThrow();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        JsonNode answer = StrictJson.json()
                .readTree(run(List.of(
                        java, EXAMPLES.resolve("client/Recommend.java").toString(), origin(url), TARGET, "60000")));
        assertEquals(MODEL, answer.path("recommended").path("variant").asText(), answer::toString);

        String python = python();
        String sentence =
                run(List.of(python, EXAMPLES.resolve("client/recommend.py").toString(), origin(url), TARGET, "60000"));
        assertTrue(sentence.startsWith(MODEL + ": "), sentence);
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }

    private String python() throws InterruptedException {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            try {
                run(List.of(python, "-c", "import json, urllib.request"));
                return python;
            } catch (IOException absent) {
                // The next one may be there.
            }
        }
        Skips.unless(false, "no Python is here");
        return "";
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(home, "errors", ".txt");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + output + Files.readString(errors));
        }
        return output;
    }
}
