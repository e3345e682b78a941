package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.server.Toys;
import dev.tradespace.server.http.TestServer.Reply;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerAccessTest {
    private static final String TOKEN = "a token of the test";

    @SuppressWarnings("NullAway.Init") // Started before all tests.
    private TestServer server;

    @SuppressWarnings("NullAway.Init") // Started before all tests.
    private TestServer guarded;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        server = open(Files.createDirectory(home.resolve("open")), null);
        guarded = open(Files.createDirectory(home.resolve("guarded")), TOKEN);
    }

    @AfterAll
    void stop() {
        server.close();
        guarded.close();
    }

    @Test
    void refusesForeignHostsAndOriginsEverywhere() throws Exception {
        for (String path : List.of("/", "/api/about", "/api/events", "/api/openapi.yaml", "/login?token=x")) {
            String rebound = RawHttp.exchange(server.url(), "GET " + path + " HTTP/1.1", "Host: evil.example");
            assertEquals(403, RawHttp.status(rebound), path);
            assertTrue(rebound.contains("\"path\":\"Host\""), rebound);
            assertEquals(403, server.get(path, "Origin", "http://evil.example").status(), path);
        }
    }

    @Test
    void refusesAWriteFromAForeignPageWhateverItsType() throws Exception {
        Reply reply = server.send(
                "POST",
                "/api/sweeps",
                HttpRequest.BodyPublishers.ofString("{}"),
                "Origin",
                "http://evil.example",
                "Content-Type",
                "text/plain");

        assertEquals(403, reply.status());
    }

    @Test
    void letsItsOwnPageAsk() throws Exception {
        assertEquals(
                200, server.get("/api/about", "Origin", server.url().toString()).status());
    }

    @Test
    void keepsEveryDoorShutWithoutTheToken() throws Exception {
        for (String path : List.of("/", "/api/about", "/api/events", "/api/openapi.yaml", "/api/none")) {
            Reply reply = guarded.get(path);
            assertEquals(401, reply.status(), path);
            assertEquals("Bearer", reply.header("WWW-Authenticate"));
            assertFalse(reply.text().contains(TOKEN));
            assertEquals(
                    401,
                    guarded.get(path + "?token=" + TOKEN.replace(" ", "%20")).status(),
                    path);
        }
        assertEquals(
                200,
                guarded.get("/api/about", "Authorization", "Bearer " + TOKEN).status());
    }

    @Test
    void givesABrowserACookieForTheToken() throws Exception {
        assertEquals(401, guarded.get("/login?token=another").status());

        Reply login = guarded.get("/login?token=" + TOKEN.replace(" ", "%20"));

        assertEquals(303, login.status());
        assertEquals("/", login.header("Location"));
        String cookie = login.header("Set-Cookie").split(";", 2)[0];
        assertEquals(200, guarded.get("/api/about", "Cookie", cookie).status());
    }

    @Test
    void slowsDownWhoGuessesAndNobodyElse(@TempDir Path home) throws Exception {
        try (TestServer guessed = open(home, TOKEN)) {
            String cookie = guessed.get("/login?token=" + TOKEN.replace(" ", "%20"))
                    .header("Set-Cookie")
                    .split(";", 2)[0];
            Reply reply = guessed.get("/api/about", "Authorization", "Bearer a guess of the test");
            for (int i = 0; i < 50 && reply.status() == 401; i++) {
                reply = guessed.get("/api/about", "authorization", "bearer a guess of the test");
            }

            assertEquals(429, reply.status());
            assertTrue(Integer.parseInt(reply.header("Retry-After")) > 0);
            assertEquals(200, guessed.get("/api/about", "Cookie", cookie).status());
            assertEquals(401, guessed.get("/api/about").status(), "no token is no guess");
        }
    }

    @Test
    void tellsBrowsersWhatThePageMayDo() throws Exception {
        for (String path : List.of("/", "/api/about", "/api/none")) {
            Reply reply = server.get(path);
            Api.SECURITY_HEADERS.forEach((name, value) -> assertEquals(value, reply.header(name), path));
        }
    }

    /** What no browser sends is answered or cut off, but it never breaks anything. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/measurements?dataset=%zz HTTP/1.1",
                "GET /api/measurements?%ff=%c0%80 HTTP/1.1",
                "GET /%zz HTTP/1.1",
                "GET /api/%2e%2e/x HTTP/1.1",
                "GET /api/sweeps/%00 HTTP/1.1",
                "GET // HTTP/1.1",
                "GET http://evil.example/api/about HTTP/1.1",
                "GET /api/model?id=toy/small[channels=8] HTTP/1.1",
                "GET * HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "CONNECT localhost:80 HTTP/1.1",
                "BREW /api/about HTTP/1.1",
                "GET /api/about HTTP/9.9",
                "GET",
                "\u0000\u0001\u0002",
            })
    void staysCalmAtMalformedRequests(String line) throws Exception {
        String answer = RawHttp.exchange(server.url(), line, "Host: localhost");

        int status = RawHttp.status(answer);
        assertTrue(status != 500 && !answer.contains("\tat "), () -> line + " was answered " + answer);
        assertEquals(200, server.get("/api/about").status());
    }

    @Test
    void cutsOffEndlessRequestLinesAndHeaders() throws Exception {
        String line = RawHttp.exchange(server.url(), "GET /?" + "x".repeat(20_000) + " HTTP/1.1", "Host: localhost");
        assertEquals(414, RawHttp.status(line));
        String header = RawHttp.exchange(server.url(), "GET / HTTP/1.1", "Host: localhost", "X: " + "x".repeat(20_000));
        assertEquals(431, RawHttp.status(header));
    }

    private static TestServer open(Path home, @Nullable String token) throws InterruptedException {
        return TestServer.start(home, (model, target, protocol, exam) -> Toys.measured(5), token, Duration.ofHours(1));
    }
}
