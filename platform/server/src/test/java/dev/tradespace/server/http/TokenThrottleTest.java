package dev.tradespace.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenThrottleTest {
    private static final String THERE = "192.0.2.7";

    private Instant now = Instant.EPOCH;
    private final TokenThrottle throttle = new TokenThrottle(() -> now);

    @Test
    void letsAFewBeMistyped() {
        for (int i = 0; i < TokenThrottle.FREE; i++) {
            throttle.failed(THERE);
        }

        assertEquals(0, throttle.seconds(THERE));
    }

    @Test
    void doublesThePauseWithEveryFurtherOneUpToFiveMinutes() {
        for (int i = 0; i < TokenThrottle.FREE; i++) {
            throttle.failed(THERE);
        }
        for (long pause : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            throttle.failed(THERE);
            assertEquals(pause, throttle.seconds(THERE));
            now = now.plusSeconds(pause);
            assertEquals(0, throttle.seconds(THERE));
        }
    }

    @Test
    void leavesOtherAddressesAlone() {
        failMany(THERE);

        assertEquals(0, throttle.seconds("192.0.2.8"));
    }

    @Test
    void takesTheAddressesOfOneNetworkOfIpv6ForOneMachine() {
        failMany("2001:db8:1:2:3:4:5:6");

        assertEquals(throttle.seconds("2001:db8:1:2:3:4:5:6"), throttle.seconds("2001:db8:1:2:aaaa:bbbb:cccc:dddd"));
        assertEquals(0, throttle.seconds("2001:db8:1:3:3:4:5:6"));
    }

    @Test
    void beginsAnewAfterTheRightOneOrAQuarterOfAnHour() {
        failMany(THERE);
        throttle.succeeded(THERE);
        assertEquals(0, throttle.seconds(THERE));

        failMany(THERE);
        now = now.plus(Duration.ofMinutes(16));
        throttle.failed(THERE);
        assertEquals(0, throttle.seconds(THERE));
    }

    private void failMany(String address) {
        for (int i = 0; i < 20; i++) {
            throttle.failed(address);
        }
    }
}
