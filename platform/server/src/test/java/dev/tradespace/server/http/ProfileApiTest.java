package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.profile.NodeTime;
import dev.tradespace.core.profile.RuntimeProfile;
import dev.tradespace.hardware.Exam;
import dev.tradespace.hardware.ProfileOutcome;
import dev.tradespace.hardware.Runner;
import dev.tradespace.server.Toys;
import dev.tradespace.server.http.TestServer.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the time of a model goes, asked of a runner that tells it. */
@Timeout(120)
class ProfileApiTest {
    private static final String PATH = "/api/profile?id=toy/small&target=";

    @TempDir
    Path home;

    /** Measures when it is let go, and tells the same of every model. */
    private static final class Told implements Runner {
        private final CountDownLatch measuring = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);
        private volatile boolean busy;
        private volatile boolean together;
        private volatile ProfileOutcome answer = new ProfileOutcome.Profiled(new RuntimeProfile(
                "toy 1",
                50,
                2_000_000,
                500_000,
                2_100_000,
                List.of(
                        new NodeTime(
                                "x/conv",
                                "QLinearConv",
                                "int8",
                                List.of(1, 3),
                                List.of(1, 4),
                                1_000_000,
                                10_500,
                                1_100_000),
                        new NodeTime(
                                "x/add", "Add", "fp32", List.of(1, 4), List.of(1, 4), 500_000, 1_200_000, 500_000))));

        @Override
        public Outcome measure(Path model, Target target, Protocol protocol, @Nullable Exam exam) {
            busy = true;
            measuring.countDown();
            try {
                letGo.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            busy = false;
            return Toys.measured(5);
        }

        @Override
        public ProfileOutcome profile(Path model, Target target) {
            together |= busy && target.device().equals(Toys.DEVICE);
            return answer;
        }
    }

    @Test
    void tellsOperationsLayersAndATrace() throws Exception {
        try (TestServer server = TestServer.start(home, new Told())) {
            JsonNode profile = server.get(PATH + "toy-cpu/one").json();

            assertEquals("random:7", profile.path("weights").textValue());
            assertEquals(2.0, profile.path("queryMilliseconds").doubleValue());
            assertEquals(0.25, profile.path("restShare").doubleValue());
            JsonNode first = profile.path("operations").path(0);
            assertEquals("QLinearConv", first.path("name").textValue());
            assertEquals("int8", first.path("precision").textValue());
            assertEquals(0.5, first.path("share").doubleValue());
            JsonNode events = profile.path("trace").path("traceEvents");
            assertEquals("M X X X", phases(events));
            assertEquals(2100, events.path(1).path("dur").doubleValue());
            assertEquals(10.5, events.path(2).path("ts").doubleValue());
            assertEquals(
                    "{\"node\":\"x/conv\",\"operation\":\"QLinearConv\",\"shape\":\"[1, 4]\",\"macs\":0,\"precision\":\"int8\"}",
                    events.path(2).path("args").toString());
        }
    }

    private static String phases(JsonNode events) {
        return String.join(" ", events.findValuesAsText("ph"));
    }

    @Test
    void saysInASentenceWhyThereIsNone() throws Exception {
        Told told = new Told();
        try (TestServer server = TestServer.start(home, told)) {
            Reply elsewhere = server.get(PATH + "toy-board/ncnn-fp32-1t");
            assertEquals(400, elsewhere.status());
            assertEquals(List.of("target"), elsewhere.problemPaths());
            assertEquals(
                    404,
                    server.get("/api/profile?id=toy/none&target=toy-cpu/one").status());

            Reply untrained = server.get(PATH + "toy-cpu/one&weights=trained:0123456789abcdef");
            assertEquals(400, untrained.status());
            assertTrue(untrained.text().contains("there is no finished training of toy/small"), untrained.text());

            told.answer =
                    refused("the model cannot be profiled: Toy does not tell the times of single nodes here", false);
            Reply untold = server.get(PATH + "toy-cpu/one");
            assertEquals(400, untold.status());
            assertTrue(untold.text().contains("Toy does not tell the times"), untold.text());

            told.answer = refused("the worker ended without an answer", true);
            Reply crashed = server.get(PATH + "toy-cpu/one");
            assertEquals(503, crashed.status());
            assertEquals("60", crashed.header("Retry-After"));
        }
    }

    private static ProfileOutcome refused(String reason, boolean worthRetrying) {
        return new ProfileOutcome.Refused(new Outcome.Failure(reason, "", worthRetrying));
    }

    @Test
    void waitsForTheMeasurementThatTheDeviceIsAt() throws Exception {
        Told told = new Told();
        try (TestServer server = TestServer.start(home, told)) {
            CompletableFuture<Long> sweep = CompletableFuture.supplyAsync(() -> swept(server));
            told.measuring.await();

            CompletableFuture<Integer> profile = CompletableFuture.supplyAsync(() -> status(server, "toy-cpu/all"));
            assertEquals(200, status(server, "other-cpu/one"));
            assertFalse(profile.isDone());
            told.letGo.countDown();

            assertEquals(200, profile.join());
            assertTrue(sweep.join() > 0);
            assertFalse(told.together);
        }
    }

    private static int status(TestServer server, String target) {
        try {
            return server.get(PATH + target).status();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static long swept(TestServer server) {
        try {
            return server.swept("\"toy/small\"", "\"toy-cpu/one\"");
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
