package dev.tradespace.server.http;

import dev.tradespace.server.http.Operation.BodyType;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request into memory: of the right type, not too long, within a time, and only while all bodies
 * together fit. What goes wrong on the way is the client's error, never the server's.
 *
 * <p>Lives on one event loop.
 */
final class BodyReader {
    private static final int BUSY_SECONDS = 2;

    private final Vertx vertx;
    private final MemoryBudget memory;
    private final Duration timeout;
    private final RateLimitedLog broken;

    /**
     * A reader.
     *
     * @param memory what all bodies that are read or worked on may take together
     * @param timeout how long a body may take to arrive
     * @param broken counts those that did not
     */
    BodyReader(Vertx vertx, MemoryBudget memory, Duration timeout, RateLimitedLog broken) {
        this.vertx = vertx;
        this.memory = memory;
        this.timeout = timeout;
        this.broken = broken;
    }

    /**
     * The body.
     *
     * @throws HttpError if the head tells already that it cannot be read
     */
    Future<Request.Body> read(Exchange exchange, BodyType takes) {
        if (takes == BodyType.NOTHING) {
            return Future.succeededFuture(Request.Body.NONE);
        }
        HttpServerRequest request = exchange.request();
        requireType(request, takes);
        requireLength(request.getHeader("Content-Length"), takes);
        String expected = request.getHeader("Expect");
        if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            throw HttpError.of(417, "Expect", "must be 100-continue or absent, was " + expected);
        }
        Reading reading = new Reading(exchange, takes.mostBytes());
        Future<Request.Body> body = reading.start();
        if (expected != null) {
            request.response().writeContinue().onFailure(reading::brokenOff);
        }
        return body;
    }

    private static void requireType(HttpServerRequest request, BodyType takes) {
        String type = request.getHeader("Content-Type");
        if (type == null
                || !takes.types().contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
            throw HttpError.of(
                    415,
                    "Content-Type",
                    "must be " + String.join(" or ", takes.types())
                            + (type == null ? ", was absent" : ", was " + type));
        }
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw HttpError.of(
                    415, "Content-Encoding", "must be absent, for bodies are not decompressed, was " + encoding);
        }
    }

    private static void requireLength(@Nullable String length, BodyType takes) {
        if (length != null && Long.parseLong(length) > takes.mostBytes()) {
            throw tooLong(takes.mostBytes());
        }
    }

    private static HttpError tooLong(int mostBytes) {
        return HttpError.of(413, "", "a body may have at most " + mostBytes + " bytes");
    }

    /** One body on its way. */
    private final class Reading {
        private final Exchange exchange;
        private final int mostBytes;
        private final Buffer bytes = Buffer.buffer();
        private final Promise<Request.Body> whole = Promise.promise();
        private long taken;

        Reading(Exchange exchange, int mostBytes) {
            this.exchange = exchange;
            this.mostBytes = mostBytes;
        }

        Future<Request.Body> start() {
            long timer = vertx.setTimer(timeout.toMillis(), late -> tooSlow());
            exchange.onOver(() -> {
                vertx.cancelTimer(timer);
                memory.giveBack(taken);
                taken = 0;
            });
            exchange.request()
                    .handler(this::more)
                    .endHandler(read -> {
                        vertx.cancelTimer(timer);
                        whole.tryComplete(new Request.Body(ByteBuffer.wrap(bytes.getBytes())));
                    })
                    .exceptionHandler(this::brokenOff);
            return whole.future();
        }

        private void more(Buffer chunk) {
            if (whole.future().isComplete()) {
                return;
            }
            if (bytes.length() + chunk.length() > mostBytes) {
                whole.tryFail(tooLong(mostBytes));
            } else if (!memory.holds(bytes.length() + (long) chunk.length())) {
                whole.tryFail(HttpError.unavailable(
                        "a body of this length needs more memory than this server has for bodies; java -Xmx gives it"
                                + " more",
                        BUSY_SECONDS));
            } else if (exchange.isOver() || !memory.take(chunk.length())) {
                whole.tryFail(HttpError.busy(
                        "the server holds as many bodies as it has room for; ask again in " + BUSY_SECONDS + " s",
                        BUSY_SECONDS));
            } else {
                taken += chunk.length();
                bytes.appendBuffer(chunk);
            }
        }

        private void tooSlow() {
            broken.count("a body from " + exchange.remote() + " took longer than " + timeout.toSeconds() + " s");
            whole.tryFail(HttpError.of(408, "", "the body did not arrive within " + timeout.toSeconds() + " s"));
        }

        private void brokenOff(Throwable why) {
            String how = why.getMessage() == null ? "it is malformed" : why.getMessage();
            broken.count("a body from " + exchange.remote() + " broke off (" + how + ")");
            whole.tryFail(HttpError.of(400, "", "the body cannot be read: " + how));
        }
    }
}
