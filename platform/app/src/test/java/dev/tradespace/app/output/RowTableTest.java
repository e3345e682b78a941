package dev.tradespace.app.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What leaves the platform as a table or as CSV. */
class RowTableTest {
    private static final String ROW = """
        {"id": 1, "variant": "resnet/a", "target": "local-cpu/ort-fp32-all", "dataset": "pets", "protocol": "quick",
         "architecture": "digest", "weights": "trained:1", "at": "2026-02-03T04:05:06Z",
         "accuracy": {"value": 91.25, "unit": "%", "origin": "measured", "interval": [88.1, 93.6], "source": "test split"},
         "latency": {"value": 0.0000046, "unit": "ms", "origin": "measured", "interval": [0.0000045, 0.0000047], "source": "p50"},
         "throughput": {"value": null, "unit": "1/s", "origin": "unavailable", "reason": "not measured"},
         "memory": {"value": 46500000000, "unit": "B", "origin": "measured", "source": "VmHWM"},
         "energy": {"value": 0.000012, "unit": "J", "origin": "measured", "source": "RAPL"},
         "params": {"value": 25557032, "unit": "1", "origin": "measured", "source": "counted"},
         "macs": {"value": 1, "unit": "1", "origin": "measured", "source": "counted"},
         "modelSize": {"value": 1, "unit": "B", "origin": "measured", "source": "counted"},
         "warmupSettled": true, "noisy": true, "disturbances": ["other processes took 14% of the CPU"], "failure": null,
         "data": "77ab12cd34ef5678", "seed": 5, "training": {"epochs": 3, "recipe": {"optimizer": "adamw"}, "seed": 5},
         "conditions": {"digest": "c0ffee", "machine": "0123456789ab", "cpu": "Xeon", "runtime": "onnxruntime 1.28.0",
                        "threads": 2, "batch": 1},
         "plugin": {"plugin": "toy.jar", "digest": "abcdef"}, "apart": [], "stale": null}
        """;

    private static ObjectNode row() throws IOException {
        return (ObjectNode) JsonOutput.mapper().readTree(ROW);
    }

    private static Map<String, String> csv(JsonNode row) {
        String[] lines = RowTable.csv(List.of(row)).split("\r\n", -1);
        String[] names = lines[0].split(",", -1);
        String[] cells = lines[1].split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            found.put(names[i], cells[i]);
        }
        return found;
    }

    @Test
    void csvSaysWhatMadeARowAndWhatIsToBeKnownOfIt() throws IOException {
        Map<String, String> cells = csv(row());

        assertEquals("77ab12cd34ef5678", cells.get("data"));
        assertEquals("5", cells.get("seed"));
        assertTrue(String.valueOf(cells.get("recipe")).contains("adamw"));
        assertEquals(
                List.of("2", "1", "onnxruntime 1.28.0", "Xeon", "0123456789ab", "toy.jar@abcdef"),
                List.of(
                        cells.get("threads"),
                        cells.get("batch"),
                        cells.get("runtime"),
                        cells.get("cpu"),
                        cells.get("machine"),
                        cells.get("plugin")));
        assertEquals("2026-02-03T04:05:06Z", cells.get("at"));
        assertEquals("true", cells.get("noisy"));
        assertEquals("other processes took 14% of the CPU", cells.get("disturbances"));
        assertEquals(List.of("88.1", "93.6"), List.of(cells.get("accuracyLow"), cells.get("accuracyHigh")));
        assertEquals("not measured", cells.get("throughputSource"), "why there is none");
    }

    @Test
    void csvWritesNumbersOutAndKeepsReasonsOfFailures() throws IOException {
        ObjectNode row = row();
        row.put("failure", "the training failed: no memory, \"none\"");
        Map<String, String> cells = csv(row);

        assertEquals("0.0000046", cells.get("latency"));
        assertEquals("46500000000", cells.get("memory"));
        assertEquals("\"the training failed: no memory, \"\"none\"\"\"", cells.get("failure"));
    }

    @Test
    void theTableShowsSmallAndLargeNumbersInUnitsThatCanBeRead() throws IOException {
        String table = RowTable.terminal(List.of(row()));

        assertTrue(table.contains("4.60 ns [4.50, 4.70]"), table);
        assertTrue(table.contains("91.25% [88.10, 93.60]"), table);
        assertTrue(table.contains("46.5 GB"), table);
        assertTrue(table.contains("0.0120 mJ"), table);
        assertTrue(table.contains("pets@77ab12cd34ef"), table);
        assertTrue(table.contains("noisy: other processes took 14% of the CPU"), table);
    }

    @Test
    void rowsThatAreNotComparedStandBelowWithTheirReasons() throws IOException {
        ObjectNode old = row();
        old.put("variant", "resnet/old").put("stale", "its plugin toy.jar@abcdef is not here any more");
        old.putArray("apart").add("another version of the data: 11, not 77");
        String table = RowTable.terminal(List.of(old, row()));

        int below = table.indexOf("Not to be compared with those of other data or conditions:");
        assertTrue(table.indexOf("resnet/a") < below && below < table.indexOf("resnet/old"), table);
        assertTrue(table.contains("another version of the data: 11, not 77"), table);
        assertTrue(table.contains("stale: its plugin toy.jar@abcdef is not here any more"), table);
        assertFalse(RowTable.terminal(List.of(row())).contains("Not to be compared"));
    }

    @Test
    void aRowElsewhereHasTheDayOfItsSourceAndSaysWhatItsSignsMean() throws IOException {
        ObjectNode row = row();
        row.put("id", -7).put("at", "2026-11-28T00:00:00Z");
        row.withObject("/latency").put("origin", "published");
        row.withObject("/memory").put("origin", "estimated");
        String table = RowTable.terminal(List.of(row));

        assertTrue(table.lines().findFirst().orElseThrow().contains("  date"), table);
        assertTrue(table.contains("2026-11-28") && !table.contains("00:00"), table);
        assertTrue(
                table.endsWith("p: published, not measured here; ~: estimated, with its 95% interval where it has one;"
                        + " - : not known, `--json` says why" + System.lineSeparator()),
                table);
        String measured = RowTable.terminal(List.of(row()));
        assertTrue(measured.contains("2026-02-03 04:05"), measured);
        assertFalse(measured.contains("p: published") || measured.contains("~: estimated"), measured);
    }
}
