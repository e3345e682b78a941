package dev.tradespace.app.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.ServerLocator;
import dev.tradespace.app.terminal.TerminalProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class FollowTest {
    private static final String HELLO = event("hello", "{\"pid\": 1}");
    /** Ends a stream of the server's; without it the stream stays open. */
    private static final String CUT = "cut";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private final StringWriter err = new StringWriter();
    /** What each stream sends. */
    private final Deque<List<String>> told = new ConcurrentLinkedDeque<>();
    /** What each look at the sweep shows; the last one stays. */
    private final Deque<String> shown = new ConcurrentLinkedDeque<>();

    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/api/events", this::stream);
        server.createContext("/api/sweeps/1/jobs", exchange -> answer(exchange, "{\"items\": [], \"total\": 0}"));
        server.createContext("/api/sweeps/1", exchange -> {
            looks.incrementAndGet();
            answer(exchange, shown.size() > 1 ? shown.remove() : shown.element());
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void stream(HttpExchange exchange) throws IOException {
        streams.incrementAndGet();
        exchange.sendResponseHeaders(200, 0);
        for (String text : told.isEmpty() ? List.of(HELLO) : told.remove()) {
            if (text.equals(CUT)) {
                exchange.close();
                return;
            }
            exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        }
        try {
            over.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private JsonNode follow() {
        ServerLocator.Address address = new ServerLocator.Address(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), null);
        ApiClient api = new ApiClient(new ServerLocator() {
            @Override
            public Address now() {
                return address;
            }

            @Override
            public Duration timeout(Address silent) {
                return Duration.ofMinutes(1);
            }

            @Override
            public String timeoutMessage(Address silent) {
                return "it is silent";
            }

            @Override
            public boolean isReplaced(Address gone) {
                return false;
            }
        });
        return new SweepProgress(api, TerminalProgress.statusLine(new PrintWriter(err, true))).follow(1);
    }

    private static String event(String name, String json) {
        return "event: " + name + "\ndata: " + json + "\n\n";
    }

    private static String sweep(String status, int done) {
        return "{\"id\": 1, \"status\": \"" + status + "\", \"total\": 2, \"done\": " + done + ", \"failed\": 1}";
    }

    @Test
    void showsAFinishedJobWithoutAPoll() {
        shown.add(sweep("active", 0));
        told.add(List.of(HELLO, ": alive\n\n", event("job", """
            {"id": 7, "sweep": 1, "status": "failed", "reason": "out of memory", "variant": "resnet/mini", \
            "target": "local-cpu/one"}\
            """), event("sweep", sweep("finished", 1))));

        assertEquals("finished", follow().path("status").asText());

        assertEquals(1, looks.get(), "one look, at the beginning");
        assertEquals(1, streams.get());
        assertTrue(err.toString().contains("failed: resnet/mini on local-cpu/one: out of memory"), err.toString());
        assertTrue(err.toString().contains("2/2"), err.toString());
    }

    @Test
    void takesAStreamUpAgainThatWasCutInTheMiddle() {
        shown.add(sweep("active", 0));
        told.add(List.of(HELLO, "event: sweep\ndata: {\"id\"", CUT));
        told.add(List.of(HELLO, event("sweep", sweep("finished", 1))));

        assertEquals(1, follow().path("done").asInt());

        assertEquals(2, streams.get());
        assertEquals(2, looks.get(), "a fresh look with each stream");
    }

    @Test
    void seesWhatEndedWhileNobodyListened() {
        shown.add(sweep("active", 0));
        shown.add(sweep("finished", 1));
        told.add(List.of(HELLO, CUT));

        assertEquals("finished", follow().path("status").asText());
    }

    @Test
    void looksAtOnceAtWhatHasEndedAlready() {
        shown.add(sweep("cancelled", 0));

        assertEquals("cancelled", follow().path("status").asText());
        assertEquals(1, looks.get());
    }
}
