package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodedTest {
    @ParameterizedTest
    @CsvSource({
        "toy/small[channels=8], toy/small[channels=8]",
        "%C3%A9t%c3%a9, \u00E9t\u00E9",
        "%F0%9F%98%80, \uD83D\uDE00",
        "a%2Fb%25, a/b%",
        "a+b, a+b"
    })
    void decodesUtf8(String encoded, String text) {
        assertEquals(text, PercentEncoded.decode(encoded, false));
    }

    @Test
    void takesAPlusForASpaceOnlyInAQuery() {
        assertEquals("a b", PercentEncoded.decode("a+b", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%4",
                "%zz",
                "%-1",
                "%+1",
                "%\u0661\u0661",
                "%C3",
                "%C3%28",
                "%c0%80",
                "%ED%A0%80",
                "%FF",
                "\u00E9",
                "a b"
            })
    void refusesWhatIsNotEncodedSo(String encoded) {
        assertEquals(
                "percent-encoded UTF-8",
                assertThrows(IllegalArgumentException.class, () -> PercentEncoded.decode(encoded, true))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%00b", "%0A", "%0d", "%1b", "%7F", "%C2%80", "%C2%9F"})
    void refusesControlCharacters(String encoded) {
        assertEquals(
                "text without control characters",
                assertThrows(IllegalArgumentException.class, () -> PercentEncoded.decode(encoded, false))
                        .getMessage());
    }
}
