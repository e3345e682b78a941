package dev.tradespace.server.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A rate-limited log line, for what any client can cause as often as it likes: the first is logged, those that follow
 * within a minute are counted, and their number is logged at its end.
 *
 * <p>Lives on one event loop.
 */
final class RateLimitedLog {
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final Consumer<String> log;
    private final String what;
    private boolean counting;
    private int more;

    /**
     * A log line.
     *
     * @param what is counted, in the plural
     */
    RateLimitedLog(Vertx vertx, Logger log, String what) {
        this(vertx, line -> log.warn("{}", line), what);
    }

    RateLimitedLog(Vertx vertx, Consumer<String> log, String what) {
        this.vertx = vertx;
        this.log = log;
        this.what = what;
    }

    /** One more, and what there is to say of it. */
    void count(String detail) {
        count(detail, null);
    }

    /** One more, with what threw where that helps: its stack is logged once. */
    void count(String detail, @Nullable Runnable first) {
        if (counting) {
            more++;
            return;
        }
        counting = true;
        if (first == null) {
            log.accept(what + ": " + detail);
        } else {
            first.run();
        }
        long unusedTimer = vertx.setTimer(PERIOD.toMillis(), ended -> summary());
    }

    /** Says how many there were besides the first, and begins anew. */
    void summary() {
        counting = false;
        if (more > 0) {
            log.accept(what + ": " + more + " more in the last minute");
            more = 0;
        }
    }
}
