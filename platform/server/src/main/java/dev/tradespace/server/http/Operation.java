package dev.tradespace.server.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the API.
 *
 * @param method its method
 * @param path its path, {@code /api/sweeps/:id}
 * @param takes what its body may be
 * @param workload the kind of work that it is; null for what is answered on the spot
 * @param work what it does
 */
record Operation(
        HttpMethod method,
        String path,
        BodyType takes,
        @Nullable Workload workload,
        Work work) {
    /** What an operation does. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it. Called on the event loop, so all that blocks is left to the threads.
         *
         * @throws HttpError if the request is wrong
         */
        Future<Response> start(Request request, WorkQueue.Threads threads);
    }

    /** What a body may be. Without one nothing is read. */
    enum BodyType {
        /** There is none. */
        NOTHING(0),
        /** A JSON document; far more than the longest spec of a sweep that makes sense. */
        JSON(1 << 16),
        /** A picture. */
        IMAGE(32_000_000);

        private final int mostBytes;

        BodyType(int mostBytes) {
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

    /** An operation that only tells what is in memory already. */
    static Operation instant(HttpMethod method, String path, Function<Request, Response> work) {
        return new Operation(
                method,
                path,
                BodyType.NOTHING,
                null,
                (request, threads) -> Future.succeededFuture(work.apply(request)));
    }

    /** An operation that may block, done off the event loop beside others of its kind. */
    static Operation blocking(HttpMethod method, String path, Workload workload, Function<Request, Response> work) {
        return asking(method, path, workload, (request, threads) -> threads.run(() -> work.apply(request)));
    }

    /** An operation of several steps, with the body that is usual for its method. */
    static Operation asking(HttpMethod method, String path, Workload workload, Work work) {
        return new Operation(
                method, path, method.equals(HttpMethod.POST) ? BodyType.JSON : BodyType.NOTHING, workload, work);
    }
}
