package dev.tradespace.server.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dispatches each request, after access control, to its operation, and maps every failure to the one shape of errors.
 *
 * <p>Lives on one event loop.
 */
final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    /** Answers together may take this part of the heap while they are sent; small ones are not counted. */
    private static final int ANSWERS_PART = 4;

    private static final int SMALL_ANSWER = 1 << 16;
    private static final int BUSY_SECONDS = 2;

    /** What a page of ours may do: use our own files and talk to us. */
    static final Map<String, String> SECURITY_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "X-Frame-Options",
            "DENY",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final Vertx vertx;
    private final AccessControl access;
    private final Connections connections;
    private final BodyReader bodies;
    private final StaticFiles files;
    private final Failures failures;
    private final RateLimitedLog malformed;
    private final MemoryBudget answers = MemoryBudget.ofHeap(ANSWERS_PART);
    private final Routes routes = new Routes((exchange, target, parts) -> page(exchange, target.path()));
    private final Map<Workload, WorkQueue> queues = new EnumMap<>(Workload.class);

    Api(
            Vertx vertx,
            AccessControl access,
            Connections connections,
            BodyReader bodies,
            List<Operation> operations,
            ServerSentEvents events,
            StaticFiles files) {
        this.vertx = vertx;
        this.access = access;
        this.connections = connections;
        this.bodies = bodies;
        this.files = files;
        this.failures = new Failures(vertx);
        this.malformed = new RateLimitedLog(vertx, LOG, "requests that could not be read");
        for (Workload kind : Workload.values()) {
            queues.put(kind, new WorkQueue(vertx, kind));
        }
        routes.add(HttpMethod.GET, "/login", (exchange, target, parts) -> login(exchange, target));
        routes.add(
                HttpMethod.GET, "/api/events", (exchange, target, parts) -> events.subscribe(exchange, target.query()));
        routes.add(HttpMethod.GET, "/api/openapi.yaml", this::contract);
        operations.forEach(operation -> routes.add(
                operation.method(),
                operation.path(),
                (exchange, target, parts) -> operated(operation, exchange, target, parts)));
    }

    /** A connection was opened. */
    void connected(HttpConnection connection) {
        connections.opened(connection);
    }

    /** A request whose head could be read has come. */
    void accept(HttpServerRequest request) {
        answer(request, this::answered);
    }

    /**
     * A request whose head could not be read has come: nothing of it is known, and its connection is of no more use.
     */
    void acceptMalformed(HttpServerRequest request) {
        malformed.count("from " + request.remoteAddress() + ": "
                + request.decoderResult().cause().getMessage());
        answer(request, exchange -> {
            Throwable cause = request.decoderResult().cause();
            if (cause instanceof TooLongHttpLineException) {
                throw HttpError.of(
                        414, "", "a request line may have at most " + HttpVerticle.MAX_REQUEST_LINE + " bytes");
            }
            if (cause instanceof TooLongHttpHeaderException) {
                throw HttpError.of(431, "", "headers may have at most " + HttpVerticle.MAX_HEADERS + " bytes together");
            }
            throw HttpError.of(400, "", "this is no HTTP request that can be understood");
        });
    }

    private void answer(HttpServerRequest request, Function<Exchange, Future<Response>> how) {
        Exchange exchange = new Exchange(vertx, request);
        HttpConnection connection = request.connection();
        connections.busy(connection);
        exchange.onOver(() -> connections.waits(connection));
        SECURITY_HEADERS.forEach(request.response()::putHeader);
        Future.succeededFuture(exchange)
                .compose(how)
                .map(answer -> affordable(exchange, answer))
                .onComplete(exchange::send, failure -> failed(exchange, failure));
    }

    private void failed(Exchange exchange, Throwable failure) {
        if (!exchange.isOver() || !(failure instanceof HttpError)) {
            exchange.send(failures.answer(failure));
        }
    }

    /** Answers that are read slowly lie in the memory: only so many do at once. */
    private Response affordable(Exchange exchange, Response answer) {
        int length = answer.body().length();
        if (length <= SMALL_ANSWER) {
            return answer;
        }
        if (exchange.isOver() || !answers.take(length)) {
            throw HttpError.unavailable(
                    "the server is sending as much as it has memory for; ask again in " + BUSY_SECONDS + " s",
                    BUSY_SECONDS);
        }
        exchange.onOver(() -> answers.giveBack(length));
        return answer;
    }

    private Future<Response> answered(Exchange exchange) {
        HttpServerRequest request = exchange.request();
        requirePlain(request);
        boolean everything = request.uri().equals("*") && request.method().equals(HttpMethod.OPTIONS);
        RequestTarget target = RequestTarget.parse(everything ? "/" : request.uri());
        refuse(access.checkOrigin(exchange, target));
        if (!target.path().equals("/login")) {
            refuse(access.authenticate(exchange));
        }
        return everything ? Future.succeededFuture(routes.everything()) : routes.serve(exchange, target);
    }

    /** What is not HTTP/1 as we speak it. */
    private static void requirePlain(HttpServerRequest request) {
        if (request.version() == null) {
            throw HttpError.of(400, "", "this server speaks HTTP/1.1 and HTTP/1.0 only");
        }
        List<String> codings = request.headers().getAll("Transfer-Encoding");
        if (!codings.isEmpty() && !(codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked"))) {
            throw HttpError.of(
                    400, "Transfer-Encoding", "must be chunked or absent, was " + String.join(", ", codings));
        }
    }

    private static void refuse(Optional<HttpError> error) {
        error.ifPresent(why -> {
            throw why;
        });
    }

    private Future<Response> login(Exchange exchange, RequestTarget target) {
        Query query = Query.parse(target.query());
        String token = query.required("token", "/login?token=TOKEN");
        query.finish();
        return Future.succeededFuture(Response.seeOther("/", access.login(exchange, token)));
    }

    private Future<Response> contract(Exchange exchange, RequestTarget target, Map<String, String> parts) {
        Query.parse(target.query()).finish();
        return file(exchange, seen -> files.contract(seen));
    }

    private Future<Response> page(Exchange exchange, String path) {
        return file(exchange, seen -> files.file(path, seen));
    }

    private Future<Response> file(Exchange exchange, Function<@Nullable String, Response> reading) {
        String seen = exchange.request().getHeader("If-None-Match");
        return queue(Workload.PAGE).submit(exchange, threads -> threads.run(() -> reading.apply(seen)));
    }

    private Future<Response> operated(
            Operation operation, Exchange exchange, RequestTarget target, Map<String, String> parts) {
        Query query = Query.parse(target.query());
        String seen = Optional.ofNullable(exchange.request().getHeader("If-None-Match"))
                .orElse("");
        Workload workload = operation.workload();
        if (workload == null) {
            return operation.work().start(new Request(query, parts, seen, Request.Body.NONE), WorkQueue.Threads.NONE);
        }
        WorkQueue queue = queue(workload);
        // Before a body is read that would be thrown away.
        queue.requireRoom();
        return bodies.read(exchange, operation.takes())
                .compose(body -> queue.submit(
                        exchange, threads -> operation.work().start(new Request(query, parts, seen, body), threads)));
    }

    private WorkQueue queue(Workload workload) {
        WorkQueue queue = queues.get(workload);
        if (queue == null) {
            throw new IllegalStateException("there is no queue for " + workload);
        }
        return queue;
    }

    /** BodyType in nothing more; done when what was asked before is answered or refused. */
    Future<?> stop() {
        connections.stop();
        return Future.join(queues.values().stream().map(WorkQueue::close).toList());
    }
}
