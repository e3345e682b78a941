package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.server.http.RequestGuard.Credentials;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {
    private static final String TOKEN = "sixteen letters!";
    private static final SecureRandom RANDOM = new SecureRandom();

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "localhost:8080", "LOCALHOST", "127.0.0.1:1", "127.8.9.10", "[::1]", "[::1]:8080"})
    void answersToTheNamesOfLoopback(String host) {
        assertEquals(Optional.empty(), local().checkOrigin(from(host, null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1@evil.example",
                "192.168.1.5:8080",
                "[::2]",
                "0.0.0.0",
                "",
                ":8080",
                "localhost:port",
                "localhost, evil.example"
            })
    void refusesForeignHosts(String host) {
        assertEquals(403, error(local().checkOrigin(from(host, null))));
    }

    @Test
    void refusesATokenThatCouldBeGuessed() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> RequestGuard.of("127.0.0.1", "abcabcabcabcabcabc", new SecureRandom()));
        assertEquals(
                "the token must have at least 8 different characters, or it could be guessed, had 3;"
                        + " `openssl rand -hex 16` makes a good one",
                refused.getMessage());
    }

    @Test
    void refusesARequestWithoutAHost() {
        assertEquals(403, error(local().checkOrigin(from(null, null))));
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, true",
        "https://localhost:8080, true",
        "http://localhost:3000, false",
        "http://localhost, false",
        "http://evil.example, false",
        "null, false",
        "file://, false"
    })
    void letsOnlyItsOwnPagesAsk(String origin, boolean welcome) {
        assertEquals(
                welcome, local().checkOrigin(from("localhost:8080", origin)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7"})
    void needsATokenWhereOthersCanReachIt(String host) {
        String message = assertThrows(IllegalArgumentException.class, () -> RequestGuard.of(host, null, RANDOM))
                .getMessage();

        assertEquals(
                "listening on " + host + " needs a token of at least 16 characters, because others can reach that"
                        + " address; give one or listen on 127.0.0.1",
                message);
    }

    @Test
    void refusesAShortTokenAndAnUnknownHost() {
        assertThrows(IllegalArgumentException.class, () -> RequestGuard.of("127.0.0.1", "fifteen letters", RANDOM));
        assertThrows(IllegalArgumentException.class, () -> RequestGuard.of("no-such-host.invalid", TOKEN, RANDOM));
    }

    @Test
    void answersToAddressesAndItsOwnNameWhereItIsOpen() {
        RequestGuard open = RequestGuard.of("0.0.0.0", TOKEN, RANDOM);

        assertEquals(Optional.empty(), open.checkOrigin(from("192.168.1.5:8080", null)));
        assertEquals(Optional.empty(), open.checkOrigin(from("[2001:db8::1]:8080", null)));
        assertEquals(403, error(open.checkOrigin(from("evil.example", null))));
    }

    @Test
    void letsInWhoShowsTheTokenOrTheCookieThatItBuys() {
        RequestGuard guarded = RequestGuard.of("127.0.0.1", TOKEN, RANDOM);
        String cookie = guarded.cookie();
        String session = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));

        assertTrue(guarded.isToken(TOKEN));
        assertTrue(guarded.isAuthenticated(showing(null, session)));
        assertFalse(cookie.contains(TOKEN));
        assertTrue(cookie.contains("HttpOnly"));
    }

    @Test
    void keepsOutWhoShowsSomethingElse() {
        RequestGuard guarded = RequestGuard.of("127.0.0.1", TOKEN, RANDOM);

        assertFalse(guarded.isAuthenticated(showing(null, null)));
        assertFalse(guarded.isAuthenticated(showing("Bearer " + TOKEN, TOKEN)));
        assertFalse(guarded.isToken(TOKEN + "x"));
        assertFalse(guarded.isToken(""));
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer sixteen letters!, sixteen letters!",
        "bearer sixteen letters!, sixteen letters!",
        "BEARER   sixteen letters!, sixteen letters!",
        "'Bearer ', ''",
        "Basic sixteen letters!,",
        "Bearersixteen letters!,",
        ","
    })
    void readsTheTokenWhateverTheCaseOfItsScheme(@Nullable String header, @Nullable String token) {
        assertEquals(Optional.ofNullable(token), local().token(showing(header, null)));
    }

    @Test
    void wantsNothingShownOnLoopbackWithoutAToken() {
        assertTrue(local().isAuthenticated(showing(null, null)));
    }

    private static RequestGuard local() {
        return RequestGuard.of("127.0.0.1", null, RANDOM);
    }

    private static Credentials from(@Nullable String host, @Nullable String origin) {
        return new Credentials(host, origin, null, null);
    }

    private static Credentials showing(@Nullable String authorization, @Nullable String cookie) {
        return new Credentials("localhost", null, authorization, cookie);
    }

    private static int error(Optional<HttpError> error) {
        return error.orElseThrow().status();
    }
}
