package dev.tradespace.app.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTextTest {
    private static final String PART =
            "{\"name\": \"%s\", \"operations\": [\"%s\"], \"precision\": \"%s\", \"nodes\": 1, \"milliseconds\": %s,"
                    + " \"share\": 0.5, \"macs\": %s, \"gigaMacsPerSecond\": %s}";

    private static JsonNode profile(String precision) throws IOException {
        return JsonOutput.mapper()
                .readTree("{\"id\": \"toy/small\", \"target\": \"cpu/one\", \"runtime\": \"toy 1\","
                        + " \"queries\": 50, \"queryMilliseconds\": 3.5, \"restMilliseconds\": 0.25, \"restShare\": 0.0714,"
                        + " \"macs\": 2000000, \"int8Share\": 0.25, \"operations\": ["
                        + PART.formatted("Conv", "Conv", precision, "2", "2000000", "1")
                        + "], \"layers\": [" + PART.formatted("one", "Conv", precision, "1.5", "1500000", "1") + ", "
                        + PART.formatted("=two", "Add", "fp32", "0.5", "0", "null") + "]}");
    }

    @Test
    void showsTheLongestLayersAndSaysHowManyMoreThereAre() throws IOException {
        String text = ProfileText.terminal(profile("int8"), 1);

        assertTrue(text.startsWith("toy/small on cpu/one, toy 1: 3.5 ms a query, median of 50 "), text);
        assertTrue(text.contains("2 M MACs a query, 25.0% of them in int8"), text);
        assertTrue(text.contains("the rest (the runtime's own)"), text);
        assertFalse(text.contains("two"), text);
        assertTrue(text.contains("and 1 more; --all shows them"), text);
        assertFalse(ProfileText.terminal(profile("int8"), 2).contains("--all"));
    }

    @Test
    void saysNothingOfInt8WhereNothingRanInIt() throws IOException {
        assertFalse(ProfileText.terminal(profile("fp32"), 1).contains("int8"));
    }

    @Test
    void everyPartIsALineOfCsv() throws IOException {
        assertEquals(
                List.of(
                        "part,name,operations,precision,nodes,milliseconds,share,macs,gigaMacsPerSecond",
                        "operation,Conv,Conv,fp32,1,2,0.5,2000000,1",
                        "layer,one,Conv,fp32,1,1.5,0.5,1500000,1",
                        "layer,'=two,Add,fp32,1,0.5,0.5,0,",
                        "rest,,,,,0.25,0.0714,,"),
                ProfileText.csv(profile("fp32")).lines().toList());
    }
}
