package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.Answerer;
import dev.tradespace.hardware.Answers;
import dev.tradespace.server.Soon;
import dev.tradespace.server.ToyTrainer;
import dev.tradespace.server.Toys;
import dev.tradespace.server.http.TestServer.Reply;
import dev.tradespace.training.data.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** While a model answers to no picture, everything else goes on. */
class HeavyWorkTest {
    private static final Workload KIND = Workload.CLASSIFICATION;
    private static final int ROOM = KIND.atOnce() + KIND.waiting();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Stuck stuck = new Stuck();

    @SuppressWarnings("NullAway.Init") // Started before each test.
    private TestServer server;

    /** A runtime that answers when it is let go. */
    private static final class Stuck implements Answerer {
        private final ToyTrainer toy = new ToyTrainer(false);
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);
        private volatile boolean full;

        @Override
        public Answers answer(Path model, Target target, Path prepared, Split split, int count) {
            return toy.answer(model, target, prepared, split, count);
        }

        @Override
        public Answers answer(Path model, Target target, float[] images) {
            asked.countDown();
            try {
                letGo.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            if (full) {
                throw new OutOfMemoryError("of the test");
            }
            return toy.answer(model, target, images);
        }
    }

    @BeforeEach
    void train(@TempDir Path home) throws Exception {
        server = TestServer.training(
                home,
                (model, target, protocol, exam) -> new Outcome.Completed(Toys.reading(64, 5_000_000)),
                new ToyTrainer(false),
                stuck);
        try (EventStream stream = EventStream.open(server.url().resolve("/api/events"))) {
            Reply created = server.post(
                    "/api/sweeps",
                    "{\"variants\":[\"toy/small\"],\"targets\":[\"toy-cpu/one\"],"
                            + "\"training\":{\"dataset\":\"toy-images\",\"epochs\":2,\"recipe\":{\"batch\":4}}}");
            assertEquals(201, created.status(), created::text);
            List<EventStream.Event> unused = stream.until(event -> event.name().equals("sweep")
                    && event.data().path("status").textValue().equals("finished"));
        }
    }

    @AfterEach
    void stop() {
        stuck.letGo.countDown();
        server.close();
    }

    @Test
    void answersEverythingElseWhileFortyPicturesWait() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> pictures = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            pictures.add(classify());
        }

        CompletableFuture<Object> first = CompletableFuture.anyOf(pictures.toArray(CompletableFuture<?>[]::new));
        HttpResponse<?> busy = (HttpResponse<?>) Soon.get(first);
        assertEquals(429, busy.statusCode());
        assertEquals(
                String.valueOf(KIND.retrySeconds()),
                busy.headers().firstValue("Retry-After").orElse(""));
        for (String path : List.of(
                "/api/about",
                "/api/sweeps",
                "/api/trainings/1",
                "/api/variants",
                "/api/datasets/toy-images/images/test/0.png?size=8",
                "/api/trainings/1/model.onnx",
                "/")) {
            assertEquals(200, server.get(path).status(), path);
        }

        stuck.letGo.countDown();
        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> each : pictures) {
            statuses.add(Soon.get(each).statusCode());
        }
        assertEquals(ROOM, statuses.stream().filter(status -> status == 200).count());
        assertEquals(
                40 - ROOM, statuses.stream().filter(status -> status == 429).count());
    }

    @Test
    void givesTheRoomOfWhoHasLeftToOthers() throws Exception {
        CompletableFuture<HttpResponse<String>> first = classify();
        assertTrue(stuck.asked.await(30, TimeUnit.SECONDS));
        List<Socket> waiting = new ArrayList<>();
        byte[] picture = picture();
        for (int i = 0; i < KIND.waiting(); i++) {
            Socket socket = RawHttp.open(server.url());
            socket.getOutputStream()
                    .write(("POST /api/classify HTTP/1.1\r\n"
                                    + "Host: localhost\r\n"
                                    + "Content-Type: image/png\r\n"
                                    + "Content-Length: "
                                    + picture.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(picture);
            waiting.add(socket);
        }
        assertTrue(becomes(429), "the queue must become full");

        for (Socket each : waiting) {
            each.close();
        }

        assertTrue(becomes(0), "those who left must leave the queue");
        stuck.letGo.countDown();
        assertEquals(200, Soon.get(first).statusCode());
    }

    @Test
    void saysThatThereIsNotEnoughMemoryAndGoesOn() throws Exception {
        stuck.full = true;
        stuck.letGo.countDown();
        HttpResponse<String> answer = Soon.get(classify());
        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("not enough memory"), answer.body());

        stuck.full = false;
        assertEquals(200, Soon.get(classify()).statusCode());
    }

    /** Asks until one is refused, or, where 0 is wanted, until one waits. */
    private boolean becomes(int wanted) throws Exception {
        Instant end = Instant.now().plusSeconds(30);
        while (Instant.now().isBefore(end)) {
            int status;
            try {
                status = classify().get(500, TimeUnit.MILLISECONDS).statusCode();
            } catch (TimeoutException waits) {
                status = 0;
            }
            if (status == wanted) {
                return true;
            }
        }
        return false;
    }

    private CompletableFuture<HttpResponse<String>> classify() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve("/api/classify"))
                .header("Content-Type", "image/png")
                .POST(HttpRequest.BodyPublishers.ofByteArray(picture()))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "png", bytes));
        return bytes.toByteArray();
    }
}
