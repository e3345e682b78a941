package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A real search is killed, as the kernel kills, while its second network is trained; the first is not repeated, and the second goes on. */
class KilledSearchIT extends OwnHome {
    private static final String[] SEARCH = {
        "search",
        "--families",
        "mobilenet",
        "--dataset",
        "synthetic-shapes",
        "--subset",
        "64",
        "--epochs",
        "1",
        "--set",
        "generation=v1",
        "--set",
        "skipStrides=0",
        "--limit",
        "params<=100k",
        // One aim, so that one network is left to score at the end.
        "--minimize",
        "latency",
        "--budget",
        "2",
        "--strategy",
        "random",
        "--json"
    };

    @Test
    void resumeLosesNoTrialThatHadEndedAndRepeatsNone() throws IOException, InterruptedException {
        Process search = programs.start(SEARCH);
        JsonNode before = programs.await(() -> programs.get("/api/searches/1").filter(KilledSearchIT::trainsItsSecond));
        search.destroyForcibly().waitFor();

        Path models = home.resolve("onnx");
        Process resumed = programs.start("search", "--resume", "1", "--out", models.toString(), "--json");
        assertTrue(resumed.waitFor(Programs.PATIENCE.toSeconds(), TimeUnit.SECONDS), "it ends: " + programs.errors());
        assertEquals(0, resumed.exitValue(), programs.errors());
        JsonNode after = programs.output(resumed);

        assertEquals("finished", after.path("status").asText(), after.toString());
        assertEquals(2, after.path("counts").path("evaluated").asInt());
        JsonNode first = evaluated(before).orElseThrow();
        JsonNode same = after.path("trials").get(first.path("number").asInt());
        assertEquals(first.path("values"), same.path("values"));
        assertEquals(first.path("measurements"), same.path("measurements"), "measured once");
        assertEquals(first.path("seconds"), same.path("seconds"));
        assertTrue(after.path("seconds").asDouble() > before.path("seconds").asDouble() - 5, "time goes on, too");
        assertFalse(after.path("front").isEmpty());
        for (JsonNode member : after.path("front")) {
            assertTrue(member.path("test").path("accuracy").isNumber(), member.toString());
        }
        try (var files = Files.list(models)) {
            assertEquals(after.path("front").size(), files.count());
        }
    }

    private static boolean trainsItsSecond(JsonNode search) {
        boolean training = false;
        for (JsonNode trial : search.path("trials")) {
            training |= trial.path("outcome").asText().equals("running")
                    && trial.path("stage").asText().equals("training");
        }
        return training && evaluated(search).isPresent();
    }

    private static Optional<JsonNode> evaluated(JsonNode search) {
        for (JsonNode trial : search.path("trials")) {
            if (trial.path("outcome").asText().equals("completed")) {
                return Optional.of(trial);
            }
        }
        return Optional.empty();
    }
}
