package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.server.Soon;
import dev.tradespace.server.http.Operation.BodyType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that wait for ever, trickle, or are too many (slow loris). */
class SlowClientsTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final MemoryBudget memory = new MemoryBudget(100);

    @AfterEach
    void close() throws InterruptedException {
        Soon.get(vertx.close());
    }

    @Test
    void closesAConnectionThatNeverEndsItsHead() throws Exception {
        URI server = server(10, SHORT, LONG);
        try (Socket socket = RawHttp.open(server)) {
            write(socket, "GET / HTTP/1.1\r\nHost: local");

            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void closesAConnectionThatAsksNothingMore() throws Exception {
        URI server = server(10, SHORT, LONG);
        try (Socket socket = RawHttp.open(server)) {
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    void closesTheOneThatHasWaitedLongestWhereThereAreTooMany() throws Exception {
        URI server = server(2, LONG, LONG);
        try (Socket first = RawHttp.open(server);
                Socket second = RawHttp.open(server)) {
            asked(first);
            asked(second);
            asked(first);
            try (Socket third = RawHttp.open(server)) {
                asked(third);

                assertEquals(-1, second.getInputStream().read());
                asked(first);
                asked(third);
            }
        }
        assertEquals(List.of("closed: there were 2 connections already"), lines);
    }

    @Test
    void answersABodyThatDoesNotArriveInTime() throws Exception {
        URI server = server(10, LONG, SHORT);
        try (Socket socket = RawHttp.open(server)) {
            write(socket, post(10) + "{");

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertEquals(408, RawHttp.status(answer));
            assertTrue(answer.contains("Connection: close"), answer);
        }
    }

    @Test
    void holdsOnlySoManyBytesOfBodiesAndGivesThemBack() throws Exception {
        URI server = server(10, LONG, LONG);
        for (int i = 0; i < 3; i++) {
            try (Socket socket = RawHttp.open(server)) {
                write(socket, post(60) + "x".repeat(60));
                assertEquals("HTTP/1.1 204", status(socket));
            }
        }
        try (Socket first = RawHttp.open(server);
                Socket second = RawHttp.open(server)) {
            write(first, post(70) + "x".repeat(60));
            write(second, post(70) + "x".repeat(60));

            // One of the two came first.
            CompletableFuture<String> one = CompletableFuture.supplyAsync(() -> status(first));
            CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> status(second));
            assertEquals("HTTP/1.1 429", Soon.get(one.applyToEither(other, status -> status)));
        }
    }

    @Test
    void saysThatABodyWillNeverFit() throws Exception {
        URI server = server(10, LONG, LONG);
        try (Socket socket = RawHttp.open(server)) {
            write(socket, post(101) + "x".repeat(101));

            assertEquals("HTTP/1.1 503", status(socket));
        }
    }

    private URI server(int most, Duration headPatience, Duration bodyPatience) throws InterruptedException {
        CompletableFuture<HttpServer> listening = new CompletableFuture<>();
        vertx.runOnContext(now -> {
            Connections connections = new Connections(
                    vertx, most, headPatience, InstantSource.system(), new RateLimitedLog(vertx, lines::add, "closed"));
            BodyReader bodies =
                    new BodyReader(vertx, memory, bodyPatience, new RateLimitedLog(vertx, line -> {}, "broken off"));
            vertx.createHttpServer(HttpVerticle.options("127.0.0.1", 0))
                    .connectionHandler(connections::opened)
                    .requestHandler(request -> serve(request, connections, bodies))
                    .listen()
                    .onComplete(listening::complete, listening::completeExceptionally);
        });
        return URI.create("http://127.0.0.1:" + Soon.get(listening).actualPort() + "/");
    }

    private void serve(HttpServerRequest request, Connections connections, BodyReader bodies) {
        Exchange exchange = new Exchange(vertx, request);
        connections.busy(request.connection());
        exchange.onOver(() -> connections.waits(request.connection()));
        BodyType takes = request.getHeader("Content-Length") == null ? BodyType.NOTHING : BodyType.JSON;
        Future.succeededFuture(exchange)
                .compose(asked -> bodies.read(asked, takes))
                .map(body -> Response.empty(204))
                .onComplete(exchange::send, refused -> exchange.send(Response.error((HttpError) refused)));
    }

    private static String post(int length) {
        return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " + length
                + "\r\n\r\n";
    }

    private static void asked(Socket socket) throws IOException {
        write(socket, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertTrue(next >= 0, "the server closed");
            head.append((char) next);
        }
    }

    private static String status(Socket socket) {
        try {
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        } catch (IOException closed) {
            return closed.toString();
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
