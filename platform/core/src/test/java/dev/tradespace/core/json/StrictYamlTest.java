package dev.tradespace.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.check.Problem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictYamlTest {
    private static String refusal(String text) {
        return String.valueOf(
                assertThrows(BadDocument.class, () -> StrictYaml.read(text)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "True",
                "TRUE",
                "False",
                "yes",
                "Yes",
                "no",
                "NO",
                "on",
                "off",
                "y",
                "n",
                "Null",
                "NULL",
                "~",
                "010",
                "-010",
                "0x10",
                "0o17",
                "0b11",
                "1_000",
                "+5",
                ".5",
                "5.",
                "1.e3",
                "1:30",
                "12:30:45",
                "190:20:30.15",
                "2001-01-01",
                "2001-12-14t21:59:43.10-05:00",
                ".inf",
                "-.INF",
                ".nan",
                ".NaN",
                "NaN",
                "Infinity",
                "1,000",
                "1 000",
                "1e99999999999",
                "<<",
                "="
            })
    void leavesATextWhatWasWritten(String written) {
        JsonNode value = StrictYaml.read("a: " + written + "\nb: [" + written.replace(",", ";") + "]\n");
        assertTrue(value.path("a").isTextual(), () -> "was " + value);
        assertEquals(written, value.path("a").textValue());
        assertTrue(value.path("b").path(0).isTextual(), () -> "was " + value);
    }

    @Test
    void readsWhatJsonTakesForANumberAFlagOrNull() {
        assertEquals(
                "[1,-2,0,0.5,1000,0.001,true,false,null,null,12345678901234567890]",
                StrictYaml.read("[1, -2, 0, 0.5, 1e3, 1E-3, true, false, null, , 12345678901234567890]"
                                .replace(", ,", ", '',"))
                        .toString()
                        .replace("1E+3", "1000")
                        .replace("\"\"", "null"));
        assertTrue(StrictYaml.read("a:\n").path("a").isNull());
        assertEquals(0.001, StrictYaml.read("1e-3").doubleValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-0", "1e3", "1.50", "1E-07", "0.0000001", "100000000000000000000", "true", "false"})
    void keepsTheWayInWhichANumberWasWritten(String written) {
        List<Problem> problems = new ArrayList<>();
        ObjectReader reader = new ObjectReader(StrictYaml.read("a: " + written), "", problems);
        assertEquals(written, reader.text("a"));
        assertEquals(List.of(), problems);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'1'", "\"true\"", "'null'", "|\n  1", ">-\n  false"})
    void takesWhatIsQuotedForText(String written) {
        assertTrue(StrictYaml.read("a: " + written).path("a").isTextual());
    }

    @Test
    void readsJsonAsItIs() {
        String json = "{\"a\":[1,\"b\",{\"c\":null}],\"d\":\"01\"}";
        assertEquals(json, StrictYaml.read(json).toString());
    }

    @Test
    void refusesRepeatedKeysAnchorsTagsAndASecondDocumentAllAtOnce() {
        List<Problem> problems = new ArrayList<>();
        StrictYaml.read("a: 1\na: &x 2\nb/c: !!str 3\n---\nd: 1\n", problems);
        assertEquals(
                List.of(
                        "/a: line 2, column 1: the key is repeated",
                        "/a: line 2, column 4: an anchor is not allowed, was &x",
                        "/b~1c: line 3, column 6: a tag is not allowed, was tag:yaml.org,2002:str",
                        "line 4, column 1: a second document begins, and there must be one only"),
                problems.stream().map(Problem::toString).toList());
    }

    @Test
    void saysWhereTheTextIsBroken() {
        assertTrue(refusal("a: [1, 2\nb: 3\n").startsWith("line 2, column "), refusal("a: [1, 2\nb: 3\n"));
        assertEquals("line 1, column 3: a key must be a text", refusal("? [a]\n: b\n"));
        assertEquals("it is empty", refusal(""));
        assertEquals("it is empty", refusal("# nothing\n"));
    }

    /** A thousand laughs: nine levels of ten aliases would be a billion texts. */
    @Test
    void refusesAliasesSoThatNoneCanExplode() {
        StringBuilder bomb = new StringBuilder("l0: &l0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (int level = 1; level < 9; level++) {
            bomb.append("l").append(level).append(": &l").append(level).append(" [");
            bomb.append(("*l" + (level - 1) + ", ").repeat(10)).append("]\n");
        }
        String refusal = refusal(bomb.toString());
        assertTrue(
                refusal.contains("/l1/0: line 2, column 10: an alias is not allowed, was *l0; write it out"), refusal);
    }

    @Test
    void refusesWhatIsTooDeepOrTooLong() {
        assertTrue(refusal("[".repeat(21) + "]".repeat(21)).contains("more than 20 levels deep"));
        assertTrue(refusal("[".repeat(100_000)).contains("more than 20 levels deep"));
        assertTrue(refusal("a: " + "x".repeat(1 << 20)).startsWith("must be at most 1048576 characters"));
        assertEquals(1, StrictYaml.read("[".repeat(19) + "]".repeat(19)).size());
    }
}
