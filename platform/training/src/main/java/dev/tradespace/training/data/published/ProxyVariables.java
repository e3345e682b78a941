package dev.tradespace.training.data.published;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that an environment names by the usual variables: {@code http_proxy}, {@code https_proxy},
 * {@code all_proxy} and {@code no_proxy}, in small letters or in capitals, the small ones first.
 *
 * @source curl's manual page, section "ENVIRONMENT"
 */
public final class ProxyVariables {
    /** None: connections go straight out, or as Java's own properties say. */
    public static final ProxyVariables NONE = new ProxyVariables(Map.of(), List.of());

    private static final String HTTP = "http";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int LAST_PORT = 65_535;

    private final Map<String, Place> places;
    private final List<String> exceptions;

    private ProxyVariables(Map<String, Place> places, List<String> exceptions) {
        this.places = places;
        this.exceptions = exceptions;
    }

    /**
     * A proxy.
     *
     * @param variable that names it
     * @param user who asks it, with a password; null where it wants to know nobody
     */
    record Place(
            String variable,
            String host,
            int port,
            @Nullable PasswordAuthentication user) {
        boolean is(String asking, int at) {
            return host.equalsIgnoreCase(asking) && port == at;
        }

        @Override
        public String toString() {
            return host + ":" + port + " of " + variable;
        }
    }

    /**
     * What an environment says.
     *
     * @throws IllegalArgumentException if a variable names no proxy, or one of a kind that cannot be used; the sentence
     *     leaves passwords out
     */
    public static ProxyVariables of(Map<String, String> environment) {
        Map<String, Place> places = new LinkedHashMap<>();
        for (String scheme : List.of(HTTP, "https")) {
            for (String name : List.of(scheme + "_proxy", "all_proxy")) {
                if (!places.containsKey(scheme)) {
                    place(name, environment).ifPresent(place -> places.put(scheme, place));
                }
            }
        }
        List<String> exceptions = variable("no_proxy", environment).stream()
                .flatMap(found -> Arrays.stream(found.value().split("[,\\s]+")))
                .map(entry -> entry.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
                .filter(entry -> !entry.isEmpty())
                .toList();
        return new ProxyVariables(places, exceptions);
    }

    /** A variable that is set. */
    private record Found(String name, String value) {}

    private static Optional<Found> variable(String name, Map<String, String> environment) {
        for (String each : List.of(name, name.toUpperCase(Locale.ROOT))) {
            String value = environment.getOrDefault(each, "").strip();
            if (!value.isEmpty()) {
                return Optional.of(new Found(each, value));
            }
        }
        return Optional.empty();
    }

    private static Optional<Place> place(String name, Map<String, String> environment) {
        return variable(name, environment).map(found -> {
            String value = found.value().replaceFirst("/+$", "");
            URI uri;
            try {
                uri = URI.create(value.contains("://") ? value : HTTP + "://" + value);
            } catch (IllegalArgumentException unreadable) {
                throw refused(found.name(), "is no address");
            }
            if (!HTTP.equalsIgnoreCase(uri.getScheme())) {
                throw refused(found.name(), "begins with " + uri.getScheme() + "://");
            }
            if (uri.getHost() == null || uri.getPort() > LAST_PORT) {
                throw refused(found.name(), "names no host, or no port that exists");
            }
            return new Place(found.name(), uri.getHost(), uri.getPort() < 0 ? HTTP_PORT : uri.getPort(), user(uri));
        });
    }

    private static IllegalArgumentException refused(String variable, String why) {
        return new IllegalArgumentException(
                variable + " must be http://HOST:PORT or http://NAME:PASSWORD@HOST:PORT, with"
                        + " other characters than letters and digits in the password written as %XX; it " + why);
    }

    private static @Nullable PasswordAuthentication user(URI uri) {
        String info = uri.getRawUserInfo();
        if (info == null) {
            return null;
        }
        int colon = info.indexOf(':');
        String name = colon < 0 ? info : info.substring(0, colon);
        String password = colon < 0 ? "" : info.substring(colon + 1);
        return new PasswordAuthentication(decoded(name), decoded(password).toCharArray());
    }

    /** A plus stands for itself here. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The proxy on the way to an address; empty for none. */
    Optional<Place> place(URI target) {
        String scheme = Objects.requireNonNullElse(target.getScheme(), "").toLowerCase(Locale.ROOT);
        return isException(target) ? Optional.empty() : Optional.ofNullable(places.get(scheme));
    }

    /** An entry means a host and all below it, with its port or any. */
    private boolean isException(URI target) {
        String host = Objects.requireNonNullElse(target.getHost(), "").toLowerCase(Locale.ROOT);
        int usual = "https".equalsIgnoreCase(target.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        int port = target.getPort() < 0 ? usual : target.getPort();
        return exceptions.stream()
                .map(entry -> entry.endsWith(":" + port) ? entry.substring(0, entry.lastIndexOf(':')) : entry)
                .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
    }

    /** Has a client go by these proxies; where none is named, Java's own properties hold. */
    void guide(HttpClient.Builder client) {
        if (places.isEmpty()) {
            return;
        }
        client.proxy(new Selector());
        // One that knows nobody would hide the proxy's own answer.
        if (places.values().stream().anyMatch(place -> place.user() != null)) {
            client.authenticator(new Users());
        }
    }

    /** Names those who ask, to the proxies only. */
    private final class Users extends Authenticator {
        @Override
        protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY ? user(getRequestingHost(), getRequestingPort()) : null;
        }
    }

    private @Nullable PasswordAuthentication user(String host, int port) {
        return places.values().stream()
                .filter(place -> place.is(host, port))
                .map(Place::user)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Says which way an address goes. */
    private final class Selector extends ProxySelector {
        @Override
        public List<Proxy> select(URI target) {
            return List.of(place(target)
                    .map(place ->
                            new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(place.host(), place.port())))
                    .orElse(Proxy.NO_PROXY));
        }

        @Override
        public void connectFailed(URI target, SocketAddress address, IOException failure) {
            // Whoever asked is told; there is no other way to take.
        }
    }
}
