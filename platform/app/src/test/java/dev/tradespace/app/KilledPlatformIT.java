package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The platform is killed, as the kernel kills, in the middle of a real sweep; nothing acknowledged is lost and nothing is done twice. */
class KilledPlatformIT extends OwnHome {
    private static final String[] SWEEP = {
        "sweep", "--variants", "mobilenet/v1-0.25-*", "--targets", "local-cpu/ort-fp32-1t", "--json"
    };
    private static final int JOBS = 4;

    @Test
    void sweepResumeFinishesWhatAKillInterruptedAndWhoFollowsItTakesOver() throws IOException, InterruptedException {
        Set<Long> acknowledged = acknowledgedBeforeKilling(programs.start(SWEEP), 1);
        Process resumed = programs.start("sweep", "--resume", "--json");
        programs.await(() -> programs.get("/api/about"));
        Process follower = programs.start("sweep", "--resume", "--json");
        programs.await(() -> Optional.of(programs.errors(follower)).filter(said -> said.contains("%")));
        acknowledged.addAll(acknowledgedBeforeKilling(resumed, 2));
        ends(follower);
        assertTrue(programs.errors(follower).contains("this one goes on with it"), programs.errors(follower));
        complete(ends(programs.start("results", "--json")), acknowledged);
    }

    @Test
    void serveGoesOnByItselfAndASecondServerIsRefused() throws IOException, InterruptedException {
        Set<Long> acknowledged = acknowledgedBeforeKilling(programs.start(SWEEP), 2);
        Process server = programs.start("serve", "--port", "0");
        JsonNode finished = programs.await(() -> programs.get("/api/sweeps/1")
                .filter(sweep -> sweep.path("status").asText().equals("finished")));
        assertEquals(JOBS, finished.path("done").asInt(), finished.toString());
        complete(programs.get("/api/measurements").orElseThrow().path("items"), acknowledged);

        Process second = programs.start("serve", "--port", "0");
        assertTrue(second.waitFor(Programs.PATIENCE.toSeconds(), TimeUnit.SECONDS), "a second server gives up");
        assertEquals(2, second.exitValue());
        assertTrue(programs.errors().contains("process " + server.pid()), "it names the first: " + programs.errors());
    }

    @Test
    void aReaderGoesThroughTheServerThatOwnsTheHome() throws IOException, InterruptedException {
        Process server = programs.start("serve", "--port", "0");
        programs.await(() -> programs.get("/api/about"));
        assertEquals(0, ends(programs.start("results", "--json")).size());
        assertTrue(server.isAlive());
        server.destroy();
        assertTrue(server.waitFor(Programs.PATIENCE.toSeconds(), TimeUnit.SECONDS), "it ends in order");
        assertFalse(Files.exists(home.resolve("server.json")), "and takes its card with it");
    }

    private JsonNode ends(Process program) throws IOException, InterruptedException {
        assertTrue(program.waitFor(Programs.PATIENCE.toSeconds(), TimeUnit.SECONDS), "it ends: " + programs.errors());
        assertEquals(0, program.exitValue(), programs.errors());
        return programs.output(program);
    }

    /** Waits until some measurements are acknowledged over HTTP, then kills. */
    private Set<Long> acknowledgedBeforeKilling(Process platform, int least) throws IOException, InterruptedException {
        JsonNode rows = programs.await(() -> programs.get("/api/measurements")
                .filter(page -> page.path("total").asInt() >= least));
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
            assertTrue(
                    variants.add(row.path("variant").asText()),
                    "doubled: " + row.path("variant").asText());
            assertEquals("measured", row.path("latency").path("origin").asText(), row.toString());
        }
        assertEquals(JOBS, rows.size());
        assertTrue(ids.containsAll(acknowledged), "lost: " + acknowledged + " of " + ids);
    }
}
