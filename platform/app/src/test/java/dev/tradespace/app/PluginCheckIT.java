package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plugin check} tries a family to the end and names what is wrong with it. */
class PluginCheckIT {
    private static final String FIGURES = "space().defaults(), \"cifar10\", List.of(";

    @TempDir
    Path home;

    private Programs programs;

    @BeforeEach
    void inAHomeOfItsOwn() {
        programs = new Programs(home);
    }

    @AfterEach
    void leavesNothingBehind() {
        programs.close();
    }

    @Test
    void triesEverythingAndNamesTheOneWrongCount() throws Exception {
        Path jar = home.resolve("tiny.jar");
        PluginJar.write(
                jar,
                FIGURES,
                FIGURES + "dev.tradespace.api.plugin.PublishedFigure.of("
                        + "dev.tradespace.api.metric.Metric.PARAMETERS, 5, \"a napkin\", \"\")");
        Process check = programs.start("plugin", "check", jar.toString(), "--json");
        assertEquals(1, check.waitFor(), programs.errors());
        JsonNode answer = programs.output(check);
        assertFalse(answer.path("sound").asBoolean());
        Set<String> passed = new TreeSet<>();
        List<String> failed = new ArrayList<>();
        for (JsonNode finding : answer.path("findings")) {
            if (finding.path("passed").asBoolean()) {
                passed.add(finding.path("check").asText());
            } else {
                failed.add(finding.path("subject").asText() + ": "
                        + finding.path("detail").asText());
            }
        }
        assertEquals(Set.of("answers as trained", "counts", "learns", "loads", "runs"), passed, answer::toString);
        assertEquals(1, failed.size(), failed::toString);
        assertTrue(failed.get(0).startsWith("tinynet/small params: "), failed::toString);
        assertTrue(failed.get(0).contains("a napkin"), failed::toString);
        assertFalse(Files.exists(home.resolve("tradespace.mv.db")), "the home is not touched");
    }

    @Test
    void saysWhyAJarIsNotTakenIn() throws Exception {
        Path jar = home.resolve("broken.jar");
        Files.writeString(jar, "this is no zip file");
        Process check = programs.start("plugin", "check", jar.toString());
        assertEquals(1, check.waitFor(), programs.errors());
        assertTrue(
                programs.text(check).startsWith("FAILED  broken.jar loads: it is no readable jar: "),
                programs.text(check));
    }
}
