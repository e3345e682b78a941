package dev.tradespace.core.measure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How long to measure: until both a number of queries and a duration are met; the later the more thorough. */
public enum Protocol {
    /** 64 queries and 1 s: p90. */
    QUICK(64, Duration.ofSeconds(1)),
    /** 662 queries and 10 s: p99. */
    STANDARD(662, Duration.ofSeconds(10)),
    /** 662 queries and 10 minutes: what heat and time do. */
    LONG(662, Duration.ofMinutes(10));

    private final int queries;
    private final Duration duration;

    Protocol(int queries, Duration duration) {
        this.queries = queries;
        this.duration = duration;
    }

    /** The name on the wire: {@code quick}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The least number of queries. */
    public int queries() {
        return queries;
    }

    /** The least time of measuring, warm-up apart. */
    public Duration duration() {
        return duration;
    }

    /** The protocol of this id. */
    public static Optional<Protocol> find(String id) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.id().equals(id))
                .findFirst();
    }
}
