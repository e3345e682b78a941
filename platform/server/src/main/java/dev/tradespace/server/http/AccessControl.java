package dev.tradespace.server.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * Access control: origin checks and authentication of requests. Wrong tokens are throttled by address, the right one
 * never; they are logged once a minute, with a count of the others.
 *
 * <p>Lives on one event loop.
 */
final class AccessControl {
    private static final String HOST = "Host";

    private final RequestGuard guard;
    private final TokenThrottle throttle;
    private final RateLimitedLog wrongTokens;

    AccessControl(RequestGuard guard, TokenThrottle throttle, RateLimitedLog wrongTokens) {
        this.guard = guard;
        this.throttle = throttle;
        this.wrongTokens = wrongTokens;
    }

    /** Why the Host or the Origin header refuses a request; empty where both are this server's. */
    Optional<HttpError> checkOrigin(Exchange exchange, RequestTarget target) {
        List<String> hosts = exchange.request().headers().getAll(HOST);
        if (hosts.size() > 1) {
            return Optional.of(HttpError.of(400, HOST, "must be given once, was given " + hosts.size() + " times"));
        }
        RequestGuard.Credentials credentials = credentials(exchange.request());
        Optional<HttpError> error = guard.checkOrigin(credentials);
        // The line names it towards a proxy, and then counts more than the header.
        return error.isPresent() || target.authority() == null
                ? error
                : guard.checkOrigin(new RequestGuard.Credentials(target.authority(), credentials.origin(), null, null));
    }

    /** Why a request is not authenticated; empty where it is. */
    Optional<HttpError> authenticate(Exchange exchange) {
        RequestGuard.Credentials credentials = credentials(exchange.request());
        if (guard.isAuthenticated(credentials)) {
            return Optional.empty();
        }
        Optional<String> token = guard.token(credentials);
        return token.isPresent()
                ? checkToken(exchange.remote(), "Authorization", token.get())
                : Optional.of(guard.unauthorized());
    }

    /**
     * The cookie for a token.
     *
     * @throws HttpError if it is wrong, or too many were
     */
    String login(Exchange exchange, String token) {
        checkToken(exchange.remote(), "token", token).ifPresent(error -> {
            throw error;
        });
        return guard.cookie();
    }

    /** Why a token from an address is refused; empty where it is the right one. */
    Optional<HttpError> checkToken(String remote, String where, String token) {
        // The right one opens at any time: else whoever shares an address with its owner, or the proxy before both,
        // could keep him out for ever.
        if (guard.isToken(token)) {
            throttle.succeeded(remote);
            return Optional.empty();
        }
        wrongTokens.count("one came from " + remote);
        long seconds = throttle.seconds(remote);
        if (seconds > 0) {
            return Optional.of(HttpError.busy(
                    "too many wrong tokens came from " + remote + ", and this is not the right one; wait " + seconds
                            + " s before the next. The right token is let in at any time",
                    seconds));
        }
        throttle.failed(remote);
        return Optional.of(HttpError.of(401, where, "is not this server's token"));
    }

    private static RequestGuard.Credentials credentials(HttpServerRequest request) {
        Cookie cookie = request.getCookie(RequestGuard.cookieName());
        return new RequestGuard.Credentials(
                request.getHeader(HOST),
                request.getHeader("Origin"),
                request.getHeader("Authorization"),
                cookie == null ? null : cookie.getValue());
    }
}
