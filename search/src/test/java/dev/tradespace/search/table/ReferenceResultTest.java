package dev.tradespace.search.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceResultTest {
    @TempDir
    Path folder;

    private ReferenceResult read(String more) throws IOException {
        return ReferenceResultFile.read(Files.writeString(folder.resolve("cases.yaml"), """
            cases:
              - name: one aim
                table: t.yaml
                strategy: random
                figure: regret
                reach: {50: 0.5, 100: 0.25}
            """ + more))
                .get(0);
    }

    private static LeaderboardRow row(double regret, double sd, double cpu) {
        Map<Integer, MeanAndDeviation> regrets =
                Map.of(50, new MeanAndDeviation(0.1, 0), 100, new MeanAndDeviation(regret, sd));
        return new LeaderboardRow("random", 25, new TreeMap<>(regrets), new TreeMap<>(), 100, cpu, List.of());
    }

    @Test
    void isReachedByWhatIsAsGood() throws IOException {
        ReferenceResult reference = read("");
        assertEquals(100, reference.budget());
        assertEquals(folder.resolve("t.yaml"), reference.table());
        assertTrue(reference.isReachedBy(row(0.25, 1, 9)));
        assertFalse(reference.isReachedBy(row(0.26, 1, 9)));
    }

    @Test
    void mayAllowOneStandardErrorAndLimitCpuTime() throws IOException {
        ReferenceResult reference = read("    standardError: true\n    cpuMillis: 5\n");
        assertTrue(reference.isReachedBy(row(0.26, 1, 5)));
        assertFalse(reference.isReachedBy(row(0.46, 1, 5)));
        assertFalse(reference.isReachedBy(row(0.25, 1, 5.1)));
    }

    @Test
    void namesEverythingThatIsWrong() {
        String message = String.valueOf(
                assertThrows(BadTable.class, () -> read("    cpuMillis: 0\n    colour: red\n  - reach: {70: 1}\n"))
                        .getMessage());
        for (String part : List.of(
                "/cases/0/cpuMillis: must be a number above 0",
                "/cases/0/colour: is unknown",
                "/cases/1/name: is missing",
                "/cases/1/reach/70: must be a number after 50, 100, 200 or 500 evaluations")) {
            assertTrue(message.contains(part), () -> part + " is missing in " + message);
        }
    }
}
