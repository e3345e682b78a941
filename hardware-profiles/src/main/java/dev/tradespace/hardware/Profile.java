package dev.tradespace.hardware;

import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.command.MeasuringCommand;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a target is measured.
 *
 * @param target where
 * @param timeouts after how long a worker that has not answered is killed; one for every protocol
 * @param command what measures; null where a runtime does
 */
record Profile(
        Target target,
        Map<Protocol, Duration> timeouts,
        @Nullable MeasuringCommand command) {
    /**
     * Generous: they are there for workers that hang. A slow model meets its plan or is refused after its warm-up, so they
     * cost time only where something is broken.
     */
    static final Map<Protocol, Duration> DEFAULT_TIMEOUTS = Map.of(
            Protocol.QUICK, Duration.ofMinutes(15),
            Protocol.STANDARD, Duration.ofHours(2),
            Protocol.LONG, Duration.ofHours(3));

    Profile {
        EnumMap<Protocol, Duration> whole = new EnumMap<>(DEFAULT_TIMEOUTS);
        whole.putAll(timeouts);
        timeouts = Collections.unmodifiableMap(whole);
    }

    /** After how long a worker that has not answered is killed. */
    Duration timeout(Protocol protocol) {
        return timeouts.getOrDefault(protocol, Duration.ZERO);
    }
}
