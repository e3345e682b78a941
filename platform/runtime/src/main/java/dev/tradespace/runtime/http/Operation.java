package dev.tradespace.runtime.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.function.Function;

/**
 * One operation of the API.
 *
 * @param method its method
 * @param path its path, {@code /api/sweeps/:id}
 * @param work what it does
 */
record Operation(HttpMethod method, String path, Function<Call, Future<Answer>> work) {
    /** An operation that may block, done off the event loop beside others of its kind. */
    static Operation blocking(Vertx vertx, HttpMethod method, String path, Function<Call, Answer> work) {
        return new Operation(method, path, call -> vertx.executeBlocking(() -> work.apply(call), false));
    }
}
