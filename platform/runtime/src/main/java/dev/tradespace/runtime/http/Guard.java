package dev.tradespace.runtime.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * Lets requests in or keeps them out. Wrong tokens are slowed down by address, the right one never, and they are logged once with a count of the others.
 *
 * <p>Lives on one event loop.
 */
final class Guard {
    private static final String HOST = "Host";

    private final Doors doors;
    private final TokenThrottle throttle;
    private final Tally wrongTokens;

    Guard(Doors doors, TokenThrottle throttle, Tally wrongTokens) {
        this.doors = doors;
        this.throttle = throttle;
        this.wrongTokens = wrongTokens;
    }

    /** Why a request stays outside wherever it wants to go; empty where it comes from the right place. */
    Optional<Refusal> foreign(Exchange exchange, RequestTarget target) {
        List<String> hosts = exchange.request().headers().getAll(HOST);
        if (hosts.size() > 1) {
            return Optional.of(Refusal.of(400, HOST, "must be given once, was given " + hosts.size() + " times"));
        }
        Doors.Knock knock = knock(exchange.request());
        Optional<Refusal> refusal = doors.foreign(knock);
        // The line names it towards a proxy, and then counts more than the header.
        return refusal.isPresent() || target.authority() == null
                ? refusal
                : doors.foreign(new Doors.Knock(target.authority(), knock.origin(), null, null));
    }

    /** Why a request from the right place stays outside all the same; empty where it shows what must be shown. */
    Optional<Refusal> stranger(Exchange exchange) {
        Doors.Knock knock = knock(exchange.request());
        if (doors.isOpenTo(knock)) {
            return Optional.empty();
        }
        Optional<String> token = doors.token(knock);
        return token.isPresent()
                ? unlessRight(exchange.remote(), "Authorization", token.get())
                : Optional.of(doors.needsToken());
    }

    /**
     * The cookie for a token.
     *
     * @throws Refusal if it is wrong, or too many were
     */
    String login(Exchange exchange, String token) {
        unlessRight(exchange.remote(), "token", token).ifPresent(refusal -> {
            throw refusal;
        });
        return doors.cookie();
    }

    /** Why a token from somewhere does not open; empty where it does. */
    Optional<Refusal> unlessRight(String remote, String where, String token) {
        // The right one opens at any time: else whoever shares an address with its owner, or the proxy before both,
        // could keep him out for ever.
        if (doors.isRight(token)) {
            throttle.succeeded(remote);
            return Optional.empty();
        }
        wrongTokens.count("one came from " + remote);
        long seconds = throttle.seconds(remote);
        if (seconds > 0) {
            return Optional.of(Refusal.busy(
                    "too many wrong tokens came from " + remote + ", and this is not the right one; wait " + seconds
                            + " s before the next. The right token is let in at any time",
                    seconds));
        }
        throttle.failed(remote);
        return Optional.of(Refusal.of(401, where, "is not this server's token"));
    }

    private static Doors.Knock knock(HttpServerRequest request) {
        Cookie cookie = request.getCookie(Doors.cookieName());
        return new Doors.Knock(
                request.getHeader(HOST),
                request.getHeader("Origin"),
                request.getHeader("Authorization"),
                cookie == null ? null : cookie.getValue());
    }
}
