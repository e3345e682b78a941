package dev.tradespace.server.http;

import dev.tradespace.core.file.Sha256;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Authentication by bearer token or session cookie, and defence against DNS rebinding (the Host header must name this
 * server) and cross-site requests (the Origin header must be its own). Loopback needs no token; any other address does.
 */
final class RequestGuard {
    /** A shorter one could be guessed. */
    static final int LEAST_TOKEN = 16;
    /**
     * One of fewer different characters could be guessed, too, and nothing but the token itself stands against
     * guessing.
     */
    static final int LEAST_DIFFERENT = 8;

    private static final String BEARER = "Bearer ";
    private static final String COOKIE = "tradespace";
    private static final int SESSION_BYTES = 32;
    private static final Pattern LOOPBACK = Pattern.compile("localhost\\.?|127(\\.[0-9]{1,3}){3}|\\[::1]");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-fA-F:.]+]");
    private static final Pattern HOST = Pattern.compile("([^:\\[\\]]+|\\[[^\\[\\]]+])(:[0-9]{1,5})?");

    private final String host;
    private final boolean loopback;
    private final @Nullable String token;
    private final String session;

    private RequestGuard(String host, boolean loopback, @Nullable String token, String session) {
        this.host = host.toLowerCase(Locale.ROOT);
        this.loopback = loopback;
        this.token = token;
        this.session = session;
    }

    /**
     * The guard of a server.
     *
     * @param host the name or address that it listens on; blocks while a name is resolved
     * @param token what must be shown, null for nothing
     * @throws IllegalArgumentException if the address is open to others and the token is missing or short, or the host
     *     is unknown
     */
    static RequestGuard of(String host, @Nullable String token, SecureRandom random) {
        boolean loopback;
        try {
            loopback = InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("there is no host " + host + " to listen on", unknown);
        }
        if (token == null && !loopback) {
            throw new IllegalArgumentException("listening on " + host + " needs a token of at least " + LEAST_TOKEN
                    + " characters, because others can reach that address; give one or listen on 127.0.0.1");
        }
        if (token != null && token.length() < LEAST_TOKEN) {
            throw new IllegalArgumentException(
                    "the token must have at least " + LEAST_TOKEN + " characters, had " + token.length());
        }
        if (token != null && token.codePoints().distinct().count() < LEAST_DIFFERENT) {
            throw new IllegalArgumentException("the token must have at least " + LEAST_DIFFERENT
                    + " different characters, or it could be guessed, had "
                    + token.codePoints().distinct().count() + "; `openssl rand -hex 16` makes a good one");
        }
        byte[] session = new byte[SESSION_BYTES];
        random.nextBytes(session);
        return new RequestGuard(host, loopback, token, HexFormat.of().formatHex(session));
    }

    /**
     * The headers of a request that say who asks.
     *
     * @param host its Host header
     * @param origin its Origin header
     * @param authorization its Authorization header
     * @param cookie the value of our cookie
     */
    record Credentials(
            @Nullable String host,
            @Nullable String origin,
            @Nullable String authorization,
            @Nullable String cookie) {}

    /** Why the Host or the Origin header refuses a request; empty where both are this server's. */
    Optional<HttpError> checkOrigin(Credentials credentials) {
        if (credentials.host() == null || !HOST.matcher(credentials.host()).matches()) {
            return Optional.of(HttpError.of(403, "Host", "a request needs a Host header"));
        }
        if (!ours(credentials.host())) {
            return Optional.of(HttpError.of(
                    403,
                    "Host",
                    "this server does not answer to the name " + credentials.host() + "; use its address"));
        }
        if (credentials.origin() != null
                && !credentials.origin().replaceFirst("^https?://", "").equalsIgnoreCase(credentials.host())) {
            return Optional.of(
                    HttpError.of(403, "Origin", "pages from " + credentials.origin() + " may not use this server"));
        }
        return Optional.empty();
    }

    private boolean ours(String header) {
        String name = header.replaceFirst(":[0-9]{1,5}$", "").toLowerCase(Locale.ROOT);
        return LOOPBACK.matcher(name).matches()
                || (!loopback && (name.equals(host) || ADDRESS.matcher(name).matches()));
    }

    /** Whether a request needs no token: none is asked for, or it has the session cookie. */
    boolean isAuthenticated(Credentials credentials) {
        return token == null || (credentials.cookie() != null && same(session, credentials.cookie()));
    }

    /** The token that a request shows; empty where it shows none. */
    Optional<String> token(Credentials credentials) {
        String shown = credentials.authorization();
        // The case of a scheme does not matter (RFC 9110, 11.1).
        return shown != null && shown.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(shown.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    /** Whether a token is the right one; where none is asked for, each is. */
    boolean isToken(String shown) {
        return token == null || same(token, shown);
    }

    /** That a request must show a token. */
    HttpError unauthorized() {
        return HttpError.of(
                401,
                "Authorization",
                "this server needs its token: send `Authorization: Bearer TOKEN`, or open /login?token=TOKEN in the"
                        + " browser");
    }

    /** The cookie that a browser gets for the token. */
    String cookie() {
        return COOKIE + "=" + session + "; Path=/; HttpOnly; SameSite=Lax";
    }

    /** The name of the cookie. */
    static String cookieName() {
        return COOKIE;
    }

    /** Constant-time comparison, which tells neither where the two differ nor how long the secret is. */
    private static boolean same(String secret, String shown) {
        return MessageDigest.isEqual(
                Sha256.of(secret).getBytes(StandardCharsets.US_ASCII),
                Sha256.of(shown).getBytes(StandardCharsets.US_ASCII));
    }
}
