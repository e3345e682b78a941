package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.server.Soon;
import dev.tradespace.server.Toys;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.bus.Topics;
import dev.tradespace.server.bus.Topics.SweepChanged;
import dev.tradespace.server.http.EventStream.Event;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerSentEventsTest {
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    private Path home;

    @Test
    void tellsASweepFromItsStartToItsEndInOrder() throws Exception {
        try (TestServer server = TestServer.start(home, (model, target, protocol, exam) -> Toys.measured(5));
                EventStream events = EventStream.open(server.url().resolve("/api/events"))) {
            assertEquals("text/event-stream", events.contentType());
            server.post("/api/sweeps", "{\"variants\":[\"toy/small\"],\"targets\":[\"toy-cpu/one\"]}");

            List<Event> told =
                    events.until(event -> event.data().path("status").asText().equals("finished")
                            && event.name().equals("sweep"));

            assertEquals(
                    List.of("sweep", "job", "sweep", "job", "measurement", "sweep"),
                    told.stream().map(Event::name).toList());
            assertEquals(
                    List.of("active", "leased", "active", "done", "", "finished"),
                    told.stream()
                            .map(event -> event.data().path("status").asText())
                            .toList());
            JsonNode row = told.get(4).data();
            assertEquals(server.get("/api/measurements").json().path("items").path(0), row);
        }
    }

    @Test
    void tellsOfOneSweepOnlyWhereThatIsAsked() throws Exception {
        try (TestServer server = TestServer.start(home, (model, target, protocol, exam) -> Toys.measured(5))) {
            long first = server.swept("\"toy/small\"", "\"toy-cpu/one\"");
            long second = first + 1;
            try (EventStream events = EventStream.open(server.url().resolve("/api/events?sweep=" + second))) {
                Toys.sweep(server.results(), List.of("toy/large"), List.of("other-cpu/one"));
                server.post("/api/sweeps/" + first + "/cancel", "{}");
                server.post("/api/sweeps/" + second + "/cancel", "{}");

                Event told = events.next();

                assertEquals(second, told.data().path("id").longValue());
                assertEquals("cancelled", told.data().path("status").textValue());
            }
        }
    }

    @Test
    void showsThatTheLineIsAlive() throws Exception {
        try (TestServer server = TestServer.start(
                        home, (model, target, protocol, exam) -> Toys.measured(5), null, Duration.ofMillis(10));
                EventStream events = EventStream.open(server.url().resolve("/api/events"))) {
            assertEquals(":", events.next().name());
            assertEquals(":", events.next().name());
        }
    }

    @Test
    void endsWithItsServer() throws Exception {
        TestServer server = TestServer.start(home, (model, target, protocol, exam) -> Toys.measured(5));
        try (EventStream events = EventStream.open(server.url().resolve("/api/events"))) {
            server.close();

            assertThrows(IOException.class, events::next);
        }
    }

    @Test
    void forgetsWhoHasGone() throws Exception {
        try (Stage stage = new Stage()) {
            EventStream events = EventStream.open(stage.url());
            assertEquals(1, stage.listening());

            events.close();

            stage.untilListening(0);
        }
    }

    @Test
    void dropsAListenerThatReadsNothingAndServesTheOthers() throws Exception {
        try (Stage stage = new Stage();
                Socket deaf = new Socket(stage.url().getHost(), stage.url().getPort())) {
            deaf.setReceiveBufferSize(1024);
            deaf.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            stage.untilListening(1);

            stage.untilListening(0);

            try (EventStream reader = EventStream.open(stage.url())) {
                stage.tell(7);
                assertEquals(7, reader.next().data().path("id").longValue());
            }
        }
    }

    @Test
    void letsOnlySoManyListen() throws Exception {
        try (Stage stage = new Stage()) {
            List<Socket> listeners = new ArrayList<>();
            try {
                for (int i = 0; i < ServerSentEvents.MOST_LISTENERS; i++) {
                    listeners.add(RawHttp.open(stage.url()));
                    listeners
                            .get(i)
                            .getOutputStream()
                            .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                stage.untilListening(ServerSentEvents.MOST_LISTENERS);

                String refused = RawHttp.exchange(stage.url(), "GET / HTTP/1.1", "Host: localhost");

                assertEquals(429, RawHttp.status(refused));
                assertTrue(refused.contains("Retry-After: "), refused);
            } finally {
                for (Socket each : listeners) {
                    each.close();
                }
            }
        }
    }

    /** ServerSentEvents alone behind a server, with a bus that is told as much as a test wants. */
    private static final class Stage implements AutoCloseable {
        private final Vertx vertx = Vertx.vertx();
        private final Bus bus = new Bus(vertx);
        private final ServerSentEvents events;
        private final HttpServer server;

        Stage() throws InterruptedException {
            CompletableFuture<ServerSentEvents> made = new CompletableFuture<>();
            CompletableFuture<HttpServer> listening = new CompletableFuture<>();
            vertx.runOnContext(now -> {
                ServerSentEvents own = new ServerSentEvents(vertx, bus, NEVER);
                made.complete(own);
                vertx.createHttpServer()
                        .requestHandler(request -> subscribe(own, new Exchange(vertx, request)))
                        .listen(0, "127.0.0.1")
                        .onComplete(listening::complete, listening::completeExceptionally);
            });
            events = Soon.get(made);
            server = Soon.get(listening);
        }

        private static void subscribe(ServerSentEvents events, Exchange exchange) {
            Future.succeededFuture(exchange)
                    .compose(asked -> events.subscribe(asked, asked.request().query()))
                    .onFailure(refused -> exchange.send(Response.error((HttpError) refused)));
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.actualPort() + "/");
        }

        void tell(long id) {
            List<String> variants = Collections.nCopies(2000, "toy/small");
            bus.tell(
                    Topics.SWEEP_CHANGED,
                    new SweepChanged(new SweepState(
                            id,
                            Toys.spec(variants, List.of("toy-cpu/one")),
                            SweepState.Status.ACTIVE,
                            1,
                            0,
                            0,
                            0,
                            Instant.EPOCH,
                            null)));
        }

        int listening() throws InterruptedException {
            CompletableFuture<Integer> count = new CompletableFuture<>();
            vertx.runOnContext(now -> count.complete(events.listening()));
            return Soon.get(count);
        }

        /** Tells on and on until so many listen. */
        void untilListening(int wanted) throws InterruptedException {
            Instant end = Instant.now().plusSeconds(30);
            while (listening() != wanted) {
                assertTrue(Instant.now().isBefore(end), "there must come to be " + wanted + " listeners");
                tell(1);
            }
        }

        @Override
        public void close() {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
