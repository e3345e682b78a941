package dev.tradespace.runtime.http;

import dev.tradespace.runtime.http.Operation.Takes;
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
 * Reads the body of a request into memory: of the right type, not too long, within a time, and only while all bodies together fit. What goes wrong on the way is the asker's fault,
 * never an error of the server.
 *
 * <p>Lives on one event loop.
 */
final class BodyReader {
    private static final int BUSY_SECONDS = 2;

    private final Vertx vertx;
    private final MemoryBudget memory;
    private final Duration patience;
    private final Tally broken;

    /**
     * A reader.
     *
     * @param memory what all bodies that are read or worked on may take together
     * @param patience how long a body may take to arrive
     * @param broken counts those that did not
     */
    BodyReader(Vertx vertx, MemoryBudget memory, Duration patience, Tally broken) {
        this.vertx = vertx;
        this.memory = memory;
        this.patience = patience;
        this.broken = broken;
    }

    /**
     * The body.
     *
     * @throws Refusal if the head tells already that it cannot be read
     */
    Future<Call.Body> read(Exchange exchange, Takes takes) {
        if (takes == Takes.NOTHING) {
            return Future.succeededFuture(Call.Body.NONE);
        }
        HttpServerRequest request = exchange.request();
        requireType(request, takes);
        requireLength(request.getHeader("Content-Length"), takes);
        String expected = request.getHeader("Expect");
        if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            throw Refusal.of(417, "Expect", "must be 100-continue or absent, was " + expected);
        }
        Reading reading = new Reading(exchange, takes.mostBytes());
        Future<Call.Body> body = reading.start();
        if (expected != null) {
            request.response().writeContinue().onFailure(reading::brokenOff);
        }
        return body;
    }

    private static void requireType(HttpServerRequest request, Takes takes) {
        String type = request.getHeader("Content-Type");
        if (type == null
                || !takes.types().contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
            throw Refusal.of(
                    415,
                    "Content-Type",
                    "must be " + String.join(" or ", takes.types())
                            + (type == null ? ", was absent" : ", was " + type));
        }
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Refusal.of(
                    415, "Content-Encoding", "must be absent, for bodies are not decompressed, was " + encoding);
        }
    }

    private static void requireLength(@Nullable String length, Takes takes) {
        if (length != null && Long.parseLong(length) > takes.mostBytes()) {
            throw tooLong(takes.mostBytes());
        }
    }

    private static Refusal tooLong(int mostBytes) {
        return Refusal.of(413, "", "a body may have at most " + mostBytes + " bytes");
    }

    /** One body on its way. */
    private final class Reading {
        private final Exchange exchange;
        private final int mostBytes;
        private final Buffer bytes = Buffer.buffer();
        private final Promise<Call.Body> whole = Promise.promise();
        private long taken;

        Reading(Exchange exchange, int mostBytes) {
            this.exchange = exchange;
            this.mostBytes = mostBytes;
        }

        Future<Call.Body> start() {
            long timer = vertx.setTimer(patience.toMillis(), late -> tooSlow());
            exchange.onOver(() -> {
                vertx.cancelTimer(timer);
                memory.giveBack(taken);
                taken = 0;
            });
            exchange.request()
                    .handler(this::more)
                    .endHandler(read -> {
                        vertx.cancelTimer(timer);
                        whole.tryComplete(new Call.Body(ByteBuffer.wrap(bytes.getBytes())));
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
                whole.tryFail(Refusal.unavailable(
                        "a body of this length needs more memory than this server has for bodies; java -Xmx gives it"
                                + " more",
                        BUSY_SECONDS));
            } else if (exchange.isOver() || !memory.take(chunk.length())) {
                whole.tryFail(Refusal.busy(
                        "the server holds as many bodies as it has room for; ask again in " + BUSY_SECONDS + " s",
                        BUSY_SECONDS));
            } else {
                taken += chunk.length();
                bytes.appendBuffer(chunk);
            }
        }

        private void tooSlow() {
            broken.count("a body from " + exchange.remote() + " took longer than " + patience.toSeconds() + " s");
            whole.tryFail(Refusal.of(408, "", "the body did not arrive within " + patience.toSeconds() + " s"));
        }

        private void brokenOff(Throwable why) {
            String how = why.getMessage() == null ? "it is malformed" : why.getMessage();
            broken.count("a body from " + exchange.remote() + " broke off (" + how + ")");
            whole.tryFail(Refusal.of(400, "", "the body cannot be read: " + how));
        }
    }
}
