package dev.tradespace.server.http;

import dev.tradespace.server.http.Contract.Described;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;

/** Makes requests out of the file that describes the API: every operation with hostile values, hostile bodies, and what is no HTTP at all. The same seed makes the same requests. */
final class RequestFuzzer {
    private static final Contract CONTRACT = new Contract();
    private static final List<Described> OPERATIONS = CONTRACT.operations().stream()
            .filter(each -> !each.path().equals("/api/events"))
            .toList();
    private static final String HOST = "\r\nHost: localhost";
    private static final List<String> LINES = List.of(
            "GET /api/about HTTP/9.9",
            "GET /api/about HTTP/1.1 extra",
            "GET  /api/about  HTTP/1.1",
            "GET /api/about http/1.1",
            "GET /api/about",
            "get /api/about HTTP/1.1",
            "BREW /api/about HTTP/1.1",
            "TRACE / HTTP/1.1",
            "CONNECT localhost:80 HTTP/1.1",
            "OPTIONS * HTTP/1.1",
            "GET * HTTP/1.1",
            "GET http://localhost/api/about HTTP/1.1",
            "GET http://evil.example/ HTTP/1.1",
            "GET http:// HTTP/1.1",
            "GET //////api/about HTTP/1.1",
            "GET /api/about? HTTP/1.1",
            "GET /api/about#x HTTP/1.1",
            "GET /api/about?&&&==& HTTP/1.1",
            "PRI * HTTP/2.0",
            "\u0000\u0001\u0002",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00FC\u0003\u0003",
            "");
    private static final List<String> HEADERS = List.of(
            "Host: evil.example",
            "Host: localhost\r\nHost: localhost",
            "Host:",
            "Host: localhost:99999999",
            "Origin: null",
            "Origin: http://evil.example",
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAA",
            "Upgrade: websocket",
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 99",
            "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
            "Expect: 100-continue",
            "Expect: 200-maybe",
            "Transfer-Encoding: gzip, chunked",
            "Transfer-Encoding: identity",
            "Transfer-Encoding: \u000Bchunked",
            "Content-Encoding: gzip",
            "Content-Length: 5\r\nContent-Length: 6",
            "Content-Length: -1",
            "Content-Length: abc",
            "Content-Length: 0x10",
            "Content-Length: 99999999999999999999",
            "Range: bytes=0-99999999999",
            "If-None-Match: \"" + "x".repeat(500),
            "Cookie: tradespace=\u00FF\u00FE; ; =;;;",
            "Authorization: Bearer",
            "Authorization: \u0000",
            "No colon here",
            ": no name",
            " folded: header",
            "X: " + "y".repeat(20_000),
            "Accept: " + "*/*,".repeat(1_000));

    private final Random random;

    RequestFuzzer(long seed) {
        this.random = new Random(seed);
    }

    /** The next request. */
    Shot next() {
        int kind = random.nextInt(100);
        if (kind < 15) {
            return malformed();
        }
        Described operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
        return operation.method().equals("post") ? post(operation) : get(operation);
    }

    private Shot get(Described operation) {
        boolean head = random.nextInt(10) == 0;
        String method = head ? "HEAD" : random.nextInt(50) == 0 ? "DELETE" : "GET";
        return new Shot(method + " " + target(operation) + " HTTP/1.1" + HOST + "\r\n\r\n", head, true);
    }

    private Shot post(Described operation) {
        boolean picture = operation.bodyType().startsWith("image/");
        byte[] body = picture ? HostileBodies.picture(random) : HostileBodies.document(random);
        String type =
                random.nextInt(20) == 0 ? HostileTexts.next(random).replaceAll("[^ -~]", "") : operation.bodyType();
        boolean chunked = random.nextInt(4) == 0;
        String head = "POST " + target(operation) + " HTTP/1.1" + HOST + "\r\nContent-Type: " + type + "\r\n"
                + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length) + "\r\n\r\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        if (chunked && body.length > 0) {
            bytes.writeBytes(Integer.toHexString(body.length).getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(body);
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            bytes.writeBytes(body);
        }
        if (chunked) {
            bytes.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return Shot.of(bytes.toByteArray(), false, true);
    }

    /** A path and a query with a hostile value in some of the places where one can be. */
    private String target(Described operation) {
        StringBuilder path = new StringBuilder();
        for (String segment : operation.path().substring(1).split("/", -1)) {
            path.append('/').append(segment.contains("{") ? part(segment) : segment);
        }
        List<String> names = operation.queryNames(CONTRACT);
        StringBuilder query = new StringBuilder();
        for (int i = names.isEmpty() ? random.nextInt(8) / 7 : random.nextInt(5); i > 0; i--) {
            String name = names.isEmpty() || random.nextInt(12) == 0
                    ? HostileTexts.encoded(random, HostileTexts.next(random))
                    : names.get(random.nextInt(names.size()));
            int times = random.nextInt(60) == 0 ? random.nextInt(1_500) : 1;
            String value = random.nextInt(3) == 0
                    ? List.of("1", "toy-cpu/one", "toy-images", "toy/small", "accuracy,latency", "5")
                            .get(random.nextInt(6))
                    : HostileTexts.encoded(random, HostileTexts.next(random));
            for (int time = 0; time < times && query.length() < 12_000; time++) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append('=')
                        .append(value);
            }
        }
        String target = path.append(query).toString();
        // Vert.x refuses longer lines, which other requests try.
        return target.length() > 16_000 ? target.substring(0, 16_000) : target;
    }

    private String part(String segment) {
        String value = random.nextInt(3) > 0
                ? List.of("1", "1", "2", "toy-images", "test", "0").get(random.nextInt(6))
                : HostileTexts.encoded(random, HostileTexts.next(random));
        return segment.replaceFirst("\\{[a-z]+}", Matcher.quoteReplacement(value));
    }

    private Shot malformed() {
        String line = LINES.get(random.nextInt(LINES.size()));
        String header = HEADERS.get(random.nextInt(HEADERS.size()));
        String json = "POST /api/sweeps HTTP/1.1" + HOST + "\r\nContent-Type: application/json\r\n";
        String text =
                switch (random.nextInt(8)) {
                    case 0, 1 -> line + HOST + "\r\n\r\n";
                    case 2 -> "GET /api/about HTTP/1.1" + HOST + "\r\n" + header + "\r\n\r\n";
                    case 3 -> json + header + "\r\n\r\n{}";
                    case 4 ->
                        json + "Transfer-Encoding: chunked\r\n\r\n" + HostileTexts.next(random) + "\r\n{}\r\n0\r\n\r\n";
                    case 5 -> json + "Content-Length: " + random.nextInt(100_000) + "\r\n\r\n{}";
                    case 6 -> ("GET /api/sweeps/1 HTTP/1.1" + HOST + "\r\n\r\n").repeat(random.nextInt(20) + 1);
                    default ->
                        "GET /api/about HTTP/1.1" + HOST + "\r\n"
                                + HostileTexts.next(random).replaceAll("[\\r\\n]", "") + ": "
                                + HostileTexts.next(random) + "\r\n\r\n";
                };
        byte[] bytes = text.getBytes(random.nextBoolean() ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        if (random.nextInt(3) == 0) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
        }
        return Shot.of(bytes, false, false);
    }
}
