package dev.tradespace.server.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes: path and method to operation. HEAD is served wherever GET is, OPTIONS says what a path takes, and every
 * other method is refused with the same list.
 *
 * <p>Lives on one event loop.
 */
final class Routes {
    private static final String ALLOW = "Allow";

    private final Map<PathTemplate, Map<HttpMethod, Route>> routes = new LinkedHashMap<>();
    private final Route elsewhere;

    /** What answers a request to a path. */
    @FunctionalInterface
    interface Route {
        /**
         * Answers it.
         *
         * @param parts what stands in the named parts of the path
         * @throws HttpError if it cannot
         */
        Future<Response> serve(Exchange exchange, RequestTarget target, Map<String, String> parts);
    }

    /**
     * No routes yet.
     *
     * @param elsewhere what answers GET where no route is
     */
    Routes(Route elsewhere) {
        this.elsewhere = elsewhere;
    }

    void add(HttpMethod method, String path, Route route) {
        routes.computeIfAbsent(PathTemplate.of(path), first -> new LinkedHashMap<>())
                .put(method, route);
    }

    /** What the server takes anywhere. */
    Response everything() {
        return Response.empty(204).with(ALLOW, "GET, HEAD, OPTIONS, POST");
    }

    /**
     * Answers a request.
     *
     * @throws HttpError if nothing is there
     */
    Future<Response> serve(Exchange exchange, RequestTarget target) {
        for (Map.Entry<PathTemplate, Map<HttpMethod, Route>> each : routes.entrySet()) {
            Optional<Map<String, String>> parts = each.getKey().match(target.segments());
            if (parts.isPresent()) {
                return serve(exchange, target, each.getValue(), parts.get());
            }
        }
        if (target.path().startsWith("/api/")) {
            throw HttpError.notFound("", "there is nothing at " + target.path());
        }
        return serve(exchange, target, Map.of(HttpMethod.GET, elsewhere), Map.of());
    }

    private static Future<Response> serve(
            Exchange exchange, RequestTarget target, Map<HttpMethod, Route> methods, Map<String, String> parts) {
        HttpMethod asked = exchange.request().method();
        Route route = methods.get(asked.equals(HttpMethod.HEAD) ? HttpMethod.GET : asked);
        if (route != null) {
            return route.serve(exchange, target, parts);
        }
        String allowed = allowed(methods);
        Response answer = asked.equals(HttpMethod.OPTIONS)
                ? Response.empty(204)
                : Response.error(HttpError.of(405, "", target.path() + " takes " + allowed + ", not " + asked));
        return Future.succeededFuture(answer.with(ALLOW, allowed));
    }

    private static String allowed(Map<HttpMethod, Route> methods) {
        List<String> names = new ArrayList<>(List.of(HttpMethod.OPTIONS.name()));
        methods.keySet().forEach(method -> names.add(method.name()));
        if (methods.containsKey(HttpMethod.GET)) {
            names.add(HttpMethod.HEAD.name());
        }
        names.sort(null);
        return String.join(", ", names);
    }
}
