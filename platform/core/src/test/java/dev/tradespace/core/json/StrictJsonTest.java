package dev.tradespace.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private final ObjectMapper json = StrictJson.json();

    private record Form(int number, boolean flag, String text) {}

    private static String refusal(ObjectMapper mapper, String text) {
        return String.valueOf(assertThrows(BadDocument.class, () -> StrictJson.read(mapper, text))
                .getMessage());
    }

    @Test
    void readsWhatIsRight() throws JsonProcessingException {
        Form form = new Form(1, true, "a");
        assertEquals(form, json.readValue("{\"number\":1,\"flag\":true,\"text\":\"a\"}", Form.class));
        assertEquals("[1,2]", StrictJson.read(json, " [1, 2] ").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"number\":1,\"flag\":true,\"text\":\"a\",\"more\":1}",
                "{\"number\":1,\"number\":2,\"flag\":true,\"text\":\"a\"}",
                "{\"number\":null,\"flag\":true,\"text\":\"a\"}",
                "{\"flag\":true,\"text\":\"a\"}",
                "{\"number\":1.5,\"flag\":true,\"text\":\"a\"}",
                "{\"number\":\"1\",\"flag\":true,\"text\":\"a\"}",
                "{\"number\":1,\"flag\":\"true\",\"text\":\"a\"}",
                "{\"number\":1,\"flag\":1,\"text\":\"a\"}",
                "{\"number\":1,\"flag\":true,\"text\":7}",
                "{\"number\":1,\"flag\":true,\"text\":\"a\"} {}",
                "{\"number\":99999999999,\"flag\":true,\"text\":\"a\"}",
            })
    void refusesUnknownRepeatedMissingNullForeignAndTrailing(String text) {
        assertThrows(JsonProcessingException.class, () -> json.readValue(text, Form.class));
    }

    @Test
    void refusesRepeatedKeysAndTrailingTextInTreesToo() {
        assertTrue(
                refusal(json, "{\"a\":1,\"a\":2}").startsWith("line 1, column "), refusal(json, "{\"a\":1,\"a\":2}"));
        refusal(json, "{} {}");
        refusal(json, "[1] x");
    }

    @Test
    void saysWhereTheTextIsBroken() {
        String message = refusal(json, "{\"a\":\n  tru}");
        assertTrue(message.startsWith("line 2, column "), message);
    }

    @Test
    void refusesAnEmptyText() {
        assertEquals("it is empty", refusal(json, ""));
        assertEquals("it is empty", refusal(json, "  \n "));
    }

    @Test
    void refusesJsonThatIsTooDeep() {
        refusal(json, "[".repeat(101) + "]".repeat(101));
        refusal(json, "{\"a\":".repeat(900) + "1" + "}".repeat(900));
        assertEquals(1, StrictJson.read(json, "[".repeat(100) + "]".repeat(100)).size());
    }

    @Test
    void saysWhereAnObjectBeganWithoutTheParsersOwnWords() {
        BadDocument bad = assertThrows(BadDocument.class, () -> StrictJson.read(StrictJson.json(), "{\"a\": 1"));
        assertFalse(String.valueOf(bad.getMessage()).contains("REDACTED"), bad.getMessage());
        assertTrue(String.valueOf(bad.getMessage()).contains("start marker at [line: 1, column: 1]"), bad.getMessage());
    }
}
