package dev.tradespace.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.Function;

/**
 * One operation of the API.
 *
 * @param method its method
 * @param path its path, {@code /api/sweeps/:id}
 * @param takes what its body may be
 * @param work what it does
 */
record Operation(HttpMethod method, String path, Takes takes, Function<Call, Future<Answer>> work) {
    /** What a body may be. Without one nothing is read. */
    enum Takes {
        /** There is none. */
        NOTHING(0),
        /** A JSON document; far more than the longest spec of a sweep that makes sense. */
        JSON(1 << 16),
        /** A picture. */
        IMAGE(5_000_000);

        private final int mostBytes;

        Takes(int mostBytes) {
            this.mostBytes = mostBytes;
        }

        int mostBytes() {
            return mostBytes;
        }

        /** The content types, the usual one first. */
        List<String> types() {
            return switch (this) {
                case NOTHING -> List.of();
                case JSON -> List.of("application/json");
                case IMAGE -> List.of("image/png", "image/jpeg", "image/bmp");
            };
        }
    }

    /** An operation with the body that is usual for its method. */
    Operation(HttpMethod method, String path, Function<Call, Future<Answer>> work) {
        this(method, path, method.equals(HttpMethod.POST) ? Takes.JSON : Takes.NOTHING, work);
    }

    /** An operation that may block, done off the event loop beside others of its kind. */
    static Operation blocking(Vertx vertx, HttpMethod method, String path, Function<Call, Answer> work) {
        return new Operation(method, path, call -> vertx.executeBlocking(() -> work.apply(call), false));
    }
}
