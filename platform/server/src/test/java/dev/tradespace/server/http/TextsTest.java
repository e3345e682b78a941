package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.core.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void tellsEveryTextThatNoStoreCanKeepEachInItsPlace() {
        JsonNode document = StrictJson.read(StrictJson.json(), """
                {"a":"x\\u0000","b":["ok","\\ud800"],"c":{"d/e":"\\u001b","\\u0000":1},"f":"\\udc00\\ud800","g":"\\u0085"}
                """);

        assertEquals(
                List.of(
                        "/a: must not have the control character U+0000",
                        "/b/1: must not have half of a surrogate pair",
                        "/c/d~1e: must not have the control character U+001B",
                        "/c: a key must not have the control character U+0000",
                        "/f: must not have half of a surrogate pair",
                        "/g: must not have the control character U+0085"),
                Texts.problems(document).stream()
                        .map(problem -> problem.path() + ": " + problem.message())
                        .toList());
    }

    @Test
    void leavesLinesTabsAndEveryOtherCharacterAlone() {
        JsonNode document = StrictJson.read(
                StrictJson.json(), "{\"\u00E9\":\"one\\r\\n\\ttwo \\ud83d\\ude00 \u202E\",\"n\":1,\"b\":null}");

        assertTrue(Texts.problems(document).isEmpty());
    }

    @Test
    void tellsAHundredAtMost() {
        JsonNode document = StrictJson.read(StrictJson.json(), "[" + "\"\\u0000\",".repeat(5_000) + "\"\"]");

        assertEquals(100, Texts.problems(document).size());
    }
}
