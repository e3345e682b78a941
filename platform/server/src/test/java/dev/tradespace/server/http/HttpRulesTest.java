package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tradespace.server.http.TestServer.Reply;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What HTTP itself asks of a server (RFC 9110 and 9112), and what strangers send instead. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpRulesTest {
    private static final String HOST = "Host: localhost";
    private static final String JSON = "Content-Type: application/json";

    @SuppressWarnings("NullAway.Init") // Started before all tests.
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        server = TestServer.withARow(home);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/ui/main.js",
                "/api/about",
                "/api/openapi.yaml",
                "/api/variants?limit=1",
                "/api/measurements",
                "/api/sweeps/1",
                "/api/sweeps/99",
                "/api/none",
                "/none.html"
            })
    void answersHeadLikeGetWithoutTheBody(String path) throws Exception {
        Reply get = server.get(path);

        Reply head = server.send("HEAD", path, HttpRequest.BodyPublishers.noBody());

        assertEquals(get.status(), head.status());
        assertEquals(get.response().headers().map(), head.response().headers().map());
        assertEquals("", head.text());
        assertTrue(Integer.parseInt(head.header("Content-Length")) > 0);
    }

    @Test
    void answersHeadOfTheEventsAtOnce() throws Exception {
        String answer = RawHttp.exchange(server.url(), "HEAD /api/events HTTP/1.1", HOST);

        assertEquals(200, RawHttp.status(answer));
        assertTrue(answer.contains("text/event-stream"), answer);
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/about|GET, HEAD, OPTIONS",
                "/api/sweeps|GET, HEAD, OPTIONS, POST",
                "/api/classify|OPTIONS, POST",
                "/index.html|GET, HEAD, OPTIONS"
            })
    void saysWhatAPathTakes(String path, String allowed) throws Exception {
        Reply reply = server.send("OPTIONS", path, HttpRequest.BodyPublishers.noBody());

        assertEquals(204, reply.status());
        assertEquals(allowed, reply.header("Allow"));
        assertEquals("", reply.header("Content-Length"));
    }

    @Test
    void saysWhatTheServerTakesAnywhere() throws Exception {
        String answer = RawHttp.exchange(server.url(), "OPTIONS * HTTP/1.1", HOST);

        assertEquals(204, RawHttp.status(answer));
        assertTrue(answer.contains("Allow: GET, HEAD, OPTIONS, POST"), answer);
        assertEquals(
                404,
                server.send("OPTIONS", "/api/none", HttpRequest.BodyPublishers.noBody())
                        .status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/sweeps/%00",
                "/api/measurements/%00",
                "/api/trainings/a%00b",
                "/api/datasets/%00",
                "/api/datasets/%ED%A0%80",
                "/api/datasets/%ff",
                "/api/searches/1%0d%0aX:y",
                "/api/model?id=%00",
                "/api/variants?q=%00",
                "/api/measurements?dataset=%00",
                "/api/trainings?dataset=a%1bb",
                "/%00"
            })
    void refusesTextsThatNoStoreCanKeep(String path) throws Exception {
        Reply reply = server.get(path);

        assertEquals(400, reply.status());
        assertTrue(
                reply.text().contains("percent-encoded UTF-8") || reply.text().contains("control characters"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00 x", "\\u001b[2J"})
    void refusesTextsInABodyThatNoStoreCanKeep(String text) throws Exception {
        Reply reply = server.post("/api/sweeps", "{\"variants\":[\"" + text + "\"],\"targets\":[\"toy-cpu/one\"]}");

        assertEquals(400, reply.status());
        assertEquals(List.of("/variants/0"), reply.problemPaths());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../index.html",
                "/..%2findex.html",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/%252e%252e/etc/passwd",
                "/ui/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/ui/..%5c..%5cetc%5cpasswd",
                "/ui/..;/..;/etc/passwd",
                "/....//....//etc/passwd",
                "//etc/passwd",
                "/C:%5cWindows%5cwin.ini",
                "/META-INF/MANIFEST.MF",
                "/dev/tradespace/server/http/RequestGuard.class"
            })
    void letsNothingClimbOutOfThePagesFiles(String path) throws Exception {
        assertEquals(404, RawHttp.status(RawHttp.exchange(server.url(), "GET " + path + " HTTP/1.1", HOST)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET http://localhost/api/about HTTP/1.1|200",
                "GET http://evil.example/api/about HTTP/1.1|403",
                "GET https://localhost/api/about HTTP/1.1|400",
                "GET localhost:80 HTTP/1.1|400",
                "CONNECT localhost:80 HTTP/1.1|400",
                "GET api/about HTTP/1.1|400",
                "GET /api/about HTTP/9.9|400",
                "GET /api/about HTTP/2.0|400",
                "GET /api/about HTTP/1.0|200",
                "GET /api/about|400",
                "BREW /api/about HTTP/1.1|405",
                "TRACE /api/about HTTP/1.1|405"
            })
    void readsRequestLinesStrictly(String line, int status) throws Exception {
        assertEquals(status, RawHttp.status(RawHttp.exchange(server.url(), line, HOST)));
    }

    @Test
    void wantsOneHost() throws Exception {
        assertEquals(
                400,
                RawHttp.status(RawHttp.exchange(server.url(), "GET /api/about HTTP/1.1", HOST, "Host: 127.0.0.1")));
        assertEquals(403, RawHttp.status(RawHttp.exchange(server.url(), "GET /api/about HTTP/1.1")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zz|{}",
                "-1|{}",
                "2|{}x",
                "99999999999999999999|{}",
                "FFFFFFFFFFFFFFFF|{}",
                "0x2|{}",
                "''|{}",
                "2 2|{}"
            })
    void answersMalformedChunksWithWordsAndCloses(String size, String chunk) throws Exception {
        String answer = RawHttp.exchange(
                server.url(),
                ("POST /api/sweeps HTTP/1.1\r\n" + HOST + "\r\n" + JSON + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + size + "\r\n" + chunk + "\r\nnonsense\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));

        assertEquals(400, RawHttp.status(answer), answer);
        assertTrue(answer.contains("\"problems\""), answer);
        assertFalse(answer.contains("null"), answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Transfer-Encoding: gzip, chunked|400",
                "Transfer-Encoding: identity|400",
                "Content-Length: abc|400",
                "Content-Length: -5|400",
                "Content-Length: 99999999999999999999|400",
                "Content-Length: 70000|413",
                "Content-Encoding: gzip|415",
                "Expect: the unexpected|417"
            })
    void refusesBodiesThatItWouldNotReadRight(String header, int status) throws Exception {
        String answer = RawHttp.exchange(server.url(), "POST /api/sweeps HTTP/1.1", HOST, JSON, header);

        assertEquals(status, RawHttp.status(answer), answer);
        assertTrue(answer.toLowerCase(Locale.ROOT).contains("connection: close"), answer);
    }

    @Test
    void tellsWhoAsksFirstThatABodyIsWelcome() throws Exception {
        try (Socket socket = RawHttp.open(server.url())) {
            write(
                    socket,
                    "POST /api/sweeps/1/cancel HTTP/1.1\r\n" + HOST + "\r\n" + JSON
                            + "\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n");
            String first = new String(socket.getInputStream().readNBytes(25), StandardCharsets.US_ASCII);
            assertTrue(first.startsWith("HTTP/1.1 100 Continue"), first);

            write(socket, "{}");

            assertTrue(rest(socket).contains("HTTP/1.1 200"));
        }
    }

    @Test
    void tellsWhoAsksFirstThatABodyIsNot() throws Exception {
        String answer = RawHttp.exchange(
                server.url(),
                "POST /api/sweeps HTTP/1.1",
                HOST,
                "Content-Type: text/plain",
                "Expect: 100-continue",
                "Content-Length: 2");

        assertEquals(415, RawHttp.status(answer));
        assertFalse(answer.contains("100 Continue"));
    }

    @Test
    void answersPipelinedRequestsInTheirOrder() throws Exception {
        try (Socket socket = RawHttp.open(server.url())) {
            String get = " HTTP/1.1\r\n" + HOST + "\r\n";
            write(
                    socket,
                    "GET /api/sweeps/1" + get + "\r\nGET /api/about" + get + "\r\nPOST /api/sweeps/99/cancel" + get
                            + JSON + "\r\nContent-Length: 2\r\n\r\n{}GET /api/none" + get
                            + "Connection: close\r\n\r\n");

            List<Integer> statuses = new ArrayList<>();
            for (String part : rest(socket).split("(?=HTTP/1\\.1 )")) {
                statuses.add(RawHttp.status(part));
            }
            assertEquals(List.of(200, 200, 404, 404), statuses);
        }
    }

    @Test
    void takesAnUpgradeToAWebSocketForNothingGood() throws Exception {
        try (Socket socket = RawHttp.open(server.url())) {
            write(
                    socket,
                    "GET /api/events HTTP/1.1\r\n" + HOST + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");

            assertEquals("HTTP/1.1 400", new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void logsHalfOpenAndMalformedRequestsOnceAndNotAsErrors() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        try {
            for (int i = 0; i < 20; i++) {
                try (Socket socket = RawHttp.open(server.url())) {
                    write(
                            socket,
                            "POST /api/sweeps HTTP/1.1\r\n" + HOST + "\r\n" + JSON
                                    + "\r\nContent-Length: 100\r\n\r\n{");
                }
                try (Socket socket = RawHttp.open(server.url())) {
                    write(socket, "GET /api/ab");
                }
                String unused = RawHttp.exchange(
                        server.url(),
                        "POST /api/sweeps HTTP/1.1",
                        HOST,
                        JSON,
                        "Transfer-Encoding: chunked",
                        "",
                        "zz",
                        "");
                unused = RawHttp.exchange(server.url(), "GET / HTTP/1.1", HOST, "no header at all");
            }
            assertEquals(200, server.get("/api/about").status());
        } finally {
            root.detachAppender(log);
        }
        List<ILoggingEvent> lines = List.copyOf(log.list);
        assertEquals(
                List.of(),
                lines.stream()
                        .filter(line -> line.getLevel().isGreaterOrEqual(Level.ERROR))
                        .toList());
        assertTrue(lines.size() <= 2, lines::toString);
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
