package dev.tradespace.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.hardware.Runner;
import dev.tradespace.results.Results;
import dev.tradespace.server.home.HomeId;
import java.net.BindException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {
    @TempDir
    private Path home;

    @Test
    void goesOnWithWhatAnEarlierRunOfItsHomeLeftUnfinished() throws Exception {
        try (Results results = Toys.store(home)) {
            SweepState sweep = Toys.sweep(results, List.of("toy/small", "toy/large"), List.of("toy-cpu/one"));
            assertTrue(results.jobs()
                    .lease(Toys.DEVICE, HomeId.of(home), Duration.ofHours(1))
                    .isPresent());
            CountDownLatch measured = new CountDownLatch(2);
            Platform platform = Soon.get(Platform.start(settings(0), parts(results, (model, target, protocol, exam) -> {
                measured.countDown();
                return Toys.measured(5);
            })));

            measured.await();
            Soon.get(platform.close());

            assertTrue(results.sweeps().find(sweep.id()).orElseThrow().done() > 0);
        }
    }

    @Test
    void putsTheJobBackThatAClosingPlatformWasAt() throws Exception {
        try (Results results = Toys.store(home)) {
            SweepState sweep = Toys.sweep(results, List.of("toy/small"), List.of("toy-cpu/one"));
            CompletableFuture<Boolean> begun = new CompletableFuture<>();
            Platform platform = Soon.get(Platform.start(settings(0), parts(results, (model, target, protocol, exam) -> {
                begun.complete(true);
                return untilKilled();
            })));
            assertTrue(Soon.get(begun));

            Soon.get(platform.close());

            SweepState left = results.sweeps().find(sweep.id()).orElseThrow();
            assertEquals(SweepState.Status.ACTIVE, left.status());
            assertEquals(0, left.running());
        }
    }

    @Test
    void answersWithoutMeasuringWhereItHasNoLanes() throws Exception {
        try (Results results = Toys.store(home)) {
            SweepState sweep = Toys.sweep(results, List.of("toy/small"), List.of("toy-cpu/one"));
            Platform platform = Soon.get(
                    Platform.start(settings(0).withoutLanes(), parts(results, (model, target, protocol, exam) -> {
                        throw new AssertionError("nothing may be measured");
                    })));

            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(platform.url().resolve("/api/sweeps"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            Soon.get(platform.close());

            assertEquals(200, answer.statusCode());
            assertEquals(sweep, results.sweeps().find(sweep.id()).orElseThrow());
        }
    }

    @Test
    void measuresOnDifferentDevicesAtTheSameTime() throws Exception {
        try (Results results = Toys.store(home)) {
            Toys.sweep(results, List.of("toy/small"), List.of("*/one"));
            Set<String> together = ConcurrentHashMap.newKeySet();
            CountDownLatch both = new CountDownLatch(2);
            Platform platform = Soon.get(Platform.start(settings(0), parts(results, (model, target, protocol, exam) -> {
                together.add(target.device());
                both.countDown();
                return untilKilled();
            })));
            both.await();

            assertEquals(Set.of("toy-cpu", "other-cpu"), together);
            Soon.get(platform.close());
        }
    }

    @Test
    void leavesNothingRunningWhereItsPortIsTaken() throws Exception {
        try (Results results = Toys.store(home)) {
            PlatformParts parts = parts(results, (model, target, protocol, exam) -> Toys.measured(5));
            Platform first = Soon.get(Platform.start(settings(0), parts));

            Throwable failure = Soon.failure(Platform.start(settings(first.url().getPort()), parts));

            assertInstanceOf(BindException.class, failure);
            Soon.get(first.close());
            Platform second = Soon.get(Platform.start(settings(first.url().getPort()), parts));
            assertEquals(first.url(), second.url());
            Soon.get(second.close());
        }
    }

    @Test
    void refusesToBeReachedByOthersWithoutAToken() throws Exception {
        try (Results results = Toys.store(home)) {
            PlatformParts parts = parts(results, (model, target, protocol, exam) -> Toys.measured(5));

            Throwable failure =
                    Soon.failure(Platform.start(PlatformSettings.of(home, "1.2.3", "0.0.0.0", 0, null), parts));

            assertInstanceOf(IllegalArgumentException.class, failure);
            Platform open = Soon.get(
                    Platform.start(PlatformSettings.of(home, "1.2.3", "0.0.0.0", 0, "sixteen letters!"), parts));
            assertEquals("127.0.0.1", open.url().getHost());
            Soon.get(open.close());
        }
    }

    private PlatformSettings settings(int port) {
        return PlatformSettings.of(home, "1.2.3", "127.0.0.1", port, null);
    }

    private static PlatformParts parts(Results results, Runner runner) {
        return new PlatformParts(
                Toys.catalogue(),
                Toys.knownTargets(),
                results,
                runner,
                (source, format, file) -> Files.writeString(file, source.model().toString()));
    }

    private static Outcome untilKilled() {
        try {
            new CountDownLatch(1).await();
            return Toys.failed("it came to an end by itself", false);
        } catch (InterruptedException killed) {
            Thread.currentThread().interrupt();
            return Toys.failed("the worker was killed", true);
        }
    }
}
