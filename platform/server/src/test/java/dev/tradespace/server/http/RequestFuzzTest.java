package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.server.ToyTrainer;
import dev.tradespace.server.Toys;
import dev.tradespace.server.http.RawClient.Received;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** No request breaks the server: it is answered with words or its connection is closed, and the server goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestFuzzTest {
    private static final long SEED = 20_260_101;
    private static final int CLIENTS = 4;
    private static final Shot ABOUT = new Shot("GET /api/about HTTP/1.1\r\nHost: localhost\r\n\r\n", false, true);

    @SuppressWarnings("NullAway.Init") // Started before all tests.
    private TestServer server;

    /** What there is to ask about is made by a server that works; the one that is asked works at nothing, so that nothing of a spec that gets through is done. */
    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        try (TestServer working = TestServer.training(
                        home,
                        (model, target, protocol, exam) -> new Outcome.Completed(Toys.reading(64, 5)),
                        new ToyTrainer(false));
                EventStream events = EventStream.open(working.url().resolve("/api/events"))) {
            assertEquals(
                    201,
                    working.post(
                                    "/api/sweeps",
                                    "{\"variants\":[\"toy/small\"],\"targets\":[\"toy-cpu/one\"],"
                                            + "\"training\":{\"dataset\":\"toy-images\",\"epochs\":2,\"recipe\":{\"batch\":4}}}")
                            .status());
            List<EventStream.Event> unused = events.until(event -> event.name().equals("sweep")
                    && event.data().path("status").textValue().equals("finished"));
        }
        server = TestServer.answering(home, new ToyTrainer(false));
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    201,
                    server.post("/api/searches", HostileBodies.SEARCH).status(),
                    "there are two searches to look at");
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void survivesTwoThousandHostileRequests() throws Exception {
        fuzz(2_000);
    }

    @Test
    @Tag("long")
    void survivesAHundredThousandHostileRequests() throws Exception {
        fuzz(100_000);
    }

    private void fuzz(int requests) throws Exception {
        Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
        List<String> faults = Collections.synchronizedList(new ArrayList<>());
        List<Long> nanos = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS + 1);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                long seed = SEED + client;
                running.add(clients.submit(() -> {
                    shoot(new RequestFuzzer(seed), requests / CLIENTS, statuses, faults);
                    return null;
                }));
            }
            Future<?> asking = clients.submit(() -> {
                askAbout(done, nanos);
                return null;
            });
            for (Future<?> each : running) {
                each.get();
            }
            done.set(true);
            asking.get();
        } finally {
            clients.shutdownNow();
        }
        System.out.println(requests + " hostile requests: " + new TreeMap<>(statuses) + "; /api/about meanwhile "
                + percentiles(nanos));
        assertEquals(List.of(), faults.subList(0, Math.min(20, faults.size())), () -> faults.size() + " faults");
        assertEquals(200, server.get("/api/about").status());
        assertEquals(200, server.get("/api/sweeps/1").status());
    }

    private void shoot(RequestFuzzer fuzzer, int count, Map<Integer, Integer> statuses, List<String> faults)
            throws IOException {
        try (RawClient client = new RawClient(server.url())) {
            for (int i = 0; i < count; i++) {
                Shot shot = fuzzer.next();
                try {
                    Received received = client.send(shot);
                    statuses.merge(received.status(), 1, Integer::sum);
                    complaint(received).ifPresent(what -> faults.add(what + " to " + shown(shot)));
                } catch (IOException unanswered) {
                    faults.add(unanswered + " to " + shown(shot));
                }
            }
        }
    }

    private static Optional<String> complaint(Received received) {
        String head = received.head();
        if (received.status() >= 500 && !(received.status() == 503 && head.contains("Retry-After: "))) {
            return Optional.of(received.status() + " " + received.body());
        }
        if (received.body().contains("Exception") || received.body().contains("\\tat ")) {
            return Optional.of("a stack: " + received.body());
        }
        boolean json = head.contains("Content-Type: application/json")
                && !received.body().isEmpty();
        return received.status() >= 400 && json && !received.body().startsWith("{\"problems\":[{")
                ? Optional.of("no problems: " + received.body())
                : Optional.empty();
    }

    private void askAbout(AtomicBoolean done, List<Long> nanos) throws IOException {
        try (RawClient client = new RawClient(server.url())) {
            while (!done.get()) {
                long start = System.nanoTime();
                assertEquals(200, client.send(ABOUT).status());
                nanos.add(System.nanoTime() - start);
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    private static String percentiles(List<Long> nanos) {
        assertTrue(!nanos.isEmpty());
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return Arrays.stream(new double[] {0.5, 0.99, 1})
                        .mapToObj(part ->
                                "p%.0f %.1f ms".formatted(part * 100, sorted[(int) (part * (sorted.length - 1))] / 1e6))
                        .toList()
                + " of " + sorted.length;
    }

    private static String shown(Shot shot) {
        String text = shot.text().replace("\r", "\\r").replace("\n", "\\n").replaceAll("[^ -~]", ".");
        return text.length() > 1_500 ? text.substring(0, 1_500) + "... (" + text.length() + ")" : text;
    }
}
