package dev.tradespace.server.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeviceTurnsTest {
    private final DeviceTurns turns = new DeviceTurns();

    @Test
    void aDeviceIsUsedByOneAtATime() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        CompletableFuture<String> measuring = CompletableFuture.supplyAsync(() -> {
            try {
                return turns.use("cpu", () -> {
                    begun.countDown();
                    letGo.await();
                    return "measured";
                });
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        });
        begun.await();

        assertEquals(Optional.empty(), turns.useWithin("cpu", Duration.ofMillis(10), () -> "too soon"));
        assertEquals(Optional.of("elsewhere"), turns.useWithin("gpu", Duration.ofMillis(10), () -> "elsewhere"));
        letGo.countDown();
        assertEquals(Optional.of("then"), turns.useWithin("cpu", Duration.ofMinutes(1), () -> "then"));
        assertEquals("measured", measuring.join());
    }

    @Test
    void whatFailsGivesTheDeviceBack() throws Exception {
        assertThrows(
                IllegalStateException.class,
                () -> turns.use("cpu", () -> {
                    throw new IllegalStateException("of the test");
                }));

        assertEquals(Optional.of("next"), turns.useWithin("cpu", Duration.ZERO, () -> "next"));
    }
}
