package dev.tradespace.server.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Connection limit and idle timeout. A connection that waits for the head of its next request is closed after a time,
 * however slowly bytes of it trickle in (slow loris); at the limit the one that has waited longest makes room.
 *
 * <p>Lives on one event loop.
 */
final class Connections {
    private final Vertx vertx;
    private final int most;
    private final Duration timeout;
    private final InstantSource clock;
    private final RateLimitedLog closed;
    private final long sweeps;
    private final Set<HttpConnection> open = new HashSet<>();
    /** Since when each of them waits, the longest first. */
    private final Map<HttpConnection, Instant> waiting = new LinkedHashMap<>();

    /**
     * No connections yet.
     *
     * @param most how many may be open
     * @param timeout how long one may wait for the head of a request
     * @param closed counts those that had to make room
     */
    Connections(Vertx vertx, int most, Duration timeout, InstantSource clock, RateLimitedLog closed) {
        this.vertx = vertx;
        this.most = most;
        this.timeout = timeout;
        this.clock = clock;
        this.closed = closed;
        this.sweeps = vertx.setPeriodic(Math.max(1, timeout.toMillis() / 8), timer -> closeTired());
    }

    /** One was opened. */
    void opened(HttpConnection connection) {
        connection.closeHandler(gone -> {
            open.remove(connection);
            waiting.remove(connection);
        });
        if (open.size() >= most) {
            Iterator<HttpConnection> longest = waiting.keySet().iterator();
            HttpConnection leaving = longest.hasNext() ? longest.next() : connection;
            closed.count("there were " + most + " connections already");
            close(leaving);
            if (leaving.equals(connection)) {
                return;
            }
        }
        open.add(connection);
        waits(connection);
    }

    /** The head of a request has come. */
    void busy(HttpConnection connection) {
        waiting.remove(connection);
    }

    /** A request is over, and the next may come. */
    void waits(HttpConnection connection) {
        if (open.contains(connection)) {
            waiting.remove(connection);
            waiting.put(connection, clock.instant());
        }
    }

    private void closeTired() {
        Instant last = clock.instant().minus(timeout);
        Iterator<Map.Entry<HttpConnection, Instant>> longest =
                waiting.entrySet().iterator();
        while (longest.hasNext()) {
            Map.Entry<HttpConnection, Instant> next = longest.next();
            if (next.getValue().isAfter(last)) {
                return;
            }
            longest.remove();
            close(next.getKey());
        }
    }

    private void close(HttpConnection connection) {
        open.remove(connection);
        waiting.remove(connection);
        connection.close().onFailure(gone -> {});
    }

    int size() {
        return open.size();
    }

    void stop() {
        vertx.cancelTimer(sweeps);
    }
}
