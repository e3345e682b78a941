package dev.tradespace.runtime.http;

import dev.tradespace.api.check.Problem;
import dev.tradespace.results.ResultsException;
import dev.tradespace.runtime.http.Operation.Takes;
import dev.tradespace.runtime.wire.ProblemJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads a request through the doors to its operation, and every failure into the one shape that failures have. */
final class Api {
    /** Under which a request's context knows how long its body may be. */
    private static final String MOST_BYTES = "mostBytes";

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

    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    /** What the router itself finds wrong before any operation does. */
    private static final int[] ROUTER_FAILURES = {400, 404, 405, 413, 500};

    private final Vertx vertx;
    private final Doors doors;
    private final List<Operation> operations;
    private final Events events;
    private final StaticFiles files;

    Api(Vertx vertx, Doors doors, List<Operation> operations, Events events, StaticFiles files) {
        this.vertx = vertx;
        this.doors = doors;
        this.operations = List.copyOf(operations);
        this.events = events;
        this.files = files;
    }

    Router router() {
        Router router = Router.router(vertx);
        router.route().handler(this::enter).failureHandler(this::failed);
        router.get("/login").handler(this::login);
        router.get("/api/events").handler(context -> events.welcome(context.request()));
        router.get("/api/openapi.yaml").handler(this::contract);
        for (Operation operation : operations) {
            Takes takes = operation.takes();
            if (takes != Takes.NOTHING) {
                // A route of its own: the router wants a body handler before any other of its route.
                router.post(operation.path()).handler(context -> requireType(context, takes));
                router.post(operation.path()).handler(BodyHandler.create(false).setBodyLimit(takes.mostBytes()));
            }
            router.route(operation.method(), operation.path()).handler(context -> serve(context, operation));
        }
        router.route("/api/*").handler(this::nothing);
        router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::page);
        router.route().handler(this::nothing);
        for (int status : ROUTER_FAILURES) {
            router.errorHandler(status, context -> send(context, refused(context, status)));
        }
        return router;
    }

    private void enter(RoutingContext context) {
        HttpServerRequest request = context.request();
        SECURITY_HEADERS.forEach(request.response()::putHeader);
        Cookie cookie = request.getCookie(Doors.cookieName());
        Doors.Knock knock = new Doors.Knock(
                request.getHeader("Host"),
                request.getHeader("Origin"),
                request.getHeader("Authorization"),
                cookie == null ? null : cookie.getValue());
        Optional<Refusal> refusal = doors.foreign(knock);
        if (refusal.isEmpty() && !request.path().equals("/login")) {
            refusal = doors.stranger(knock);
        }
        refusal.ifPresentOrElse(context::fail, context::next);
    }

    private void login(RoutingContext context) {
        Query query = Query.parse(context.request().query());
        String token = query.required("token", "/login?token=TOKEN");
        query.finish();
        String cookie = doors.login(token).orElseThrow(() -> Refusal.of(401, "token", "is not this server's token"));
        send(context, Answer.seeOther("/", cookie));
    }

    private void contract(RoutingContext context) {
        Query.parse(context.request().query()).finish();
        read(context, () -> files.contract(context.request().getHeader("If-None-Match")));
    }

    private void page(RoutingContext context) {
        read(
                context,
                () -> files.file(context.request().path(), context.request().getHeader("If-None-Match")));
    }

    private void read(RoutingContext context, Callable<Answer> work) {
        vertx.executeBlocking(work, false).onComplete(answer -> send(context, answer), context::fail);
    }

    private static void requireType(RoutingContext context, Takes takes) {
        String type = context.request().getHeader("Content-Type");
        if (type == null
                || !takes.types().contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
            throw Refusal.of(
                    415,
                    "Content-Type",
                    "must be " + String.join(" or ", takes.types())
                            + (type == null ? ", was absent" : ", was " + type));
        }
        context.put(MOST_BYTES, takes.mostBytes());
        context.next();
    }

    private void serve(RoutingContext context, Operation operation) {
        Buffer body = context.body() == null ? null : context.body().buffer();
        Call call = new Call(
                Query.parse(context.request().query()),
                context.pathParams(),
                Optional.ofNullable(context.request().getHeader("If-None-Match"))
                        .orElse(""),
                body == null ? Call.Body.NONE : new Call.Body(ByteBuffer.wrap(body.getBytes())));
        Future.succeededFuture(call)
                .compose(operation.work())
                .onComplete(answer -> send(context, answer), context::fail);
    }

    /** Where no operation is: either the path is wrong, or only the method is. */
    private void nothing(RoutingContext context) {
        String path = context.request().path();
        TreeSet<String> allowed = operations.stream()
                .filter(operation -> path.matches(operation.path().replaceAll(":[a-z]+", "[^/]+")))
                .map(operation -> operation.method().name())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!path.startsWith("/api/") || path.equals("/api/events") || path.equals("/api/openapi.yaml")) {
            allowed.add("GET");
        }
        if (allowed.isEmpty() || allowed.contains(context.request().method().name())) {
            throw Refusal.notFound("", "there is nothing at " + path);
        }
        context.response().putHeader("Allow", String.join(", ", allowed));
        throw Refusal.of(
                405,
                "",
                path + " takes " + String.join(" and ", allowed) + ", not "
                        + context.request().method());
    }

    private void failed(RoutingContext context) {
        send(context, refused(context, context.statusCode()));
    }

    private static Answer refused(RoutingContext context, int status) {
        Integer mostBytes = context.get(MOST_BYTES);
        return refused(context.failure(), status, mostBytes == null ? 0 : mostBytes);
    }

    /** The one border at which whatever went wrong becomes an answer. */
    static Answer refused(@Nullable Throwable failure, int status, int mostBytes) {
        if (failure instanceof Refusal refusal) {
            return problems(refusal.status(), refusal.problems());
        }
        if (failure instanceof ResultsException broken) {
            LOG.warn("the store cannot be reached", broken);
            return problems(503, List.of(new Problem("", String.valueOf(broken.getMessage()))));
        }
        int meant = failure instanceof HttpException http ? http.getStatusCode() : status;
        if (meant == 413) {
            return problems(413, List.of(new Problem("", "a body may have at most " + mostBytes + " bytes")));
        }
        if (meant >= 400 && meant < 500) {
            return problems(meant, List.of(new Problem("", "this is no request that can be understood")));
        }
        String reference = UUID.randomUUID().toString();
        LOG.error("a request failed, reference {}", reference, failure);
        return problems(
                500, List.of(new Problem("", "the server failed at this; its log says more under " + reference)));
    }

    private static Answer problems(int status, List<Problem> problems) {
        return Answer.json(status, json -> ProblemJson.write(json, problems));
    }

    private static void send(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (answer.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (answer.status() == 413) {
            response.putHeader("Connection", "close");
        }
        if (answer.file() != null) {
            response.sendFile(answer.file().toString()).onFailure(gone -> LOG.debug("the asker has gone", gone));
        } else if (answer.status() == 304 || context.request().method().equals(HttpMethod.HEAD)) {
            response.end().onFailure(gone -> LOG.debug("the asker has gone", gone));
        } else {
            response.end(answer.body()).onFailure(gone -> LOG.debug("the asker has gone", gone));
        }
    }
}
